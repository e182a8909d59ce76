#include "core/edge/sandbox/exchange/recorded_market.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace omni::sandbox {

namespace {

constexpr Duration step = seconds(1);
constexpr double mostValueE8 = 1e17; // of one trade or bar: a thousand million

double lotOf(const Listing& listing) noexcept
{
    return static_cast<double>(listing.lotUnit) / 1e8;
}

} // namespace

RecordedMarket::RecordedMarket(std::unique_ptr<ports::TickSource> source, std::vector<Listing> listings,
                               std::vector<RecordedInstrument> instruments, RecordedMarketConfig config)
    : m_source(std::move(source))
    , m_listings(std::move(listings))
    , m_config(std::move(config))
    , m_shift(m_config.start - m_config.from)
    , m_played(m_config.start)
    , m_last(m_config.start)
{
    for (const RecordedInstrument& instrument : instruments) {
        m_rooms.push_back(std::make_unique<Room>(instrument, m_config.mostOrders));
        if (m_rooms.back()->isWalked()) {
            m_lookahead = std::max(m_lookahead, instrument.interval);
        }
        m_byInstrument.resize(std::max<std::size_t>(m_byInstrument.size(), instrument.fed.value + 1));
        m_byInstrument[instrument.fed.value] = m_rooms.back().get();
    }
}

Result<std::unique_ptr<RecordedMarket>> RecordedMarket::open(std::unique_ptr<ports::TickSource> source,
                                                             std::vector<Listing> listings,
                                                             std::vector<RecordedInstrument> instruments,
                                                             RecordedMarketConfig config)
{
    if (listings.empty() || listings.size() > mostListings || listings.size() != instruments.size()) {
        return failure(Errc::Invalid,
                       "a recording of 1 to " + std::to_string(mostListings) + " instruments can be played");
    }
    std::unique_ptr<RecordedMarket> made(
        new RecordedMarket(std::move(source), std::move(listings), std::move(instruments), std::move(config)));
    made->readPast();
    if (!made->m_fault.empty()) {
        return failure(Errc::Corrupt, made->m_fault);
    }
    return made;
}

RecordedMarket::Room* RecordedMarket::roomOf(InstrumentId fed)
{
    return fed.value < m_byInstrument.size() ? m_byInstrument[fed.value] : nullptr;
}

/// False at the end.
bool RecordedMarket::readBatch()
{
    if (m_isRead) {
        return false;
    }
    const auto ticks = m_source->next();
    m_batch.clear();
    m_next = 0;
    if (!ticks) {
        m_fault = ticks.error().detail;
    } else {
        m_batch.assign(ticks->begin(), ticks->end());
    }
    m_isRead = m_batch.empty();
    return !m_isRead;
}

/// All before `from`. Books are kept as they then stand.
void RecordedMarket::readPast()
{
    while (m_next < m_batch.size() || readBatch()) {
        for (; m_next < m_batch.size(); ++m_next) {
            const ports::TimedTick& timed = m_batch[m_next];
            const auto* bar = std::get_if<market::Bar>(&timed.tick);
            if (bar != nullptr ? bar->opened >= m_config.from : timed.at >= m_config.from) {
                return;
            }
            remember(timed);
        }
    }
}

void RecordedMarket::remember(const ports::TimedTick& timed)
{
    Room* room = roomOf(instrumentOf(timed.tick));
    if (room == nullptr) {
        return;
    }
    const RecordedBook::Told nobody = [] {};
    const auto index = static_cast<std::size_t>(
        std::find_if(m_rooms.begin(), m_rooms.end(), [room](const auto& one) { return one.get() == room; })
        - m_rooms.begin());
    const Listing& listing = m_listings[index];
    if (const auto* print = std::get_if<market::Print>(&timed.tick)) {
        room->last = print->price;
        if (!room->instrument.hasBars) {
            room->past.add(
                timed.at + m_shift, print->price,
                std::min(static_cast<double>(print->size.count) * lotOf(listing), mostVolume(listing, print->price)));
        }
    } else if (const auto* bar = std::get_if<market::Bar>(&timed.tick)) {
        market::Bar shifted = *bar;
        shifted.opened = shifted.opened + m_shift;
        shifted.volume = std::min(shifted.volume, mostVolume(listing, bar->high));
        room->past.add(shifted);
        room->last = bar->close;
    } else if (const auto* change = std::get_if<market::DepthChange>(&timed.tick)) {
        playDepth(index, *change, nobody);
    } else if (const auto* quote = std::get_if<market::Quote>(&timed.tick)) {
        playQuote(index, *quote, nobody);
    }
    room->book.dropChanges();
}

