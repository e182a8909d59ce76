#include "core/edge/brokers/binance/depth_sync.h"

namespace omni::brokers::binance {

bool DepthSync::restart()
{
    const bool wasLive = m_state == State::Live;
    m_state = State::Waiting;
    m_isAsked = false;
    m_waiting.clear();
    m_levels = 0;
    return wasLive;
}

DepthSync::Verdict DepthSync::wantSnapshot() noexcept
{
    if (m_isAsked) {
        return Verdict::Fine;
    }
    m_isAsked = true;
    return Verdict::NeedsSnapshot;
}

void DepthSync::keep(const FeedMessage& change)
{
    // A hole in what waits: nothing before it can ever be joined to what follows.
    const bool isTorn = !m_waiting.empty() && change.first != m_waiting.back().last + 1;
    const std::size_t levels = change.bids.size() + change.asks.size();
    if (isTorn || m_waiting.size() >= waitingMost || m_levels + levels > levelsWaitingMost) {
        m_waiting.clear();
        m_levels = 0;
    }
    m_levels += levels;
    m_waiting.push_back({change.first, change.last, change.timeMs, change.bids, change.asks});
}

DepthSync::Verdict DepthSync::onChange(const FeedMessage& change, const Tell& tell)
{
    if (m_state == State::Live) {
        if (change.last <= m_last) {
            return Verdict::Fine; // told before
        }
        // Amounts are absolute, so that what overlaps does no harm: a snapshot is taken in the middle of a batch.
        if (change.first <= m_last + 1) {
            m_last = change.last;
            tell({false, change.last, change.timeMs, change.bids, change.asks});
            return Verdict::Fine;
        }
        restart();
        keep(change);
        m_isAsked = true;
        return Verdict::Broken;
    }
    keep(change);
    return wantSnapshot();
}

DepthSync::Verdict DepthSync::onSnapshot(std::int64_t last, const std::vector<FeedLevel>& bids,
                                         const std::vector<FeedLevel>& asks, const Tell& tell)
{
    m_isAsked = false;
    if (m_state == State::Live) {
        return Verdict::Fine;
    }
    while (!m_waiting.empty() && m_waiting.front().last <= last) {
        m_levels -= m_waiting.front().bids.size() + m_waiting.front().asks.size();
        m_waiting.pop_front();
    }
    if (!m_waiting.empty() && m_waiting.front().first > last + 1) {
        return wantSnapshot(); // older than the first change that we have
    }
    m_state = State::Live;
    m_last = last;
    m_timeMs = m_waiting.empty() ? m_timeMs : m_waiting.front().timeMs;
    tell({true, last, m_timeMs, bids, asks});
    for (const auto& change : m_waiting) {
        m_last = change.last;
        tell({false, change.last, change.timeMs, change.bids, change.asks});
    }
    m_waiting.clear();
    m_levels = 0;
    return Verdict::Fine;
}

} // namespace omni::brokers::binance
