#include "core/edge/feeds/files/tick_maker.h"

#include <limits>

namespace omni::feeds {

namespace {

std::string textOf(Number value)
{
    return decimalText({static_cast<std::int64_t>(value.mantissa), static_cast<std::int8_t>(-value.decimals)});
}

LineFault faultOf(Counting counting, Number value, std::string_view field, bool isPrice, const Scale& scale)
{
    const std::string increment = (isPrice ? "tick " : "lot ") + decimalText(scale.increment());
    if (counting == Counting::TooLarge) {
        return {FaultCode::TooLarge, field, textOf(value) + " is too large for a " + increment};
    }
    return {isPrice ? FaultCode::OffTick : FaultCode::OffLot, field,
            textOf(value) + " is no multiple of the " + increment};
}

} // namespace

std::optional<LineFault> offIncrement(const Row& row, FileKind kind, const std::optional<Scale>& price,
                                      const std::optional<Scale>& size)
{
    std::int64_t ignored = 0;
    for (std::size_t i = 0; price && i < priceCount(kind); ++i) {
        if (const auto counting = price->count(row.prices[i], ignored); counting != Counting::Exact) {
            return faultOf(counting, row.prices[i], priceField(kind, i), true, *price);
        }
    }
    for (std::size_t i = 0; size && kind != FileKind::Bars && i < sizeCount(kind); ++i) {
        if (const auto counting = size->count(row.sizes[i], ignored); counting != Counting::Exact) {
            return faultOf(counting, row.sizes[i], sizeField(kind, i), false, *size);
        }
    }
    return std::nullopt;
}

TickMaker::TickMaker(FileKind kind, InstrumentId instrument, Decimal tickSize, Decimal lotSize,
                     Duration interval) noexcept
    : m_kind(kind)
    , m_instrument(instrument)
    , m_price(tickSize)
    , m_size(lotSize)
    , m_interval(interval)
{
}

bool TickMaker::makeBar(const Row& row, ports::TimedTick& out) noexcept
{
    const auto closed = checkedSum(row.time, m_interval.ns);
    if (!closed || (m_hasRow && row.time - m_last.time < m_interval.ns)) {
        return false;
    }
    auto& bar = out.tick.emplace<market::Bar>();
    bar.instrument = m_instrument;
    bar.opened = {row.time};
    bar.interval = m_interval;
    bar.closedAt = {*closed};
    bar.volume = numberOf(row.sizes[0]);
    out.at = bar.closedAt;
    return m_price.count(row.prices[0], bar.open.count) == Counting::Exact
        && m_price.count(row.prices[1], bar.high.count) == Counting::Exact
        && m_price.count(row.prices[2], bar.low.count) == Counting::Exact
        && m_price.count(row.prices[3], bar.close.count) == Counting::Exact;
}

bool TickMaker::make(const Row& row, ports::TimedTick& out) noexcept
{
    bool isExact = false;
    out.at = {row.time};
    switch (m_kind) {
    case FileKind::Trades: {
        auto& print = out.tick.emplace<market::Print>();
        print.instrument = m_instrument;
        print.venueTime = {row.time};
        print.aggressor = row.side == 'B' ? market::Aggressor::Buyer : market::Aggressor::Seller;
        isExact = m_price.count(row.prices[0], print.price.count) == Counting::Exact
            && m_size.count(row.sizes[0], print.size.count) == Counting::Exact;
        break;
    }
    case FileKind::Quotes: {
        auto& quote = out.tick.emplace<market::Quote>();
        quote.instrument = m_instrument;
        quote.venueTime = {row.time};
        isExact = m_price.count(row.prices[0], quote.bid.count) == Counting::Exact
            && m_price.count(row.prices[1], quote.ask.count) == Counting::Exact
            && m_size.count(row.sizes[0], quote.bidSize.count) == Counting::Exact
            && m_size.count(row.sizes[1], quote.askSize.count) == Counting::Exact;
        break;
    }
    case FileKind::Depth: {
        auto& change = out.tick.emplace<market::DepthChange>();
        change.instrument = m_instrument;
        change.venueTime = {row.time};
        change.side = row.side == 'B' ? Side::Buy : Side::Sell;
        change.clearsBook = row.isSnapshot && !(m_hasRow && m_last.isSnapshot && m_last.time == row.time);
        isExact = m_price.count(row.prices[0], change.price.count) == Counting::Exact
            && m_size.count(row.sizes[0], change.size.count) == Counting::Exact;
        break;
    }
    case FileKind::Bars:
        isExact = makeBar(row, out);
        break;
    }
    if (isExact) {
        m_last.time = row.time;
        m_last.isSnapshot = row.isSnapshot;
        m_hasRow = true;
    }
    return isExact;
}

LineFault TickMaker::fault(const Row& row) const
{
    if (const auto off = offIncrement(row, m_kind, m_price, m_size)) {
        return *off;
    }
    if (m_hasRow && row.time - m_last.time < m_interval.ns) {
        return {FaultCode::BarsOverlap, "timestamp",
                "opens before the bar above it has closed, " + durationText(m_interval) + " after "
                    + isoText({m_last.time})};
    }
    return {FaultCode::BadTime, "timestamp",
            "a bar of " + durationText(m_interval) + " ends outside the range of times"};
}

} // namespace omni::feeds
