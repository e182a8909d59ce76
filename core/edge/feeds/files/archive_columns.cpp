#include "core/edge/feeds/files/archive_columns.h"

#include <limits>

namespace omni::feeds {

namespace {

// One function names the whole numbers of a tick for writing and for reading, so that both agree on their order.

template<class Tick, class Visit> void visitPrices(FileKind kind, Tick& tick, Visit visit)
{
    switch (kind) {
    case FileKind::Trades:
        visit(std::get<market::Print>(tick).price.count);
        return;
    case FileKind::Quotes:
        visit(std::get<market::Quote>(tick).bid.count);
        visit(std::get<market::Quote>(tick).ask.count);
        return;
    case FileKind::Depth:
        visit(std::get<market::DepthChange>(tick).price.count);
        return;
    case FileKind::Bars:
        visit(std::get<market::Bar>(tick).open.count);
        visit(std::get<market::Bar>(tick).high.count);
        visit(std::get<market::Bar>(tick).low.count);
        visit(std::get<market::Bar>(tick).close.count);
        return;
    }
}

template<class Tick, class Visit> void visitSizes(FileKind kind, Tick& tick, Visit visit)
{
    switch (kind) {
    case FileKind::Trades:
        visit(std::get<market::Print>(tick).size.count);
        return;
    case FileKind::Quotes:
        visit(std::get<market::Quote>(tick).bidSize.count);
        visit(std::get<market::Quote>(tick).askSize.count);
        return;
    case FileKind::Depth:
        visit(std::get<market::DepthChange>(tick).size.count);
        return;
    case FileKind::Bars:
        return;
    }
}

market::Tick emptyTick(FileKind kind, InstrumentId instrument, Timestamp at, Duration interval)
{
    switch (kind) {
    case FileKind::Trades: {
        market::Print print;
        print.instrument = instrument;
        print.venueTime = at;
        return print;
    }
    case FileKind::Quotes: {
        market::Quote quote;
        quote.instrument = instrument;
        quote.venueTime = at;
        return quote;
    }
    case FileKind::Depth: {
        market::DepthChange change;
        change.instrument = instrument;
        change.venueTime = at;
        return change;
    }
    case FileKind::Bars:
        break;
    }
    market::Bar bar;
    bar.instrument = instrument;
    bar.opened = at - interval;
    bar.interval = interval;
    bar.closedAt = at;
    return bar;
}

/// Aggressor of a trade; side and place in the batch of a depth change; the sides that a quote lacks.
std::uint8_t flagsOf(const market::Tick& tick, FileKind kind)
{
    if (kind == FileKind::Quotes) {
        const auto& quote = std::get<market::Quote>(tick);
        return static_cast<std::uint8_t>((quote.hasBid ? 0 : 1) | (quote.hasAsk ? 0 : 2));
    }
    if (kind == FileKind::Trades) {
        return static_cast<std::uint8_t>(std::get<market::Print>(tick).aggressor);
    }
    const auto& change = std::get<market::DepthChange>(tick);
    return static_cast<std::uint8_t>((change.side == Side::Sell ? 1 : 0) | (change.clearsBook ? 2 : 0)
                                     | (change.endsBatch ? 4 : 0));
}

bool setFlags(market::Tick& tick, FileKind kind, std::uint8_t flags)
{
    if (kind == FileKind::Quotes) {
        auto& quote = std::get<market::Quote>(tick);
        quote.hasBid = (flags & 1) == 0;
        quote.hasAsk = (flags & 2) == 0;
        return flags < 4;
    }
    if (kind == FileKind::Trades) {
        std::get<market::Print>(tick).aggressor = static_cast<market::Aggressor>(flags);
        return flags <= static_cast<std::uint8_t>(market::Aggressor::Seller);
    }
    auto& change = std::get<market::DepthChange>(tick);
    change.side = (flags & 1) != 0 ? Side::Sell : Side::Buy;
    change.clearsBook = (flags & 2) != 0;
    change.endsBatch = (flags & 4) != 0;
    return flags < 8;
}

constexpr bool hasFlags(FileKind kind, archive::Form form) noexcept
{
    return kind == FileKind::Trades || kind == FileKind::Depth
        || (kind == FileKind::Quotes && form == archive::Form::Recording);
}

} // namespace

void writeColumns(std::span<const ports::TimedTick> ticks, FileKind kind, archive::Form form, ByteWriter& out)
{
    std::int64_t last = 0;
    for (const auto& tick : ticks) {
        // Wraps for two times further apart than 292 years, and back again in `readColumns`.
        out.signedVarint(
            static_cast<std::int64_t>(static_cast<std::uint64_t>(tick.at.ns) - static_cast<std::uint64_t>(last)));
        last = tick.at.ns;
    }
    for (std::size_t column = 0; column < priceCount(kind); ++column) {
        last = 0;
        for (const auto& tick : ticks) {
            std::size_t i = 0;
            visitPrices(kind, tick.tick, [&](const std::int64_t& price) {
                if (i++ == column) {
                    out.signedVarint(price - last);
                    last = price;
                }
            });
        }
    }
    for (const auto& tick : ticks) {
        visitSizes(kind, tick.tick, [&out](const std::int64_t& size) { out.signedVarint(size); });
        if (kind == FileKind::Bars) {
            out.f64(std::get<market::Bar>(tick.tick).volume);
        }
    }
    for (const auto& tick : ticks) {
        if (hasFlags(kind, form)) {
            out.u8(flagsOf(tick.tick, kind));
        }
    }
}

std::vector<ports::TimedTick> readColumns(ByteReader& in, std::size_t count, FileKind kind, archive::Form form,
                                          InstrumentId instrument, Duration interval)
{
    // Sums of hostile differences may leave the range; they wrap as unsigned numbers and are refused by their order.
    const auto next = [&in](std::int64_t last) {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(last)
                                         + static_cast<std::uint64_t>(in.signedVarint()));
    };
    std::vector<ports::TimedTick> ticks;
    ticks.reserve(count);
    constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
    std::int64_t last = 0;
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const std::int64_t at = next(last);
        if ((i > 0 && at < last) || at < earliest + interval.ns) {
            in.fail();
            break;
        }
        last = at;
        ticks.push_back({{at}, emptyTick(kind, instrument, {at}, interval)});
    }
    for (std::size_t column = 0; column < priceCount(kind); ++column) {
        last = 0;
        for (auto& tick : ticks) {
            std::size_t i = 0;
            visitPrices(kind, tick.tick, [&](std::int64_t& price) {
                if (i++ == column) {
                    price = last = next(last);
                }
            });
        }
    }
    for (auto& tick : ticks) {
        visitSizes(kind, tick.tick, [&in](std::int64_t& size) { size = in.signedVarint(); });
        if (kind == FileKind::Bars) {
            std::get<market::Bar>(tick.tick).volume = in.f64();
        }
    }
    for (auto& tick : ticks) {
        if (hasFlags(kind, form) && !setFlags(tick.tick, kind, in.u8())) {
            in.fail();
        }
    }
    if (!in.finished()) {
        ticks.clear();
    }
    return ticks;
}

} // namespace omni::feeds