double RecordedMarket::mostVolume(const Listing& listing, Ticks price) const noexcept
{
    const double lotValue
        = static_cast<double>(std::max<std::int64_t>(1, price.count)) * static_cast<double>(listing.valueUnit);
    return std::max(1.0, std::floor(mostValueE8 / lotValue)) * lotOf(listing);
}

void RecordedMarket::readUntil(Timestamp venueTime)
{
    while (m_next < m_batch.size() || readBatch()) {
        if (m_batch[m_next].at + m_shift > venueTime + m_lookahead) {
            return;
        }
        plan(m_batch[m_next]);
        ++m_next;
    }
}

void RecordedMarket::plan(const ports::TimedTick& timed)
{
    Room* room = roomOf(instrumentOf(timed.tick));
    if (room == nullptr) {
        return;
    }
    m_last = std::max(m_last, timed.at + m_shift);
    if (const auto* bar = std::get_if<market::Bar>(&timed.tick)) {
        if (bar->opened < m_config.from) {
            remember(timed);
            return;
        }
        if (room->isWalked()) {
            const auto index = static_cast<std::size_t>(
                std::find_if(m_rooms.begin(), m_rooms.end(), [room](const auto& one) { return one.get() == room; })
                - m_rooms.begin());
            walk(*room, *bar, m_listings[index]);
        }
        return;
    }
    room->deeds.push_back({timed.at + m_shift, timed.tick});
}

/// Open, the end that lies against the bar's way, the other end, close.
void RecordedMarket::walk(Room& room, const market::Bar& bar, const Listing& listing)
{
    const std::int64_t count = std::max<std::int64_t>(4, bar.interval.ns / step.ns);
    const bool rises = bar.close >= bar.open;
    const std::array<std::int64_t, 4> at{0, count / 3, 2 * count / 3, count - 1};
    const std::array<std::int64_t, 4> price{bar.open.count, rises ? bar.low.count : bar.high.count,
                                            rises ? bar.high.count : bar.low.count, bar.close.count};
    const double volume = std::min(bar.volume, mostVolume(listing, bar.high));
    const Lots size{
        std::max<std::int64_t>(1, std::llround(std::floor(volume / lotOf(listing) / static_cast<double>(count))))};
    std::size_t leg = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        while (leg < 2 && i > at[leg + 1]) {
            ++leg;
        }
        const std::int64_t far = (price[leg + 1] - price[leg]) * (i - at[leg]) / (at[leg + 1] - at[leg]);
        market::Print print;
        print.price = {price[leg] + far};
        print.size = size;
        print.aggressor = price[leg + 1] >= price[leg] ? market::Aggressor::Buyer : market::Aggressor::Seller;
        room.deeds.push_back({bar.opened + m_shift + Duration{bar.interval.ns / count * i}, print});
    }
}

void RecordedMarket::runUntil(Timestamp now, MarketListener& listener)
{
    if (!std::exchange(m_isShown, true)) {
        for (std::size_t i = 0; i < m_rooms.size(); ++i) {
            m_rooms[i]->book.changeAll();
            tellChanges(i, m_config.start, listener);
        }
    }
    // By steps, so that a long sleep of the machine does not bring hours of rows into memory at once.
    while (!m_hasEnded && m_played <= now) {
        const Timestamp until = std::min(now, m_played + step);
        readUntil(until);
        playUntil(until, listener);
        endIfDone(until, listener);
        if (until == now) {
            m_played = now;
            return;
        }
        m_played = until;
    }
}

void RecordedMarket::playUntil(Timestamp now, MarketListener& listener)
{
    for (;;) {
        std::size_t first = m_rooms.size();
        for (std::size_t i = 0; i < m_rooms.size(); ++i) {
            const auto& deeds = m_rooms[i]->deeds;
            if (!deeds.empty() && deeds.front().at <= now
                && (first == m_rooms.size() || deeds.front().at < m_rooms[first]->deeds.front().at)) {
                first = i;
            }
        }
        if (first == m_rooms.size()) {
            return;
        }
        const Deed deed = m_rooms[first]->deeds.front();
        m_rooms[first]->deeds.pop_front();
        play(first, deed, listener);
    }
}

void RecordedMarket::play(std::size_t listing, const Deed& deed, MarketListener& listener)
{
    const RecordedBook::Told told = [&] { tellTrades(listing, deed.at, listener); };
    if (const auto* change = std::get_if<market::DepthChange>(&deed.tick)) {
        playDepth(listing, *change, told);
    } else if (const auto* quote = std::get_if<market::Quote>(&deed.tick)) {
        playQuote(listing, *quote, told);
    } else if (const auto* print = std::get_if<market::Print>(&deed.tick)) {
        playPrint(listing, deed.at, *print, listener);
    }
    if (!m_rooms[listing]->isBatchOpen) {
        tellChanges(listing, deed.at, listener);
    }
}

