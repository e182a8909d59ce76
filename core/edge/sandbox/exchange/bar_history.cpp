#include "core/edge/sandbox/exchange/bar_history.h"

#include "core/base/wide_int.h"
#include "core/trade/market/date.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace omni::sandbox {

namespace {

constexpr std::size_t mostSeconds = 7'200;
constexpr std::size_t mostMinutes = 20'160; // 14 days
constexpr std::size_t pastMinutes = 14'400; // 10 days
constexpr std::size_t pastSeconds = 1'200;
constexpr std::size_t pastDays = 390;
constexpr Timestamp firstMonday{4LL * 86'400 * 1'000'000'000}; // 1970-01-05

void grow(std::int64_t& sum, std::int64_t part) noexcept
{
    sum = checkedSum(sum, part).value_or(std::numeric_limits<std::int64_t>::max());
}

VenueBar flatBar(Timestamp opened, Ticks price) noexcept
{
    VenueBar bar;
    bar.opened = opened;
    bar.open = bar.high = bar.low = bar.close = price;
    return bar;
}

/// Joins pieces, which come in order of time, to the bars that were asked for.
class BarJoiner
{
public:
    BarJoiner(BarSpan span, Timestamp from, Timestamp to, bool fillsGaps)
        : m_span(span)
        , m_from(from)
        , m_to(to)
        , m_fillsGaps(fillsGaps)
    {
    }
    void add(const VenueBar& piece)
    {
        const Timestamp opened = m_span.openingOf(piece.opened);
        if (opened < m_from || opened > m_to) {
            m_last = piece.close;
            return;
        }
        if (m_bars.empty() || m_bars.back().opened != opened) {
            fillUntil(opened);
            m_bars.push_back(flatBar(opened, piece.open));
        }
        join(m_bars.back(), piece);
        m_last = piece.close;
    }
    std::vector<VenueBar> taken(Timestamp now)
    {
        if (const Timestamp last = std::min(m_span.openingOf(now), m_to); m_last && m_fillsGaps) {
            fillUntil(m_span.after(m_span.openingOf(last)));
        }
        return std::move(m_bars);
    }

private:
    void fillUntil(Timestamp opened)
    {
        if (!m_fillsGaps || m_bars.empty()) {
            return;
        }
        for (Timestamp next = m_span.after(m_bars.back().opened); next < opened; next = m_span.after(next)) {
            m_bars.push_back(flatBar(next, *m_last));
        }
    }
    BarSpan m_span;
    Timestamp m_from, m_to;
    bool m_fillsGaps;
    std::optional<Ticks> m_last;
    std::vector<VenueBar> m_bars;
};

} // namespace

void join(VenueBar& bar, const VenueBar& piece) noexcept
{
    if (bar.trades == 0) {
        const Timestamp opened = bar.opened;
        bar = piece;
        bar.opened = opened;
        return;
    }
    bar.high = std::max(bar.high, piece.high);
    bar.low = std::min(bar.low, piece.low);
    bar.close = piece.close;
    grow(bar.volume.count, piece.volume.count);
    grow(bar.buyVolume.count, piece.buyVolume.count);
    grow(bar.value.e8, piece.value.e8);
    grow(bar.buyValue.e8, piece.buyValue.e8);
    bar.trades += piece.trades;
    bar.firstTrade = bar.firstTrade != 0 ? bar.firstTrade : piece.firstTrade;
    bar.lastTrade = piece.lastTrade != 0 ? piece.lastTrade : bar.lastTrade;
}

Timestamp BarSpan::openingOf(Timestamp t) const noexcept
{
    const Timestamp there = t + ahead;
    switch (unit) {
    case Unit::Second:
        return flooredTo(there, seconds(count)) - ahead;
    case Unit::Minute:
        return flooredTo(there, minutes(count)) - ahead;
    case Unit::Week:
        return firstMonday + (flooredTo(there - (firstMonday - Timestamp{}), days(7)) - Timestamp{}) - ahead;
    case Unit::Month:
        break;
    }
    const market::Date day{static_cast<std::int32_t>(flooredTo(there, days(1)).ns / days(1).ns)};
    const market::Civil civil = market::civilOf(day);
    return Timestamp{} + days(market::dateOf(civil.year, civil.month, 1).days) - ahead;
}

Timestamp BarSpan::after(Timestamp opened) const noexcept
{
    switch (unit) {
    case Unit::Second:
        return opened + seconds(count);
    case Unit::Minute:
        return opened + minutes(count);
    case Unit::Week:
        return opened + days(7);
    case Unit::Month:
        break;
    }
    return openingOf(opened + days(32));
}

BarHistory::BarHistory(const Listing& listing, Timestamp start, Past past)
    : m_listing(&listing)
    , m_start(start)
    , m_past(std::move(past))
{
    for (const auto& bar : m_past(minutes(1), pastMinutes)) {
        m_minutes.push_back(venueBarOf(bar));
    }
    for (const auto& bar : m_past(seconds(1), pastSeconds)) {
        m_seconds.push_back(venueBarOf(bar));
    }
}

