// The market of the model venue: prices that walk, and what is published of them.

#include "core/host/simulate/model_venue_impl.h"
#include "core/host/simulate/whose_turn.h"

#include <algorithm>

namespace omni::simulate {

namespace {

constexpr std::int64_t lowest = 2'000, highest = 1'000'000; // ticks
constexpr std::int64_t depthLevels = 3;

} // namespace

void ModelVenue::define(const market::Instrument& instrument)
{
    const BesideTheProgram here;
    Impl& v = *m_impl;
    if (instrument.id.value != v.books.size() + 1) {
        return; // known, or not the next one
    }
    Impl::Book book;
    book.instrument = instrument;
    book.mid = 10'000 * static_cast<std::int64_t>(instrument.id.value);
    const auto known = std::find(v.currencies.begin(), v.currencies.end(), instrument.quoteCurrency);
    book.currency = CurrencyId{static_cast<std::uint64_t>(known - v.currencies.begin()) + 1};
    if (known == v.currencies.end()) {
        v.currencies.push_back(instrument.quoteCurrency);
        v.cash.emplace_back();
        v.toldCash.emplace_back();
    }
    v.books.push_back(std::move(book));
    for (Impl::Book& one : v.books) { // its buyers pay in what they get, once that is a currency here
        const auto asset = std::find(v.currencies.begin(), v.currencies.end(), one.instrument.baseCurrency);
        one.asset = asset != v.currencies.end()
            ? CurrencyId{static_cast<std::uint64_t>(asset - v.currencies.begin()) + 1}
            : CurrencyId{};
    }
}

void ModelVenue::onTick(Timestamp, const market::Tick&) { }

/// Now and then straight to where an order waits, so that triggers and limits are met.
void ModelVenue::Impl::walk(Book& book)
{
    const std::int64_t scale = std::max<std::int64_t>(book.mid / 4'000, 1);
    std::int64_t target = book.mid + random.between(-3, 3) * scale;
    if (!working.empty() && random.below(64) == 0) {
        const auto& ticket = orders[working[random.below(working.size())]].ticket;
        const std::int64_t wanted = ticket.stop ? ticket.stop->count : ticket.limit ? ticket.limit->count : target;
        const bool isNear = wanted > book.mid / 10 * 9 && wanted < book.mid / 10 * 11;
        target = ticket.instrument == book.instrument.id && isNear ? wanted : target;
    }
    book.mid = std::clamp(target, lowest, highest);
    book.spread = random.between(1, 6);
}

void ModelVenue::Impl::publishQuote(Timestamp now, const Book& book)
{
    market::Quote quote;
    quote.instrument = book.instrument.id;
    quote.venueTime = now;
    quote.bid = Ticks{book.bid()};
    quote.ask = Ticks{book.ask()};
    const std::int64_t step = book.instrument.step.count;
    quote.bidSize = Lots{step * random.between(0, 100)};
    quote.askSize = Lots{step * random.between(0, 100)};
    if (happens(manners.badTick)) {
        ++counts.badTicks;
        switch (random.below(6)) {
        case 0:
            std::swap(quote.bid, quote.ask);
            break;
        case 1:
            quote.hasBid = false;
            break;
        case 2:
            quote.hasAsk = false;
            break;
        case 3:
            quote.bid = Ticks{0};
            quote.ask = Ticks{random.between(0, 1)};
            break;
        case 4:
            quote.bid = Ticks{book.mid * 10};
            quote.ask = Ticks{book.mid * 10 + 1};
            break;
        default:
            quote.hasBid = quote.hasAsk = false;
        }
    }
    static_cast<void>(marketWords.push(now, quote));
}

void ModelVenue::Impl::publishPrint(Timestamp now, const Book& book)
{
    market::Print print;
    print.instrument = book.instrument.id;
    print.venueTime = now;
    print.price = Ticks{random.between(book.bid(), book.ask())};
    print.size = Lots{book.instrument.step.count * random.between(0, 50)};
    print.aggressor = static_cast<market::Aggressor>(random.below(3));
    if (happens(manners.badTick)) {
        ++counts.badTicks;
        print.price = Ticks{random.below(2) == 0 ? 0 : book.mid * random.between(2, 10)};
    }
    static_cast<void>(marketWords.push(now, print));
}

/// A few levels as an image; or one level of the last image with another size, and sometimes a number too many.
void ModelVenue::Impl::publishDepth(Timestamp now, Book& book)
{
    if (book.bestBid == 0 || random.below(2) == 0) {
        return publishImage(now, book);
    }
    const bool isGap = happens(manners.badTick);
    counts.badTicks += isGap ? 1U : 0U;
    book.depthBatch += isGap ? 2 : 1;
    market::DepthChange change;
    change.instrument = book.instrument.id;
    change.venueTime = now;
    change.venueSequence = book.depthBatch;
    change.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
    change.price = Ticks{change.side == Side::Buy ? book.bestBid : book.bestAsk};
    change.size = Lots{book.instrument.step.count * random.between(1, 100)};
    change.endsBatch = true;
    static_cast<void>(marketWords.push(now, change));
}

void ModelVenue::Impl::publishImage(Timestamp now, Book& book)
{
    ++book.depthBatch;
    book.bestBid = book.bid();
    book.bestAsk = book.ask();
    market::DepthChange change;
    change.instrument = book.instrument.id;
    change.venueTime = now;
    change.venueSequence = book.depthBatch;
    for (std::int64_t row = 0; row < 2 * depthLevels; ++row) {
        change.side = row < depthLevels ? Side::Buy : Side::Sell;
        change.price = Ticks{row < depthLevels ? book.bestBid - row : book.bestAsk + row - depthLevels};
        change.size = Lots{book.instrument.step.count * random.between(1, 100)};
        change.clearsBook = row == 0;
        change.endsBatch = row == 2 * depthLevels - 1;
        static_cast<void>(marketWords.push(now, change));
    }
}

void ModelVenue::Impl::tryAll(Timestamp now, InstrumentId instrument)
{
    tried = working; // an execution changes it
    for (const std::uint32_t at : tried) {
        if (orders[at].ticket.instrument == instrument && random.below(4) != 0) {
            match(now, at, false);
        }
    }
}

void ModelVenue::moveMarket(Timestamp now, InstrumentId instrument)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument);
    if (book == nullptr) {
        return;
    }
    v.walk(*book);
    v.publishQuote(now, *book);
    if (book->state != market::TradingState::Open) {
        return;
    }
    v.publishPrint(now, *book);
    if (v.random.below(16) == 0) {
        v.publishDepth(now, *book);
    }
    v.tryAll(now, instrument);
}

void ModelVenue::setTrading(Timestamp now, InstrumentId instrument, market::TradingState state)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument);
    if (book == nullptr || book->state == state) {
        return;
    }
    book->state = state;
    static_cast<void>(v.marketWords.push(now, market::StatusChange{instrument, now, state}));
}

void ModelVenue::publishImages(Timestamp now)
{
    const BesideTheProgram here;
    Impl& v = *m_impl;
    for (Impl::Book& book : v.books) {
        const InstrumentId id = book.instrument.id;
        static_cast<void>(v.marketWords.push(now, market::StatusChange{id, now, book.state}));
        v.publishQuote(now, book);
        v.publishImage(now, book);
    }
}

} // namespace omni::simulate
