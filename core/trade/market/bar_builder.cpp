#include "core/trade/market/bar_builder.h"

#include <algorithm>
#include <cassert>

namespace omni::market {

namespace {

constexpr std::uint8_t builderVersion = 1;

void saveWide(Int128 value, ByteWriter& out)
{
    out.u64(static_cast<std::uint64_t>(value));
    out.u64(static_cast<std::uint64_t>(value >> 64));
}

Int128 loadWide(ByteReader& in) noexcept
{
    const std::uint64_t low = in.u64();
    const std::uint64_t high = in.u64();
    return static_cast<Int128>(static_cast<UInt128>(high) << 64 | low);
}

void saveBar(const BuiltBar& built, ByteWriter& out)
{
    out.i64(built.bar.opened.ns);
    out.i64(built.bar.closedAt.ns);
    for (const Ticks price : {built.bar.open, built.bar.high, built.bar.low, built.bar.close}) {
        out.i64(price.count);
    }
    out.u32(built.bar.trades);
    out.i64(built.lots.count);
    out.i64(built.buyLots.count);
    out.i64(built.sellLots.count);
    saveWide(built.tickLots, out);
    out.u64(built.gap);
}

void loadBar(BuiltBar& built, ByteReader& in) noexcept
{
    built.bar.opened = {in.i64()};
    built.bar.closedAt = {in.i64()};
    for (Ticks* price : {&built.bar.open, &built.bar.high, &built.bar.low, &built.bar.close}) {
        price->count = in.i64();
    }
    built.bar.trades = in.u32();
    built.lots = {in.i64()};
    built.buyLots = {in.i64()};
    built.sellLots = {in.i64()};
    built.tickLots = loadWide(in);
    built.gap = in.u64();
}

/// Half of the range of times, 1823 to 2116: within it neither a bucket's end nor a distance overflows.
constexpr std::int64_t farthest = std::int64_t{1} << 62;

bool isUsable(Timestamp time) noexcept
{
    return time.ns > -farthest && time.ns < farthest;
}

[[maybe_unused]] bool isWithinBounds(const BarRule& rule) noexcept
{
    return rule.interval.ns > 0 && rule.interval.ns < farthest / 2 && rule.trades >= 1 && rule.volume.count > 0;
}

} // namespace

BarBuilder::BarBuilder(const Instrument& instrument, BarRule rule)
    : m_instrument(instrument.id)
    , m_rule(rule)
{
    assert(isWithinBounds(rule));
    m_measure.lotSize = instrument.lotSize;
}

std::optional<BuiltBar> BarBuilder::add(const Print& print)
{
    if (print.instrument != m_instrument) {
        ++m_unfit;
        return std::nullopt;
    }
    return take({print.venueTime, print.price, print.size, print.aggressor, 1});
}

std::optional<BuiltBar> BarBuilder::addMid(const Quote& quote)
{
    if (quote.instrument != m_instrument || !quote.isTwoSided() || m_rule.kind != BarKind::Time) {
        ++m_unfit;
        return std::nullopt;
    }
    const Int128 mid = dividedHalfEven(Int128{quote.bid.count} + quote.ask.count, 2);
    return take({.time = quote.venueTime, .price = {static_cast<std::int64_t>(mid)}, .size = {}});
}

std::optional<BuiltBar> BarBuilder::take(const Piece& piece)
{
    if (piece.size.count < 0 || !isUsable(piece.time)) {
        ++m_unfit;
        return std::nullopt;
    }
    if (m_hasFloor && piece.time < m_floor) {
        ++m_late;
        return std::nullopt;
    }
    if (m_isOpen && (m_rule.kind != BarKind::Time || piece.time < m_bar.bar.closedAt)) {
        if (!isFit(piece)) {
            ++m_unfit;
            return std::nullopt;
        }
        extend(piece);
        return isFull() ? close() : std::nullopt;
    }
    auto ended = advanceTo(piece.time);
    start(piece);
    return isFull() ? close() : ended;
}

/// Whether the sums of the open bar can take it.
bool BarBuilder::isFit(const Piece& piece) const noexcept
{
    Int128 sum = 0;
    const Int128 value = Int128{piece.price.count} * piece.size.count;
    return checkedSum(m_bar.lots.count, piece.size.count) && !__builtin_add_overflow(m_bar.tickLots, value, &sum);
}

void BarBuilder::start(const Piece& piece) noexcept
{
    m_bar = {};
    m_bar.bar.instrument = m_instrument;
    m_bar.bar.open = m_bar.bar.high = m_bar.bar.low = piece.price;
    m_isOpen = true;
    m_hasFloor = true;
    if (m_rule.kind == BarKind::Time) {
        const Timestamp opened = flooredTo(piece.time, m_rule.interval);
        m_bar.bar.opened = opened;
        m_bar.bar.interval = m_rule.interval;
        m_bar.bar.closedAt = opened + m_rule.interval;
        m_bar.gap = m_hasLast ? static_cast<std::uint64_t>((opened - m_lastEnd).ns / m_rule.interval.ns) : 0;
        m_floor = opened;
    } else {
        m_bar.bar.opened = piece.time;
        m_bar.bar.closedAt = piece.time;
        m_floor = piece.time;
    }
    extend(piece);
}

void BarBuilder::extend(const Piece& piece) noexcept
{
    Bar& bar = m_bar.bar;
    bar.high = std::max(bar.high, piece.price);
    bar.low = std::min(bar.low, piece.price);
    bar.close = piece.price;
    bar.trades += piece.trades;
    if (m_rule.kind != BarKind::Time) {
        bar.closedAt = std::max(bar.closedAt, piece.time);
    }
    m_bar.lots.count += piece.size.count;
    m_bar.tickLots += Int128{piece.price.count} * piece.size.count;
    if (piece.aggressor == Aggressor::Buyer) {
        m_bar.buyLots.count += piece.size.count;
    } else if (piece.aggressor == Aggressor::Seller) {
        m_bar.sellLots.count += piece.size.count;
    }
}

bool BarBuilder::isFull() const noexcept
{
    switch (m_rule.kind) {
    case BarKind::Time:
        return false;
    case BarKind::Trades:
        return m_bar.bar.trades >= m_rule.trades;
    case BarKind::Volume:
        return m_bar.lots >= m_rule.volume;
    }
    return false;
}

std::optional<BuiltBar> BarBuilder::advanceTo(Timestamp time)
{
    if (m_rule.kind != BarKind::Time || !isUsable(time) || (m_isOpen && time < m_bar.bar.closedAt)) {
        return std::nullopt;
    }
    const Timestamp bucket = flooredTo(time, m_rule.interval);
    auto ended = close();
    m_floor = m_hasFloor ? std::max(m_floor, bucket) : bucket;
    m_hasFloor = true;
    return ended;
}

std::optional<BuiltBar> BarBuilder::close()
{
    if (!m_isOpen) {
        return std::nullopt;
    }
    m_isOpen = false;
    m_hasLast = true;
    m_lastEnd = m_bar.bar.closedAt;
    m_floor = m_bar.bar.closedAt;
    return withVolume(m_bar);
}

std::optional<BuiltBar> BarBuilder::finish()
{
    auto last = close();
    if (last) {
        last->isPartial = true;
    }
    return last;
}

std::optional<BuiltBar> BarBuilder::open() const noexcept
{
    return m_isOpen ? std::optional(withVolume(m_bar)) : std::nullopt;
}

BuiltBar BarBuilder::withVolume(BuiltBar built) const noexcept
{
    built.bar.volume = quantityNumber(m_measure, built.lots);
    return built;
}

void BarBuilder::reset() noexcept
{
    m_bar = {};
    m_isOpen = m_hasFloor = m_hasLast = false;
    m_floor = m_lastEnd = {};
    m_late = m_unfit = 0;
}

void BarBuilder::save(ByteWriter& out) const
{
    out.u8(builderVersion);
    out.u64(m_instrument.value);
    out.u8(static_cast<std::uint8_t>(m_rule.kind));
    out.i64(m_rule.interval.ns);
    out.u32(m_rule.trades);
    out.i64(m_rule.volume.count);
    out.boolean(m_isOpen);
    if (m_isOpen) {
        saveBar(m_bar, out);
    }
    out.boolean(m_hasFloor);
    out.i64(m_floor.ns);
    out.boolean(m_hasLast);
    out.i64(m_lastEnd.ns);
    out.u64(m_late);
    out.u64(m_unfit);
}

void BarBuilder::load(ByteReader& in)
{
    reset();
    const bool isOurs = in.u8() == builderVersion && in.u64() == m_instrument.value
        && in.u8() == static_cast<std::uint8_t>(m_rule.kind) && in.i64() == m_rule.interval.ns
        && in.u32() == m_rule.trades && in.i64() == m_rule.volume.count;
    if (!isOurs) {
        in.fail();
        return;
    }
    m_isOpen = in.boolean();
    if (m_isOpen) {
        loadBar(m_bar, in);
        m_bar.bar.instrument = m_instrument;
        m_bar.bar.interval = m_rule.kind == BarKind::Time ? m_rule.interval : Duration{};
    }
    m_hasFloor = in.boolean();
    m_floor = {in.i64()};
    m_hasLast = in.boolean();
    m_lastEnd = {in.i64()};
    m_late = in.u64();
    m_unfit = in.u64();
    if (!in.ok()) {
        reset();
    }
}

} // namespace omni::market
