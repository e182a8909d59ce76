#include "core/edge/feeds/files/gap_finder.h"

#include "core/trade/market/calendar.h"

namespace omni::feeds {

namespace {

constexpr std::uint64_t mostMissing = 1'000'000;
constexpr std::size_t mostCandidates = 1'000'000;

std::size_t weekdayOf(Timestamp t) noexcept
{
    const std::int64_t day = flooredTo(t, days(1)).ns / days(1).ns;
    return static_cast<std::size_t>(((day % 7) + 7) % 7);
}

std::size_t hourOfWeek(Timestamp t) noexcept
{
    return weekdayOf(t) * 24 + static_cast<std::size_t>((t - flooredTo(t, days(1))).ns / hours(1).ns);
}

} // namespace

void GapFinder::add(Timestamp opened, std::uint64_t line)
{
    if (m_rows++ > 0) {
        const Duration step = opened - m_last;
        if (m_smallest.ns == 0 || step < m_smallest) {
            m_smallest = step;
        }
        if (step > m_smallest && m_candidates.size() < mostCandidates) {
            m_candidates.push_back({m_last, opened, line});
        } else if (step > m_smallest) {
            m_isCut = true;
        }
    }
    m_last = opened;
    m_days[weekdayOf(opened)] = true;
    m_hours[hourOfWeek(opened)] = true;
}

std::vector<DataGap> GapFinder::gaps(Duration interval, market::Sessions sessions, std::size_t mostListed,
                                     std::uint64_t& count) const
{
    const market::TradingCalendar calendar(sessions);
    const bool isDaily = interval >= days(1);
    const auto isExpected = [&](Timestamp t) {
        if (sessions == market::Sessions::UsEquities) {
            return isDaily ? calendar.isTradingDay(market::utcDateOf(t)) : calendar.isOpen(t);
        }
        return isDaily ? m_days[weekdayOf(t)] : m_hours[hourOfWeek(t)];
    };
    std::vector<DataGap> gaps;
    count = 0;
    for (const Candidate& candidate : m_candidates) {
        DataGap gap{candidate.line, candidate.from, candidate.to, 0, false};
        for (Timestamp t = gap.from + interval; gap.to - t >= interval && !gap.isCut; t = t + interval) {
            gap.isCut = isExpected(t) && gap.missing == mostMissing;
            gap.missing += isExpected(t) && !gap.isCut ? 1U : 0U;
        }
        if (gap.missing > 0 && ++count <= mostListed) {
            gaps.push_back(gap);
        }
    }
    return gaps;
}

} // namespace omni::feeds
