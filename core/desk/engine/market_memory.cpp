#include "core/desk/engine/market_memory.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omni::engine {

namespace {

constexpr Timestamp endOfTime{std::numeric_limits<std::int64_t>::max()};
constexpr Duration oneDay = days(1);

/// Times with which sums can be formed: a bar of the year 2116 or before 1824 is damage.
bool isSane(const market::Bar& bar) noexcept
{
    constexpr std::int64_t most = std::int64_t{1} << 62;
    const auto fits = [](std::int64_t ns) { return ns < most && ns > -most; };
    return fits(bar.opened.ns) && fits(bar.closedAt.ns) && bar.interval.ns >= 0 && bar.interval.ns < most;
}

} // namespace

MarketMemory::Series MarketMemory::seriesOf(const market::Instrument& instrument, Duration interval)
{
    Series series;
    series.interval = interval;
    if (interval.ns > 0) {
        series.builder.emplace(instrument, market::BarRule{.kind = market::BarKind::Time, .interval = interval});
        series.joiner.emplace(interval);
    }
    return series;
}

void MarketMemory::define(const market::Instrument& instrument, bool barsFromMids)
{
    const std::size_t at = instrument.id.value - 1;
    if (at >= m_memories.size()) {
        m_memories.resize(at + 1);
    }
    auto memory = std::make_unique<Memory>();
    memory->instrument = instrument;
    memory->barsFromMids = barsFromMids;
    memory->daily = seriesOf(instrument, oneDay);
    if (m_memories[at]) { // a new version of its increments: what was seen counted in the old ones
        for (const Series& series : m_memories[at]->series) {
            memory->series.push_back(seriesOf(instrument, series.interval));
        }
        memory->trading = m_memories[at]->trading;
    }
    m_memories[at] = std::move(memory);
    refreshNextEnd();
}

void MarketMemory::watch(InstrumentId instrument, Duration interval)
{
    Memory* memory = find(instrument);
    if (memory == nullptr) {
        return;
    }
    const auto same = [interval](const Series& series) { return series.interval == interval; };
    if (std::none_of(memory->series.begin(), memory->series.end(), same)) {
        memory->series.push_back(seriesOf(memory->instrument, interval));
    }
}

void MarketMemory::forget(const Stamp& now)
{
    m_wallAtZero = Timestamp{checkedDifference(now.wall.ns, now.mono.ns).value_or(now.wall.ns)};
    for (auto& memory : m_memories) {
        if (memory) {
            define(market::Instrument(memory->instrument), memory->barsFromMids);
        }
    }
}

/// A price that was old when it came is not young for having come (S14). The venue's time may be unknown, or ahead of
/// ours: then it is of now.
Monotonic MarketMemory::saidAt(const Stamp& stamp, Timestamp venueTime) const noexcept
{
    constexpr Int128 most = oneDay.ns; // older than any bound of an age
    const Int128 wall = m_wallAtZero ? Int128{m_wallAtZero->ns} + stamp.mono.ns : Int128{stamp.wall.ns};
    const auto late = std::clamp<Int128>(venueTime.ns > 0 ? wall - venueTime.ns : 0, 0, most);
    return Monotonic{narrowed(Int128{stamp.mono.ns} - late).value_or(stamp.mono.ns)};
}

std::optional<market::TickFault> MarketMemory::take(const Stamp& stamp, const market::Tick& tick,
                                                    std::vector<ClosedBar>& closed)
{
    Memory* memory = find(market::instrumentOf(tick));
    if (memory == nullptr) {
        return std::nullopt;
    }
    if (const auto fault = market::faultInItself(tick)) {
        ++memory->leftOut;
        return fault;
    }
    if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        onQuote(*memory, stamp, *quote, closed);
    } else if (const auto* print = std::get_if<market::Print>(&tick)) {
        onPrint(*memory, stamp, *print, closed);
    } else if (const auto* change = std::get_if<market::DepthChange>(&tick)) {
        onDepth(*memory, stamp, *change, closed);
    } else if (const auto* bar = std::get_if<market::Bar>(&tick); bar != nullptr && isSane(*bar)) {
        onBar(*memory, stamp, *bar, closed);
    } else if (const auto* status = std::get_if<market::StatusChange>(&tick); status != nullptr) {
        memory->trading = status->state;
    }
    return std::nullopt;
}

