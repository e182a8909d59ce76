#include "core/desk/engine/standing_alerts.h"

#include <algorithm>

namespace omni::engine {

bool StandingAlerts::isDue(events::AlertLevel level, const AlertCause& cause, std::int64_t extent, Monotonic now)
{
    Told* told = m_told.find(cause);
    if (told == nullptr || now - told->met >= newsAfter) {
        if (told == nullptr) {
            makeRoom();
        }
        m_told.insertOrAssign(cause, Told{level, extent, firstTellAgain, now, now});
        return true;
    }
    told->met = now;
    const bool isWorse = level > told->level || extent > told->extent;
    told->level = std::max(told->level, level);
    told->extent = std::max(told->extent, extent); // what goes up and down is no news each time
    if (!isWorse && now - told->at < told->gap) {
        return false;
    }
    told->gap = isWorse ? firstTellAgain : std::min(Duration{told->gap.ns * 2}, longestTellAgain);
    told->at = now;
    return true;
}

bool StandingAlerts::hasLasted(const AlertCause& cause, Duration patience, Monotonic now)
{
    if (const Monotonic* began = m_began.find(cause)) {
        return now - *began >= patience;
    }
    if (m_began.size() >= mostStandingAlerts) {
        return true; // nobody can be remembered any more: told too soon rather than never
    }
    m_began.insertOrAssign(cause, now);
    return patience <= Duration{};
}

void StandingAlerts::makeRoom()
{
    if (m_told.size() < mostStandingAlerts) {
        return;
    }
    const auto oldest = std::min_element(m_told.begin(), m_told.end(),
                                         [](const auto& a, const auto& b) { return a.value.met < b.value.met; });
    m_told.erase(AlertCause(oldest->key)); // a copy: the entry goes while it is looked for
}

} // namespace omni::engine
