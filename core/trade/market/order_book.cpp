#include "core/trade/market/order_book.h"

#include <algorithm>
#include <limits>

namespace omni::market {

namespace {

constexpr std::uint8_t bookVersion = 1;

void saveSide(const BookSide& side, ByteWriter& out)
{
    out.varint(side.count());
    side.forEach([&out](BookLevel level) {
        out.signedVarint(level.price.count);
        out.signedVarint(level.size.count);
        return true;
    });
    const auto cut = side.cutAt();
    out.boolean(cut.has_value());
    out.signedVarint(cut ? cut->count : 0);
}

/// Levels in the order of `saveSide`. Anything else makes the reader bad.
void loadSide(BookSide& side, Side which, std::size_t most, ByteReader& in)
{
    const std::size_t count = in.count(most);
    std::optional<std::int64_t> last;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const std::int64_t price = in.signedVarint();
        const std::int64_t size = in.signedVarint();
        const bool inOrder = !last || (which == Side::Buy ? price < *last : price > *last);
        if (!in.ok() || size <= 0 || !inOrder) {
            in.fail();
            return;
        }
        side.set({price}, {size});
        last = price;
    }
    const bool isCut = in.boolean();
    const std::int64_t cut = in.signedVarint();
    if (isCut) {
        side.restoreCut({cut});
    }
}

} // namespace

std::string_view nameOf(BookFault fault) noexcept
{
    switch (fault) {
    case BookFault::None:
        return "none";
    case BookFault::Foreign:
        return "foreign";
    case BookFault::Repeated:
        return "repeated";
    case BookFault::NoImage:
        return "no_image";
    case BookFault::SequenceGap:
        return "sequence_gap";
    case BookFault::BadSize:
        return "bad_size";
    case BookFault::Crossed:
        return "crossed";
    case BookFault::Invalidated:
        return "invalidated";
    }
    return "unknown";
}

OrderBook::OrderBook(InstrumentId instrument, BookOptions options)
    : m_instrument(instrument)
    , m_options(options)
    , m_bids(Side::Buy, options.mostLevels, options.windowTicks)
    , m_asks(Side::Sell, options.mostLevels, options.windowTicks)
{
}

BookFault OrderBook::apply(const DepthChange& change)
{
    if (change.instrument != m_instrument) {
        return BookFault::Foreign;
    }
    if (change.clearsBook) {
        startImage(change);
    } else if (m_fault != BookFault::None && !m_inImage) {
        ++m_leftOut;
        return m_fault;
    } else if (m_options.expectsSequence) {
        if (const auto fault = sequenceFaultOf(change); fault != BookFault::None) {
            return fault;
        }
    }
    if (change.size.count < 0) {
        return fail(BookFault::BadSize);
    }

    sideOf(change.side).set(change.price, change.size);
    m_venueTime = change.venueTime;
    m_inBatch = !change.endsBatch;
    if (change.endsBatch) {
        if (isCrossed()) {
            return fail(BookFault::Crossed);
        }
        m_inImage = false;
        m_fault = BookFault::None;
    }
    return BookFault::None;
}

void OrderBook::invalidate() noexcept
{
    fail(BookFault::Invalidated);
}

/// Looks at the number of the batch: the next one at its first row, the same one on every other row.
BookFault OrderBook::sequenceFaultOf(const DepthChange& change) noexcept
{
    const std::uint64_t number = change.venueSequence;
    if (m_skipping || (!m_inBatch && number != 0 && number <= m_sequence)) {
        m_skipping = !change.endsBatch;
        ++m_leftOut;
        return BookFault::Repeated;
    }
    if (m_inBatch ? number != m_sequence : number == 0 || number != m_sequence + 1) {
        ++m_leftOut;
        return fail(BookFault::SequenceGap);
    }
    m_sequence = number;
    return BookFault::None;
}

BookFault OrderBook::fail(BookFault fault) noexcept
{
    m_fault = fault;
    m_inBatch = false;
    m_inImage = false;
    m_skipping = false;
    return fault;
}

void OrderBook::startImage(const DepthChange& change) noexcept
{
    m_bids.clear();
    m_asks.clear();
    m_sequence = change.venueSequence;
    m_inImage = true;
    m_skipping = false;
}

