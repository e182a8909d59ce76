#include "core/edge/sandbox/exchange/recorded_book.h"

#include <algorithm>
#include <utility>

namespace omni::sandbox {

namespace {

constexpr std::int64_t mostLots = std::int64_t{1} << 40; // what the engine takes

/// A level is two orders at most: what stood first, and what came behind clients who queued there since.
constexpr std::uint64_t firstChunk = 1, secondChunk = 2, printed = 3;

std::uint64_t idOf(Side side, Ticks price, std::uint64_t chunk) noexcept
{
    return static_cast<std::uint64_t>(price.count) << 3 | (side == Side::Sell ? 4U : 0U) | chunk;
}

bool isBeyond(Side side, Ticks a, Ticks b) noexcept
{
    return side == Side::Buy ? a > b : a < b;
}

} // namespace

RecordedBook::RecordedBook(std::size_t mostOrders)
    : m_engine(
        {.mostOrders = mostOrders + 4 * mostLevels, .windowTicks = 8'192, .selfTrade = sim::SelfTrade::CancelResting})
{
}

void RecordedBook::setLevel(Side side, Ticks price, Lots size, const Told& told)
{
    Levels& levels = levelsOf(side);
    if (size.count <= 0) {
        levels.erase(price);
        arrange(side, price, told);
        return;
    }
    const Side other = opposite(side);
    Levels& facing = levelsOf(other);
    while (!facing.empty()) {
        const auto best = side == Side::Buy ? facing.begin() : std::prev(facing.end());
        if (isBeyond(side, best->first, price)) {
            break;
        }
        const Ticks crossed = best->first;
        facing.erase(best);
        arrange(other, crossed, told);
    }
    levels[price] = {std::min(size.count, mostLots)};
    arrange(side, price, told);
    if (levels.size() > mostLevels) {
        const Ticks worst = side == Side::Buy ? levels.begin()->first : std::prev(levels.end())->first;
        levels.erase(worst);
        arrange(side, worst, told);
    }
}

void RecordedBook::clear()
{
    for (const Side side : {Side::Buy, Side::Sell}) {
        for (const Levels gone = std::exchange(levelsOf(side), {}); const auto& [price, size] : gone) {
            arrange(side, price, [] {});
        }
    }
}

void RecordedBook::makeAround(Ticks middle, Lots size, std::int64_t levels, const Told& told)
{
    for (const Side side : {Side::Buy, Side::Sell}) {
        std::vector<Ticks> gone;
        for (const auto& [price, had] : levelsOf(side)) {
            const std::int64_t far = (middle.count - price.count) * signOf(side);
            if (far < 1 || far > levels) {
                gone.push_back(price);
            }
        }
        for (const Ticks price : gone) {
            setLevel(side, price, {}, told);
        }
    }
    for (std::int64_t i = 1; i <= levels; ++i) {
        if (middle.count > i) {
            setLevel(Side::Buy, {middle.count - i}, size, told);
        }
        setLevel(Side::Sell, {middle.count + i}, size, told);
    }
}

void RecordedBook::setTouch(Side side, Ticks price, Lots size, const Told& told)
{
    const Levels had = levelsOf(side);
    for (const auto& [old, unused] : had) {
        if (old != price) {
            setLevel(side, old, {}, told);
        }
    }
    setLevel(side, price, size, told);
}

Lots RecordedBook::print(Ticks price, Lots size, Side taker, const Told& told)
{
    const Side maker = opposite(taker);
    // A trade at this price says that nothing better stood there; what the recording still shows comes back after it.
    std::vector<std::pair<Ticks, Lots>> away;
    Levels& levels = levelsOf(maker);
    while (!levels.empty()) {
        const auto best = maker == Side::Buy ? std::prev(levels.end()) : levels.begin();
        if (!isBeyond(maker, best->first, price)) {
            break;
        }
        away.emplace_back(*best);
        levels.erase(best);
        arrange(maker, away.back().first, told);
    }
    const auto outcome = m_engine.add({.id = idOf(taker, price, printed),
                                       .side = taker,
                                       .lasting = sim::Lasting::ImmediateOrCancel,
                                       .price = price,
                                       .size = {std::clamp<std::int64_t>(size.count, 1, mostLots)}});
    noteTrades();
    told();
    for (const auto& level : away) {
        levels.insert(level);
    }
    arrange(maker, price, told);
    for (const auto& level : away) {
        arrange(maker, level.first, told);
    }
    return {size.count - outcome.filled.count};
}

sim::MatchOutcome RecordedBook::add(const sim::MatchOrder& order, const Told& told)
{
    const auto outcome = m_engine.add(order);
    if (!order.isMarket) {
        touch(order.side, order.price);
    }
    noteTrades();
    told();
    return outcome;
}

sim::MatchOutcome RecordedBook::cancel(std::uint64_t id)
{
    sim::MatchView view;
    if (m_engine.find(id, view)) {
        touch(view.side, view.price);
    }
    return m_engine.cancel(id);
}

sim::MatchOutcome RecordedBook::replace(std::uint64_t id, Ticks price, Lots left, const Told& told)
{
    sim::MatchView view;
    if (m_engine.find(id, view)) {
        touch(view.side, view.price);
        touch(view.side, price);
    }
    const auto outcome = m_engine.replace(id, price, left);
    if (outcome.answer != sim::MatchAnswer::NotFound) {
        noteTrades();
        told();
    }
    return outcome;
}

/// Brings what stands at a price to what is recorded there.
void RecordedBook::arrange(Side side, Ticks price, const Told& told)
{
    const Levels& levels = levelsOf(side);
    const auto found = levels.find(price);
    const std::int64_t want = found != levels.end() ? found->second.count : 0;
    sim::MatchView first, second;
    const bool hasFirst = m_engine.find(idOf(side, price, firstChunk), first);
    const bool hasSecond = m_engine.find(idOf(side, price, secondChunk), second);
    const std::int64_t have = (hasFirst ? first.left.count : 0) + (hasSecond ? second.left.count : 0);
    if (want == have) {
        return;
    }
    touch(side, price);
    if (want < have) {
        shrink(side, price, have - want);
        return;
    }
    const std::int64_t more = want - have;
    if (hasSecond) {
        m_engine.replace(idOf(side, price, secondChunk), price, {second.left.count + more});
    } else {
        m_engine.add({.id = idOf(side, price, hasFirst ? secondChunk : firstChunk),
                      .side = side,
                      .price = price,
                      .size = {more}});
    }
    noteTrades();
    told();
}

/// The last to come goes first.
void RecordedBook::shrink(Side side, Ticks price, std::int64_t cut)
{
    for (const std::uint64_t chunk : {secondChunk, firstChunk}) {
        const std::uint64_t id = idOf(side, price, chunk);
        sim::MatchView view;
        if (cut == 0 || !m_engine.find(id, view)) {
            continue;
        }
        if (view.left.count <= cut) {
            cut -= view.left.count;
            m_engine.cancel(id);
        } else {
            m_engine.replace(id, price, {view.left.count - cut});
            cut = 0;
        }
    }
}

void RecordedBook::noteTrades()
{
    for (const sim::MatchTrade& trade : m_engine.trades()) {
        touch(opposite(trade.takerSide), trade.price);
    }
    for (const sim::MatchRemoval& removal : m_engine.removals()) {
        touch(removal.side, removal.price);
    }
}

void RecordedBook::changeAll()
{
    m_quote = {.hasBid = false, .hasAsk = false};
    for (const Side side : {Side::Buy, Side::Sell}) {
        for (const auto& [price, size] : levelsOf(side)) {
            touch(side, price);
        }
    }
}

void RecordedBook::takeChanges(Timestamp at, std::vector<market::Tick>& ticks)
{
    std::sort(m_touched.begin(), m_touched.end());
    m_touched.erase(std::unique(m_touched.begin(), m_touched.end()), m_touched.end());
    for (const auto& [side, price] : m_touched) {
        market::DepthChange change;
        change.venueTime = at;
        change.side = side;
        change.price = price;
        change.size = m_engine.sizeAt(side, price);
        change.endsBatch = &price == &m_touched.back().second;
        ticks.emplace_back(change);
    }
    m_touched.clear();
    market::Quote quote{.hasBid = m_engine.has(Side::Buy), .hasAsk = m_engine.has(Side::Sell)};
    if (quote.hasBid) {
        quote.bid = m_engine.best(Side::Buy);
        quote.bidSize = m_engine.sizeAt(Side::Buy, quote.bid);
    }
    if (quote.hasAsk) {
        quote.ask = m_engine.best(Side::Sell);
        quote.askSize = m_engine.sizeAt(Side::Sell, quote.ask);
    }
    if (quote != m_quote) {
        m_quote = quote;
        quote.venueTime = at;
        ticks.emplace_back(quote);
    }
}

} // namespace omni::sandbox
