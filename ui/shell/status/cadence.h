// How often the window shows what may slow down: as often as wished while frames are quick, less often while they are
// not.
//
// Frames may take 60 % of the time. While they take more for a second, charts fall 60, 30, 10 a second, then tables;
// while they would leave room to spare for five seconds the last step is taken back. Nothing passes the wish, and what
// is decided, ordered, at risk or stopped keeps it. Pure: time is given.

#pragma once

#include "ui/bridge/slows.h"

#include <cstddef>
#include <cstdint>

namespace omni::ui {

class Cadence
{
public:
    explicit Cadence(int wished = 60);

    void setWished(int perSecond);
    /// After each frame. `busyMs`: what all frames so far have taken. True: a rate changed.
    bool onFrame(double busyMs, std::int64_t nowMs);
    [[nodiscard]] int rate(Slows what) const noexcept;
    [[nodiscard]] bool isSlowed() const noexcept
    {
        return rate(Slows::First) < m_wished; // they are the first to slow down and the last to be quick
    }

private:
    [[nodiscard]] std::size_t slower() const noexcept;
    [[nodiscard]] std::size_t quicker() const noexcept;
    [[nodiscard]] double growthTo(std::size_t step) const noexcept;

    int m_wished;
    std::size_t m_step = 0;
    std::int64_t m_from = -1; ///< When the span began that is looked at; below zero: none.
    double m_busyFrom = 0;
    int m_slowSpans = 0;
    std::int64_t m_quickMs = 0;
};

} // namespace omni::ui
