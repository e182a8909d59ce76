#include "core/host/runtime/terminal/notice_queue.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace omni::runtime {

using namespace events;

namespace {

bool isVital(const Event& event) noexcept
{
    return std::holds_alternative<KillLatched>(event) || std::holds_alternative<TroubleFound>(event)
        || std::holds_alternative<SessionStarted>(event) || std::holds_alternative<SessionEnded>(event);
}

bool isVital(const Fact& fact) noexcept
{
    const auto* alert = std::get_if<AlertRaised>(&fact);
    return std::holds_alternative<Latched>(fact) || std::holds_alternative<LatchCleared>(fact)
        || std::holds_alternative<BreakerTripped>(fact) || std::holds_alternative<BreakerCleared>(fact)
        || std::holds_alternative<CommandDenied>(fact) || (alert != nullptr && alert->level != AlertLevel::Info);
}

/// Critical: a critical one may be among them.
Notice leftOut(const Stamp& newest, std::uint64_t count)
{
    AlertRaised alert;
    alert.level = AlertLevel::Critical;
    alert.key = ShortText<31>(noticesLeftOut);
    alert.actual = static_cast<std::int64_t>(
        std::min(count, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())));
    return {newest, Fact(alert)};
}

} // namespace

bool NoticeQueue::hasRoomFor(const Notice& notice) const noexcept
{
    // Once something was left out the rest follows until the window has caught up: one hole, not many.
    if (m_leftOut == 0 && m_overflow.size() < mostWaiting) {
        return true;
    }
    return m_overflow.size() < mostWaiting + mostVital
        && std::visit([](const auto& what) { return isVital(what); }, notice.what);
}

void NoticeQueue::push(Notice notice)
{
    flush();
    if (!isOverflowing() && m_ring.tryPush(std::move(notice))) {
        return;
    }
    if (hasRoomFor(notice)) {
        m_overflow.push_back(std::move(notice));
    } else {
        ++m_leftOut;
        m_newestLeftOut = notice.stamp;
    }
}

void NoticeQueue::flush()
{
    while (!m_overflow.empty() && m_ring.tryPush(std::move(m_overflow.front()))) {
        m_overflow.pop_front();
    }
    if (m_overflow.empty() && m_leftOut > 0 && m_ring.tryPush(leftOut(m_newestLeftOut, m_leftOut))) {
        m_leftOut = 0;
    }
}

std::size_t NoticeQueue::take(std::vector<Notice>& into, std::size_t most)
{
    const std::size_t before = into.size();
    const std::size_t wanted = std::min(most, m_ring.size());
    into.resize(before + wanted);
    const std::size_t got = m_ring.popUpTo(std::span(into).subspan(before));
    into.resize(before + got);
    return got;
}

} // namespace omni::runtime