std::uint64_t MarketMemory::leftOut(InstrumentId instrument) const noexcept
{
    const Memory* memory = find(instrument);
    return memory != nullptr ? memory->leftOut : 0;
}

void MarketMemory::onQuote(Memory& memory, const Stamp& stamp, const market::Quote& quote,
                           std::vector<ClosedBar>& closed)
{
    memory.quote = quote;
    memory.hasQuote = true;
    memory.quotedAt = saidAt(stamp, quote.venueTime);
    if (memory.barsFromMids) {
        feedBuilders(
            memory, [&quote](market::BarBuilder& builder) { return builder.addMid(quote); }, closed);
    }
}

void MarketMemory::onPrint(Memory& memory, const Stamp& stamp, const market::Print& print,
                           std::vector<ClosedBar>& closed)
{
    memory.last = print.price;
    memory.hasLast = true;
    memory.lastAt = saidAt(stamp, print.venueTime);
    if (!memory.barsFromMids) {
        feedBuilders(
            memory, [&print](market::BarBuilder& builder) { return builder.add(print); }, closed);
    }
}

template<class Feed> void MarketMemory::feedBuilders(Memory& memory, Feed&& feed, std::vector<ClosedBar>& closed)
{
    const auto feedOne = [this, &feed](Series& series, auto&& finished) {
        if (!series.builder) {
            return;
        }
        const bool wasOpen = series.end != endOfTime;
        const auto built = feed(*series.builder);
        if (built || !wasOpen) {
            refreshEnd(series);
        }
        if (built) {
            finished(built->bar);
        }
    };
    for (Series& series : memory.series) {
        feedOne(series, [&](const market::Bar& bar) { closed.push_back({series.interval, bar}); });
    }
    feedOne(memory.daily, [&](const market::Bar& bar) { finishDay(memory, bar); });
}

void MarketMemory::onBar(Memory& memory, const Stamp& stamp, const market::Bar& bar, std::vector<ClosedBar>& closed)
{
    memory.last = bar.close;
    memory.hasLast = true;
    memory.lastAt = stamp.mono;
    for (Series& series : memory.series) {
        if (series.interval.ns == 0 || series.interval == bar.interval) {
            closed.push_back({series.interval, bar});
        } else if (series.interval > bar.interval) {
            series.joiner->add(bar, [&](const market::Bar& whole) { closed.push_back({series.interval, whole}); });
        }
    }
    if (bar.interval >= oneDay) {
        finishDay(memory, bar);
    } else {
        memory.daily.joiner->add(bar, [&](const market::Bar& whole) { finishDay(memory, whole); });
    }
}

void MarketMemory::onDepth(Memory& memory, const Stamp& stamp, const market::DepthChange& change,
                           std::vector<ClosedBar>& closed)
{
    if (!memory.book) {
        memory.book = std::make_unique<market::OrderBook>(memory.instrument.id);
    }
    memory.book->apply(change);
    if (!change.endsBatch || memory.hasQuote) {
        return;
    }
    memory.quotedAt = saidAt(stamp, change.venueTime);
    if (memory.barsFromMids && memory.book->isValid()) {
        feedBuilders(
            memory, [&memory](market::BarBuilder& builder) { return builder.addMid(memory.book->quote()); }, closed);
    }
}

void MarketMemory::finishDay(Memory& memory, const market::Bar& bar)
{
    memory.atr.add(static_cast<double>(bar.high.count), static_cast<double>(bar.low.count),
                   static_cast<double>(bar.close.count));
    if (const auto value = memory.atr.value()) {
        memory.atrTicks = Ticks{static_cast<std::int64_t>(std::ceil(std::clamp(*value, 0.0, 1e18)))};
    }
}