void OrderBook::reset() noexcept
{
    m_bids.clear();
    m_asks.clear();
    m_venueTime = {};
    m_sequence = 0;
    m_leftOut = 0;
    fail(BookFault::NoImage);
}

bool OrderBook::isCrossed() const noexcept
{
    const auto bid = m_bids.best();
    const auto ask = m_asks.best();
    return bid && ask && bid->price >= ask->price;
}

std::size_t OrderBook::copyLevels(Side side, std::span<BookLevel> out) const noexcept
{
    std::size_t count = 0;
    sideOf(side).forEach([&](BookLevel level) {
        if (count == out.size()) {
            return false;
        }
        out[count++] = level;
        return true;
    });
    return count;
}

Lots OrderBook::totalSize(Side side, std::size_t levels) const noexcept
{
    Int128 total = 0;
    sideOf(side).forEach([&](BookLevel level) {
        if (levels == 0) {
            return false;
        }
        --levels;
        total += level.size.count;
        return true;
    });
    return {narrowed(total).value_or(std::numeric_limits<std::int64_t>::max())};
}

Quote OrderBook::quote() const noexcept
{
    const auto bid = m_bids.best();
    const auto ask = m_asks.best();
    return {.instrument = m_instrument,
            .venueTime = m_venueTime,
            .bid = bid ? bid->price : Ticks{},
            .ask = ask ? ask->price : Ticks{},
            .bidSize = bid ? bid->size : Lots{},
            .askSize = ask ? ask->size : Lots{},
            .hasBid = bid.has_value(),
            .hasAsk = ask.has_value()};
}

Sweep OrderBook::sweep(Side taker, Lots size) const noexcept
{
    Sweep sweep;
    sideOf(opposite(taker)).forEach([&](BookLevel level) {
        const std::int64_t open = size.count - sweep.filled.count;
        if (open <= 0) {
            return false;
        }
        // The sizes sum to at most 2^63, so the products sum to at most 2^126.
        const std::int64_t taken = std::min(open, level.size.count);
        sweep.filled.count += taken;
        sweep.tickLots += Int128{level.price.count} * taken;
        sweep.last = level.price;
        ++sweep.levels;
        return true;
    });
    return sweep;
}

void OrderBook::save(ByteWriter& out) const
{
    out.u8(bookVersion);
    out.u64(m_instrument.value);
    out.i64(m_venueTime.ns);
    out.u64(m_sequence);
    out.u64(m_leftOut);
    out.u8(static_cast<std::uint8_t>(m_fault));
    out.boolean(m_inBatch);
    out.boolean(m_inImage);
    out.boolean(m_skipping);
    saveSide(m_bids, out);
    saveSide(m_asks, out);
}

void OrderBook::load(ByteReader& in)
{
    reset();
    const std::uint8_t version = in.u8();
    const InstrumentId instrument{in.u64()};
    const Timestamp venueTime{in.i64()};
    const std::uint64_t sequence = in.u64();
    const std::uint64_t leftOut = in.u64();
    const std::uint8_t fault = in.u8();
    const bool inBatch = in.boolean();
    const bool inImage = in.boolean();
    const bool skipping = in.boolean();
    loadSide(m_bids, Side::Buy, m_options.mostLevels, in);
    loadSide(m_asks, Side::Sell, m_options.mostLevels, in);
    if (version != bookVersion || instrument != m_instrument
        || fault > static_cast<std::uint8_t>(BookFault::Invalidated)) {
        in.fail();
    }
    if (!in.ok()) {
        reset();
        return;
    }
    m_venueTime = venueTime;
    m_sequence = sequence;
    m_leftOut = leftOut;
    m_fault = static_cast<BookFault>(fault);
    m_inBatch = inBatch;
    m_inImage = inImage;
    m_skipping = skipping;
}

double microPriceTicks(const Quote& quote) noexcept
{
    const auto bid = static_cast<double>(quote.bid.count);
    const auto ask = static_cast<double>(quote.ask.count);
    const auto bidSize = static_cast<double>(quote.bidSize.count);
    const auto askSize = static_cast<double>(quote.askSize.count);
    const double sizes = bidSize + askSize;
    return sizes > 0 ? (bid * askSize + ask * bidSize) / sizes : bid + (ask - bid) / 2;
}

} // namespace omni::market
