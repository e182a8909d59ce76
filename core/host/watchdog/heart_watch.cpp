#include "core/host/watchdog/heart_watch.h"

#include <algorithm>

namespace omni::watchdog {

Verdict HeartWatch::look(const std::optional<watch::Heartbeat>& beat, std::int64_t now) noexcept
{
    const bool isFirst = !m_lastLook;
    if (isFirst || Duration{now - *m_lastLook} > longestOwnPause) {
        m_since = now;
        m_pauses += isFirst ? 0U : 1U;
    }
    m_lastLook = now;
    if (!beat || beat->state != watch::HeartState::Running) {
        return {};
    }
    // One that lies ahead of the clock is of another start of a machine that does not name its starts.
    const bool isOfThisStart = beat->machine == m_machine && beat->beat <= now;
    const Duration silence{now - (isOfThisStart ? std::max(beat->beat, m_since) : m_since)};
    const Finding finding = silence > m_bound ? Finding::Silent
        : silence.ns > m_bound.ns / 2         ? Finding::Late
                                              : Finding::Beats;
    return {finding, silence};
}

} // namespace omni::watchdog