void MarketMemory::advanceTo(Timestamp wall, std::vector<ClosedBar>& closed)
{
    if (wall < m_nextBarEnd) {
        return;
    }
    for (auto& memory : m_memories) {
        if (!memory) {
            continue;
        }
        for (Series& series : memory->series) {
            if (series.end <= wall) {
                if (const auto built = series.builder->advanceTo(wall)) {
                    closed.push_back({series.interval, built->bar});
                }
                refreshEnd(series);
            }
        }
        if (memory->daily.end <= wall) {
            if (const auto built = memory->daily.builder->advanceTo(wall)) {
                finishDay(*memory, built->bar);
            }
            refreshEnd(memory->daily);
        }
    }
    refreshNextEnd();
}

void MarketMemory::refreshEnd(Series& series) noexcept
{
    const auto open = series.builder->open();
    series.end = open ? open->bar.closedAt : endOfTime;
    m_nextBarEnd = std::min(m_nextBarEnd, series.end);
}

void MarketMemory::refreshNextEnd() noexcept
{
    m_nextBarEnd = endOfTime;
    for (const auto& memory : m_memories) {
        if (!memory) {
            continue;
        }
        m_nextBarEnd = std::min(m_nextBarEnd, memory->daily.end);
        for (const Series& series : memory->series) {
            m_nextBarEnd = std::min(m_nextBarEnd, series.end);
        }
    }
}

std::optional<market::Quote> MarketMemory::quote(InstrumentId instrument) const noexcept
{
    const Memory* memory = find(instrument);
    if (memory == nullptr) {
        return std::nullopt;
    }
    if (memory->hasQuote) {
        return memory->quote;
    }
    if (memory->book && memory->book->isValid()) {
        return memory->book->quote();
    }
    return std::nullopt;
}

std::optional<market::Quote> MarketMemory::quoteOrLast(InstrumentId instrument) const noexcept
{
    if (const auto quoted = quote(instrument)) {
        return quoted;
    }
    const Memory* memory = find(instrument);
    if (memory == nullptr || !memory->hasLast || memory->book) {
        return std::nullopt;
    }
    const Ticks ask{checkedSum(memory->last.count, 1).value_or(memory->last.count)};
    return market::Quote{instrument, {}, memory->last, ask, {}, {}, true, true};
}

void MarketMemory::ownFill(const Stamp& stamp, const orders::Fill& fill)
{
    Memory* memory = find(fill.instrument);
    if (memory != nullptr && memory->hasLast && !memory->hasQuote && !memory->book) {
        memory->last = fill.price;
        memory->lastAt = stamp.mono;
    }
}

std::optional<Duration> MarketMemory::age(InstrumentId instrument, const Stamp& now) const noexcept
{
    const Memory* memory = find(instrument);
    if (memory == nullptr) {
        return std::nullopt;
    }
    if (memory->hasQuote || memory->book) {
        return now.mono - memory->quotedAt;
    }
    if (memory->hasLast) {
        return now.mono - memory->lastAt;
    }
    return std::nullopt;
}

std::optional<Ticks> MarketMemory::reference(InstrumentId instrument) const noexcept
{
    const auto quoted = quote(instrument);
    if (quoted && quoted->hasBid && quoted->hasAsk && quoted->bid <= quoted->ask) {
        return Ticks{std::midpoint(quoted->bid.count, quoted->ask.count)};
    }
    const Memory* memory = find(instrument);
    if (memory != nullptr && memory->hasLast) {
        return memory->last;
    }
    return std::nullopt;
}

std::optional<Ticks> MarketMemory::dailyAtr(InstrumentId instrument) const noexcept
{
    const Memory* memory = find(instrument);
    return memory != nullptr ? memory->atrTicks : std::nullopt;
}

market::TradingState MarketMemory::trading(InstrumentId instrument) const noexcept
{
    const Memory* memory = find(instrument);
    return memory != nullptr ? memory->trading : market::TradingState::Closed;
}

bool MarketMemory::bookValid(InstrumentId instrument) const noexcept
{
    const Memory* memory = find(instrument);
    return memory != nullptr && (!memory->book || memory->book->isValid());
}

const market::OrderBook* MarketMemory::book(InstrumentId instrument) const noexcept
{
    const Memory* memory = find(instrument);
    return memory != nullptr ? memory->book.get() : nullptr;
}

void MarketMemory::linkLost() noexcept
{
    for (auto& memory : m_memories) {
        if (memory && memory->book) {
            memory->book->invalidate();
        }
    }
}

} // namespace omni::engine
