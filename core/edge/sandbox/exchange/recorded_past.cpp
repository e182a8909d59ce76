#include "core/edge/sandbox/exchange/recorded_past.h"

#include <algorithm>

namespace omni::sandbox {

namespace {

constexpr std::size_t mostSeconds = 1'200, mostMinutes = 14'400, mostDays = 390;

} // namespace

void RecordedPast::add(Timestamp at, Ticks price, double volume)
{
    market::Bar bar;
    bar.opened = at;
    bar.open = bar.high = bar.low = bar.close = price;
    bar.volume = volume;
    bar.trades = 1;
    join(m_seconds, seconds(1), bar, mostSeconds);
    join(m_minutes, minutes(1), bar, mostMinutes);
    join(m_days, days(1), bar, mostDays);
}

void RecordedPast::add(const market::Bar& bar)
{
    if (bar.interval <= seconds(1)) {
        join(m_seconds, seconds(1), bar, mostSeconds);
    }
    join(m_minutes, minutes(1), bar, mostMinutes);
    join(m_days, days(1), bar, mostDays);
}

void RecordedPast::join(std::deque<market::Bar>& bars, Duration interval, const market::Bar& piece, std::size_t most)
{
    const Timestamp opened = flooredTo(piece.opened, interval);
    if (bars.empty() || bars.back().opened < opened) {
        bars.push_back(piece);
        bars.back().opened = opened;
        bars.back().interval = interval;
        bars.back().closedAt = opened + interval;
        if (bars.size() > most) {
            bars.pop_front();
        }
        return;
    }
    market::Bar& bar = bars.back();
    bar.high = std::max(bar.high, piece.high);
    bar.low = std::min(bar.low, piece.low);
    bar.close = piece.close;
    bar.volume += piece.volume;
    bar.trades += piece.trades;
}

std::vector<market::Bar> RecordedPast::bars(Duration interval, std::size_t count) const
{
    const std::deque<market::Bar> none;
    const auto& kept = interval == seconds(1) ? m_seconds
        : interval == minutes(1)              ? m_minutes
        : interval == days(1)                 ? m_days
                                              : none;
    const std::size_t given = std::min(count, kept.size());
    return {kept.end() - static_cast<std::ptrdiff_t>(given), kept.end()};
}

} // namespace omni::sandbox
