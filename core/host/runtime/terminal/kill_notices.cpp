#include "core/host/runtime/terminal/kill_notices.h"

#include "core/base/log.h"

#include <algorithm>

namespace omni::runtime {

bool KillNotices::add(const events::KillLatched& latched)
{
    if (m_waiting.size() < most) {
        m_waiting.push_back(latched);
        return true;
    }
    ++m_takenIn;
    events::KillLatched& newest = m_waiting.back();
    if (newest.scope != latched.scope) {
        newest.scope = {}; // two scopes: only the one over everything covers both
    }
    if (latched.level >= newest.level) {
        newest.level = latched.level;
        newest.by = latched.by;
        newest.cause = latched.cause;
    }
    return false;
}

void KillNotices::popFront()
{
    m_waiting.pop_front();
    if (m_waiting.empty() && m_takenIn > 0) { // here and not in `add`: whoever presses waits for no log
        logWarn("the newest notice of the kill switch speaks for {} more presses", m_takenIn);
        m_takenIn = 0;
    }
}

risk::KillLevel KillNotices::highest() const noexcept
{
    auto level = risk::KillLevel::None;
    for (const auto& one : m_waiting) {
        level = std::max(level, one.level);
    }
    return level;
}

} // namespace omni::runtime
