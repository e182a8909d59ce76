#include "core/trade/market/data_quality.h"

#include <algorithm>
#include <cassert>

namespace omni::market {

namespace {

constexpr std::uint8_t watchVersion = 1;

Ticks midOf(const Quote& quote) noexcept
{
    const Int128 mid = dividedHalfEven(Int128{quote.bid.count} + quote.ask.count, 2);
    return {static_cast<std::int64_t>(mid)};
}

bool isConsistent(const Bar& bar) noexcept
{
    return bar.low <= std::min(bar.open, bar.close) && bar.high >= std::max(bar.open, bar.close) && bar.interval.ns >= 0
        && bar.closedAt >= bar.opened;
}

std::optional<TickFault> faultIn(const Quote& quote) noexcept
{
    if ((quote.hasBid && quote.bid.count <= 0) || (quote.hasAsk && quote.ask.count <= 0)) {
        return TickFault::PriceNotPositive;
    }
    const bool isNegative = (quote.hasBid && quote.bidSize.count < 0) || (quote.hasAsk && quote.askSize.count < 0);
    return isNegative ? std::optional(TickFault::SizeNegative) : std::nullopt;
}

std::optional<TickFault> faultIn(const Print& print) noexcept
{
    if (print.price.count <= 0) {
        return TickFault::PriceNotPositive;
    }
    if (print.size.count <= 0) {
        return print.size.count < 0 ? TickFault::SizeNegative : TickFault::SizeZero;
    }
    return std::nullopt;
}

std::optional<TickFault> faultIn(const Bar& bar) noexcept
{
    if (std::min({bar.open, bar.high, bar.low, bar.close}).count <= 0) {
        return TickFault::PriceNotPositive;
    }
    if (!(bar.volume >= 0)) { // negated, so that a volume that is not a number fails as well
        return TickFault::SizeNegative;
    }
    return isConsistent(bar) ? std::nullopt : std::optional(TickFault::Inconsistent);
}

template<class Other> std::optional<TickFault> faultIn(const Other&) noexcept
{
    return std::nullopt;
}

} // namespace

std::optional<TickFault> faultInItself(const Tick& tick) noexcept
{
    return std::visit([](const auto& one) { return faultIn(one); }, tick);
}

std::string_view nameOf(TickFault fault) noexcept
{
    switch (fault) {
    case TickFault::Foreign:
        return "foreign";
    case TickFault::PriceNotPositive:
        return "price_not_positive";
    case TickFault::SizeNegative:
        return "size_negative";
    case TickFault::SizeZero:
        return "size_zero";
    case TickFault::SizeTooLarge:
        return "size_too_large";
    case TickFault::Inconsistent:
        return "inconsistent";
    case TickFault::TimeBackwards:
        return "time_backwards";
    case TickFault::Crossed:
        return "crossed";
    case TickFault::Outlier:
        return "outlier";
    case TickFault::Locked:
        return "locked";
    case TickFault::OneSided:
        return "one_sided";
    }
    return "unknown";
}

bool quarantines(TickFault fault) noexcept
{
    return fault != TickFault::Locked && fault != TickFault::OneSided;
}

QualityWatch::QualityWatch(InstrumentId instrument, QualityRules rules)
    : m_instrument(instrument)
    , m_rules(rules)
{
    assert(rules.outlier.count >= 1 && rules.outlier.count <= 1'000'000);
    assert(rules.mostBackwards.ns >= 0 && rules.largest.count > 0);
}

std::optional<TickFault> QualityWatch::check(const Quote& quote) noexcept
{
    if (quote.instrument != m_instrument) {
        return TickFault::Foreign;
    }
    if ((quote.hasBid && !isPlausiblePrice(quote.bid)) || (quote.hasAsk && !isPlausiblePrice(quote.ask))) {
        return TickFault::PriceNotPositive;
    }
    for (const Lots size : {quote.hasBid ? quote.bidSize : Lots{}, quote.hasAsk ? quote.askSize : Lots{}}) {
        if (const auto fault = sizeFaultOf(size)) {
            return fault;
        }
    }
    if (isBackwards(Quotes, quote.venueTime)) {
        return TickFault::TimeBackwards;
    }
    const bool isWhole = quote.hasBid && quote.hasAsk;
    if (isWhole && quote.bid > quote.ask) {
        return TickFault::Crossed;
    }
    if (isWhole) {
        if (isOutlier(midOf(quote))) {
            return TickFault::Outlier;
        }
        trust(midOf(quote));
    }
    accept(Quotes, quote.venueTime);
    if (!isWhole) {
        return TickFault::OneSided;
    }
    return quote.bid == quote.ask ? std::optional(TickFault::Locked) : std::nullopt;
}

std::optional<TickFault> QualityWatch::check(const Print& print) noexcept
{
    if (print.instrument != m_instrument) {
        return TickFault::Foreign;
    }
    if (!isPlausiblePrice(print.price)) {
        return TickFault::PriceNotPositive;
    }
    if (const auto fault = sizeFaultOf(print.size)) {
        return fault;
    }
    if (print.size.count == 0) {
        return TickFault::SizeZero;
    }
    if (isBackwards(Prints, print.venueTime)) {
        return TickFault::TimeBackwards;
    }
    if (isOutlier(print.price)) {
        return TickFault::Outlier;
    }
    trust(print.price);
    accept(Prints, print.venueTime);
    return std::nullopt;
}

std::optional<TickFault> QualityWatch::check(const Bar& bar) noexcept
{
    if (bar.instrument != m_instrument) {
        return TickFault::Foreign;
    }
    for (const Ticks price : {bar.open, bar.high, bar.low, bar.close}) {
        if (!isPlausiblePrice(price)) {
            return TickFault::PriceNotPositive;
        }
    }
    // Negated, so that a volume that is not a number fails as well.
    if (!(bar.volume >= 0)) {
        return TickFault::SizeNegative;
    }
    if (!isConsistent(bar)) {
        return TickFault::Inconsistent;
    }
    if (isBackwards(Bars, bar.opened)) {
        return TickFault::TimeBackwards;
    }
    if (isOutlier(bar.close)) {
        return TickFault::Outlier;
    }
    trust(bar.close);
    accept(Bars, bar.opened);
    return std::nullopt;
}

std::optional<TickFault> QualityWatch::check(const DepthChange& change) noexcept
{
    if (change.instrument != m_instrument) {
        return TickFault::Foreign;
    }
    // A row of size zero takes away, or starts an empty image: its price harms nobody.
    if (change.size.count != 0 && !isPlausiblePrice(change.price)) {
        return TickFault::PriceNotPositive;
    }
    if (const auto fault = sizeFaultOf(change.size)) {
        return fault;
    }
    if (isBackwards(Depth, change.venueTime)) {
        return TickFault::TimeBackwards;
    }
    accept(Depth, change.venueTime);
    return std::nullopt;
}

std::optional<TickFault> QualityWatch::check(const Tick& tick) noexcept
{
    return std::visit(
        [this](const auto& t) -> std::optional<TickFault> {
            if constexpr (std::is_same_v<decltype(t), const StatusChange&>) {
                return t.instrument == m_instrument ? std::nullopt : std::optional(TickFault::Foreign);
            } else {
                return check(t);
            }
        },
        tick);
}

void QualityWatch::trust(Ticks price) noexcept
{
    m_hasGood = true;
    m_good = price;
    m_agreeing = 0;
}

bool QualityWatch::isPlausiblePrice(Ticks price) const noexcept
{
    return price.count > 0 || m_rules.allowsNegativePrices;
}

std::optional<TickFault> QualityWatch::sizeFaultOf(Lots size) const noexcept
{
    if (size.count < 0) {
        return TickFault::SizeNegative;
    }
    return size > m_rules.largest ? std::optional(TickFault::SizeTooLarge) : std::nullopt;
}

bool QualityWatch::isBackwards(Stream stream, Timestamp time) const noexcept
{
    // Through 128 bits: a venue may send any number as its time.
    return m_seen[stream] && Int128{m_last[stream].ns} - time.ns > m_rules.mostBackwards.ns;
}

bool QualityWatch::isFar(Ticks price, Ticks from) const noexcept
{
    const Int128 away = Int128{price.count} - from.count;
    const Int128 base = from.count < 0 ? -Int128{from.count} : Int128{from.count};
    return (away < 0 ? -away : away) * 10'000 > base * m_rules.outlier.count;
}

bool QualityWatch::isOutlier(Ticks price) noexcept
{
    if (!m_hasGood || !isFar(price, m_good)) {
        return false;
    }
    m_agreeing = m_agreeing > 0 && !isFar(price, m_candidate) ? m_agreeing + 1 : 1;
    m_candidate = price;
    return m_rules.confirmations == 0 || m_agreeing < m_rules.confirmations;
}

void QualityWatch::accept(Stream stream, Timestamp time) noexcept
{
    m_last[stream] = m_seen[stream] ? std::max(m_last[stream], time) : time;
    m_seen[stream] = true;
}

void QualityWatch::save(ByteWriter& out) const
{
    out.u8(watchVersion);
    for (std::size_t stream = 0; stream < StreamCount; ++stream) {
        out.boolean(m_seen[stream]);
        out.i64(m_last[stream].ns);
    }
    out.boolean(m_hasGood);
    out.i64(m_good.count);
    out.i64(m_candidate.count);
    out.u32(m_agreeing);
}

void QualityWatch::load(ByteReader& in)
{
    if (in.u8() != watchVersion) {
        in.fail();
    }
    for (std::size_t stream = 0; stream < StreamCount; ++stream) {
        m_seen[stream] = in.boolean();
        m_last[stream] = {in.i64()};
    }
    m_hasGood = in.boolean();
    m_good = {in.i64()};
    m_candidate = {in.i64()};
    m_agreeing = in.u32();
    if (!in.ok()) {
        *this = QualityWatch(m_instrument, m_rules);
    }
}

} // namespace omni::market
