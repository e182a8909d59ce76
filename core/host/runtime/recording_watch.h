// Tells people what becomes of a session's recording: once when ticks are first missing, once when it has ended before
// its time, and at its end what there is.

#pragma once

#include "core/desk/views/health.h"
#include "core/edge/feeds/files/market_recorder.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace omni::runtime {

/// One thread.
class RecordingWatch
{
public:
    /// `recorder`, which may be null, outlives it. `tell` must not wait.
    RecordingWatch(feeds::MarketRecorder* recorder, std::function<void(const std::string&)> tell)
        : m_recorder(recorder)
        , m_tell(std::move(tell))
    {
    }
    void look()
    {
        if (m_recorder == nullptr) {
            return;
        }
        const auto figures = m_recorder->figures();
        if (figures.lost > 0 && !std::exchange(m_isLossTold, true)) {
            m_tell("the recording of market data has a hole: the disk was too slow for it, or the desk for the feed");
        }
        if (!figures.fault.empty() && !std::exchange(m_isFaultTold, true)) {
            m_tell("the recording of market data has ended before its time: " + figures.fault
                   + ". What stands in it can be read; the session goes on");
        }
    }
    /// As a part of the program's health. None: nothing is recorded.
    [[nodiscard]] std::optional<views::PartHealth> part() const
    {
        if (m_recorder == nullptr) {
            return std::nullopt;
        }
        const auto figures = m_recorder->figures();
        views::PartHealth part;
        part.name = "recording";
        part.state = !figures.fault.empty() ? views::PartState::Down
            : figures.lost > 0              ? views::PartState::Degraded
                                            : views::PartState::Ok;
        part.detail = feeds::textOf(figures, m_recorder->folder());
        return part;
    }
    /// The session has ended: the files are sealed. Waits for the disk.
    void end()
    {
        if (m_recorder != nullptr) {
            m_recorder->end();
            m_tell("recorded: " + feeds::textOf(m_recorder->figures(), m_recorder->folder()));
        }
    }

private:
    feeds::MarketRecorder* m_recorder;
    std::function<void(const std::string&)> m_tell;
    bool m_isLossTold = false, m_isFaultTold = false;
};

} // namespace omni::runtime