void RecordedMarket::playDepth(std::size_t listing, const market::DepthChange& change, const RecordedBook::Told& told)
{
    Room& room = *m_rooms[listing];
    if (change.clearsBook) {
        room.book.clear();
    }
    if (change.price.count > 0) {
        room.book.setLevel(change.side, change.price, change.size, told);
    }
    room.isBatchOpen = !change.endsBatch;
}

void RecordedMarket::playQuote(std::size_t listing, const market::Quote& quote, const RecordedBook::Told& told)
{
    Room& room = *m_rooms[listing];
    if (room.instrument.hasDepth) {
        return;
    }
    // A size of zero is one that nobody told: something stands there.
    if (quote.hasBid && quote.bid.count > 0) {
        room.book.setTouch(Side::Buy, quote.bid, {std::max<std::int64_t>(1, quote.bidSize.count)}, told);
    }
    if (quote.hasAsk && quote.ask.count > 0) {
        room.book.setTouch(Side::Sell, quote.ask, {std::max<std::int64_t>(1, quote.askSize.count)}, told);
    }
}

void RecordedMarket::playPrint(std::size_t listing, Timestamp at, const market::Print& print, MarketListener& listener)
{
    Room& room = *m_rooms[listing];
    const RecordedBook::Told told = [&] { tellTrades(listing, at, listener); };
    const auto& engine = room.book.engine();
    const bool buys = print.aggressor == market::Aggressor::Buyer
        || (print.aggressor == market::Aggressor::Unknown && engine.has(Side::Sell)
            && print.price >= engine.best(Side::Sell));
    const Side taker = buys ? Side::Buy : Side::Sell;
    const double most = mostVolume(m_listings[listing], print.price) / lotOf(m_listings[listing]);
    const Lots size{std::clamp<std::int64_t>(print.size.count, 1, std::llround(std::min(most, 1e12)))};
    const Lots left = room.book.print(print.price, size, taker, told);
    if (left.count > 0) {
        room.last = print.price;
        sim::MatchTrade others;
        others.takerSide = taker;
        others.price = print.price;
        others.size = left;
        listener.onTrades(listing, at, std::span(&others, 1));
    }
    if (room.isMade()) {
        room.book.makeAround(print.price, size, madeLevels, told);
    }
}

void RecordedMarket::endIfDone(Timestamp now, MarketListener& listener)
{
    const bool isPlayed = m_isRead && m_next >= m_batch.size() && now >= m_last
        && std::all_of(m_rooms.begin(), m_rooms.end(), [](const auto& room) { return room->deeds.empty(); });
    if (!isPlayed || m_hasEnded) {
        return;
    }
    m_hasEnded = true;
    for (std::size_t i = 0; i < m_rooms.size(); ++i) {
        m_rooms[i]->book.clear();
        tellChanges(i, now, listener);
    }
    if (m_config.ended) {
        m_config.ended(m_fault);
    }
}

/// Of the engine's last message.
void RecordedMarket::tellTrades(std::size_t listing, Timestamp at, MarketListener& listener)
{
    const auto& engine = m_rooms[listing]->book.engine();
    for (const sim::MatchRemoval& removal : engine.removals()) {
        if ((removal.id & clientBit) != 0) {
            listener.onRemoved(listing, at, removal);
        }
    }
    if (!engine.trades().empty()) {
        m_rooms[listing]->last = engine.trades().back().price;
        listener.onTrades(listing, at, engine.trades());
    }
}

void RecordedMarket::tellChanges(std::size_t listing, Timestamp at, MarketListener& listener)
{
    m_changes.clear();
    m_rooms[listing]->book.takeChanges(at, m_changes);
    for (const market::Tick& tick : m_changes) {
        listener.onTick(listing, at, tick);
    }
}

sim::MatchOutcome RecordedMarket::add(std::size_t listing, Timestamp now, const sim::MatchOrder& order,
                                      MarketListener& listener)
{
    const auto outcome = m_rooms[listing]->book.add(order, [&] { tellTrades(listing, now, listener); });
    tellChanges(listing, now, listener);
    return outcome;
}

sim::MatchOutcome RecordedMarket::cancel(std::size_t listing, Timestamp now, std::uint64_t id, MarketListener& listener)
{
    const auto outcome = m_rooms[listing]->book.cancel(id);
    tellChanges(listing, now, listener);
    return outcome;
}

sim::MatchOutcome RecordedMarket::replace(std::size_t listing, Timestamp now, std::uint64_t id, Ticks price, Lots left,
                                          MarketListener& listener)
{
    const auto outcome = m_rooms[listing]->book.replace(id, price, left, [&] { tellTrades(listing, now, listener); });
    tellChanges(listing, now, listener);
    return outcome;
}

} // namespace omni::sandbox