/// Before the start nobody counted who took: half of them bought, at the middle of the bar.
VenueBar BarHistory::venueBarOf(const market::Bar& bar) const
{
    VenueBar made;
    made.opened = bar.opened;
    made.open = bar.open;
    made.high = bar.high;
    made.low = bar.low;
    made.close = bar.close;
    made.volume = {static_cast<std::int64_t>(std::llround(bar.volume * 1e8 / static_cast<double>(m_listing->lotUnit)))};
    made.buyVolume = {made.volume.count / 2};
    const Ticks middle{(bar.open.count + bar.close.count) / 2};
    made.value = m_listing->valueOf(middle, made.volume);
    made.buyValue = m_listing->valueOf(middle, made.buyVolume);
    made.trades = std::max<std::uint64_t>(1, bar.trades);
    return made;
}

void BarHistory::put(std::deque<VenueBar>& bars, Timestamp opened, const VenueBar& piece, std::size_t most)
{
    if (bars.empty() || bars.back().opened < opened) {
        bars.push_back(flatBar(opened, piece.open));
        if (bars.size() > most) {
            bars.pop_front();
        }
    }
    join(bars.back(), piece);
}

void BarHistory::add(Timestamp at, Ticks price, Lots size, bool buyerIsMaker, std::uint64_t trade)
{
    VenueBar piece = flatBar(at, price);
    piece.volume = size;
    piece.value = m_listing->valueOf(price, size);
    if (!buyerIsMaker) {
        piece.buyVolume = size;
        piece.buyValue = piece.value;
    }
    piece.trades = 1;
    piece.firstTrade = piece.lastTrade = trade;
    put(m_seconds, flooredTo(at, seconds(1)), piece, mostSeconds);
    put(m_minutes, flooredTo(at, minutes(1)), piece, mostMinutes);
}

/// Before the first of the minutes that were kept from the beginning.
std::vector<VenueBar> BarHistory::before(Duration length, std::size_t count) const
{
    const Timestamp first = flooredTo(m_start - minutes(static_cast<std::int64_t>(pastMinutes)), omni::days(1));
    std::vector<VenueBar> made;
    for (const auto& bar : m_past(length, count)) {
        if (bar.opened < first) {
            made.push_back(venueBarOf(bar));
        }
    }
    return made;
}

const std::vector<VenueBar>& BarHistory::days() const
{
    if (!std::exchange(m_hasDays, true)) {
        m_days = before(omni::days(1), pastDays);
    }
    return m_days;
}

const std::vector<VenueBar>& BarHistory::quarters() const
{
    if (!std::exchange(m_hasQuarters, true)) {
        m_quarters = before(minutes(15), pastDays * 96);
    }
    return m_quarters;
}

std::vector<VenueBar> BarHistory::bars(BarSpan span, Timestamp from, Timestamp to, std::size_t most, bool newest,
                                       bool fillsGaps) const
{
    BarJoiner joiner(span, span.openingOf(from) < from ? span.after(span.openingOf(from)) : from, to, fillsGaps);
    const bool isLong = span.unit == BarSpan::Unit::Week || span.unit == BarSpan::Unit::Month
        || (span.unit == BarSpan::Unit::Minute && span.count >= 1'440);
    const auto& pieces = span.unit == BarSpan::Unit::Second ? m_seconds : m_minutes;
    Timestamp firstWhole = pieces.empty() ? m_start : pieces.front().opened;
    const bool isElsewhere = span.ahead.ns % omni::days(1).ns != 0;
    const bool hasQuarters = isLong && isElsewhere && span.ahead.ns % minutes(15).ns == 0 && !quarters().empty();
    bool joins = isLong && !isElsewhere;
    if (joins || hasQuarters) {
        joins = true;
        const auto& past = isElsewhere ? quarters() : days();
        const Timestamp begin = past.empty() ? m_start : past.front().opened;
        // The first of other days begins within the first of ours: what has no beginning is left out.
        const Timestamp whole
            = isElsewhere && span.openingOf(begin) < begin ? span.after(span.openingOf(begin)) : begin;
        for (const VenueBar& piece : past) {
            if (piece.opened >= whole) {
                joiner.add(piece);
            }
        }
        firstWhole = past.empty() ? firstWhole : flooredTo(firstWhole, omni::days(1));
    }
    Timestamp last = m_start;
    // A bar whose beginning is not kept would be told wrongly.
    const Timestamp whole
        = span.openingOf(firstWhole) < firstWhole && !joins ? span.after(span.openingOf(firstWhole)) : firstWhole;
    auto piece = std::lower_bound(pieces.begin(), pieces.end(), whole,
                                  [](const VenueBar& bar, Timestamp t) { return bar.opened < t; });
    for (; piece != pieces.end(); ++piece) {
        joiner.add(*piece);
    }
    last = pieces.empty() ? last : pieces.back().opened;
    auto made = joiner.taken(last);
    if (made.size() > most) {
        newest ? static_cast<void>(made.erase(made.begin(), made.end() - static_cast<std::ptrdiff_t>(most)))
               : made.resize(most);
    }
    return made;
}

std::optional<VenueBar> BarHistory::since(Timestamp from) const
{
    VenueBar all;
    auto piece = std::lower_bound(m_minutes.begin(), m_minutes.end(), from,
                                  [](const VenueBar& bar, Timestamp t) { return bar.opened < t; });
    for (; piece != m_minutes.end(); ++piece) {
        if (all.trades == 0) {
            all.opened = piece->opened;
        }
        join(all, *piece);
    }
    return all.trades > 0 ? std::optional(all) : std::nullopt;
}

} // namespace omni::sandbox
