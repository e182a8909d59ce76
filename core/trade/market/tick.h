// What a market says, as values that are copied bytewise and never allocate.
//
// Every event carries the venue's own time; the time at which it was received stands in the envelope around it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <type_traits>
#include <variant>

namespace omni::market {

/// The best bid and offer. A side may be absent; a size of zero on a present side means "not told".
struct Quote {
    InstrumentId instrument{};
    Timestamp venueTime{};
    Ticks bid{}, ask{};
    Lots bidSize{}, askSize{};
    bool hasBid = true, hasAsk = true;

    /// Both sides are there and the bid is below the ask.
    [[nodiscard]] constexpr bool isTwoSided() const noexcept
    {
        return hasBid && hasAsk && bid < ask;
    }
    friend bool operator==(const Quote&, const Quote&) = default;
};

enum class Aggressor : std::uint8_t { Unknown, Buyer, Seller };

/// A trade between others, as published.
struct Print {
    InstrumentId instrument{};
    Timestamp venueTime{};
    Ticks price{};
    Lots size{}; ///< Above zero; a print of nothing is not used (data_quality.h).
    Aggressor aggressor = Aggressor::Unknown;
    friend bool operator==(const Print&, const Print&) = default;
};

/// A finished bar. It is known only at `closed()`, never before.
struct Bar {
    InstrumentId instrument{};
    Timestamp opened{};
    Duration interval{}; ///< Zero for tick and volume bars; then `closedAt` tells the end.
    Timestamp closedAt{}; ///< Of tick and volume bars: time of the last trade. Of time bars: opened + interval.
    Ticks open{}, high{}, low{}, close{};
    double volume = 0; ///< In units of the instrument. For statistics only: nothing is booked from it.
    std::uint32_t trades = 0; ///< Zero: not told.
    friend bool operator==(const Bar&, const Bar&) = default;
};

/// One level of a book with its new absolute size; size zero removes it. A batch ends where the book is consistent.
struct DepthChange {
    InstrumentId instrument{};
    Timestamp venueTime{};
    std::uint64_t venueSequence = 0; ///< The venue's number of the batch; 0 where it has none.
    Side side = Side::Buy; ///< Buy: the bids.
    Ticks price{};
    Lots size{};
    bool clearsBook = false; ///< The first row of a full image.
    bool endsBatch = false;
    friend bool operator==(const DepthChange&, const DepthChange&) = default;
};

enum class TradingState : std::uint8_t {
    Open,
    Closed,
    Halted,
    ClosingOnly, ///< The venue trades it by increments that this session does not have: only what reduces is sent
                 ///< (F46).
};

/// A venue opens, closes or halts an instrument.
struct StatusChange {
    InstrumentId instrument{};
    Timestamp venueTime{};
    TradingState state = TradingState::Open;
    friend bool operator==(const StatusChange&, const StatusChange&) = default;
};

/// The fast lane.
using Tick = std::variant<Quote, Print, Bar, DepthChange, StatusChange>;
static_assert(std::is_trivially_copyable_v<Tick>);

[[nodiscard]] inline InstrumentId instrumentOf(const Tick& tick) noexcept
{
    return std::visit([](const auto& t) { return t.instrument; }, tick);
}

} // namespace omni::market
