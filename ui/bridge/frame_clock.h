// How smoothly the window runs: what frames take of its thread, how long market data is on its way to the screen, how
// often and how long the window stood still, how long the start took.
//
// It asks for no time itself: times are of the terminal's clock. Figures are of the whole life of the window. What the
// thread does between frames, for the mouse or a menu, is in no frame. UI thread.

#pragma once

#include "core/base/time.h"
#include "ui/bridge/span_counts.h"

#include <cstdint>
#include <optional>
#include <string>

namespace omni::ui {

class FrameClock
{
public:
    /// Standing still for longer is a stall.
    static constexpr Duration stall = milliseconds(200);
    /// After so long without a frame the time until everything is shown again is of interest.
    static constexpr Duration freeze = seconds(2);

    // --- told by the link ----------------------------------------------------------------------------------------
    /// The thread looks for news. Ends the frame before.
    void begin(Monotonic now);
    /// It found some and every pane has taken them. `cameAt`: the oldest market data that this frame is the first to
    /// show; none: none is new. `hasMarket`: prices can be seen. `isLate`: there is more that did not fit.
    void shown(Monotonic now, std::optional<Monotonic> cameAt, bool hasMarket, bool isLate);

    // --- told by the window --------------------------------------------------------------------------------------
    /// When the program was started.
    void startedAt(Monotonic start) noexcept
    {
        m_start = start;
    }
    /// What was to be painted has been handed to the screen.
    void painted(Monotonic begun, Monotonic now);
    /// It answered nobody for so long.
    void stoodStill(Duration span) noexcept;

    // --- figures -------------------------------------------------------------------------------------------------
    /// Taking news and painting it.
    [[nodiscard]] const SpanCounts& frames() const noexcept
    {
        return m_frames;
    }
    [[nodiscard]] Duration last() const noexcept
    {
        return m_last;
    }
    /// All frames so far together.
    [[nodiscard]] Duration busy() const noexcept
    {
        return m_busy;
    }
    /// From the engine's having it to the end of the painting; of each frame the data that waited longest.
    [[nodiscard]] const SpanCounts& tickToScreen() const noexcept
    {
        return m_toScreen;
    }
    [[nodiscard]] std::uint64_t stalls() const noexcept
    {
        return m_stalls;
    }
    [[nodiscard]] Duration longestStall() const noexcept
    {
        return m_longest;
    }
    /// From the end of the last freeze to the frame that showed all that had gathered.
    [[nodiscard]] std::optional<Duration> caughtUpIn() const noexcept
    {
        return m_caughtUp;
    }
    /// From the program's start to the first painting, and to the first with prices. None: not yet, or not told.
    [[nodiscard]] std::optional<Duration> windowAfter() const noexcept
    {
        return m_windowAfter;
    }
    [[nodiscard]] std::optional<Duration> pricesAfter() const noexcept
    {
        return m_pricesAfter;
    }

    /// For the log, in English: one line each, of fixed form (docs/operations.md).
    [[nodiscard]] std::string startLine() const;
    [[nodiscard]] std::string runLine() const;

private:
    void endFrame();
    void catchUp(Monotonic now);

    std::optional<Monotonic> m_start, m_begun, m_resumed, m_cameAt;
    std::optional<Duration> m_windowAfter, m_pricesAfter, m_caughtUp;
    Duration m_current, m_last, m_busy, m_longest;
    bool m_hasFrame = false, m_hasMarket = false, m_isLate = false;
    std::uint64_t m_stalls = 0;
    SpanCounts m_frames, m_toScreen;
};

} // namespace omni::ui
