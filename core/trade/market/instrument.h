// What is traded: its name, its increments, and what a venue accepts of it.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <string>

namespace omni::market {

/// Which calendar says when it trades.
enum class Sessions : std::uint8_t {
    AlwaysOpen, ///< 24 hours, 7 days. The day starts at 00:00 UTC.
    UsEquities, ///< New York: 09:30 to 16:00 with holidays and half days.
};

/// An instrument in one version of its increments. A venue that changes a filter makes a new version (`version` + 1),
/// and every order, lot and position is rescaled to it in one event.
struct Instrument {
    InstrumentId id;
    std::uint32_t version = 1;
    std::string venue; ///< "binance". Lower case, no colon.
    std::string symbol; ///< As the venue spells it: "BTCUSDT".
    std::string quoteCurrency; ///< Of its price: "USDT". USDT is not USD.
    std::string baseCurrency; ///< What a buyer gets: "BTC". Empty: what is bought is no currency.
    Decimal tickSize; ///< Price of one tick. Above zero.
    Decimal lotSize; ///< Quantity of one lot. Above zero.
    Decimal contractSize{1, 0}; ///< Units of the underlying in a quantity of 1. Above zero.
    TickLotValue tickLotValue; ///< tickSize x lotSize x contractSize, exact. Filled by `completed`.
    Lots smallest{1}; ///< The venue takes no order below this.
    Lots largest{1'000'000'000'000}; ///< The venue takes no order above this. At least `smallest`.
    Lots step{1}; ///< Order sizes are multiples of this.
    Money smallestValue{0}; ///< The venue takes no order worth less, in the quote currency. 0: no such filter.
    Sessions sessions = Sessions::AlwaysOpen;

    /// "binance:BTCUSDT".
    [[nodiscard]] std::string name() const
    {
        return venue + ':' + symbol;
    }
};

/// The instrument with `tickLotValue` computed, or which field is out of its bounds.
/// Refused: empty or ill-formed names, increments not above zero, a tick-lot value that does not fit exactly.
[[nodiscard]] Result<Instrument> completed(Instrument instrument);

/// A price as exact decimal text with the decimals of the tick: "61800.2".
[[nodiscard]] std::string priceText(const Instrument& instrument, Ticks price);
/// A quantity as exact decimal text: "0.006". Signed for positions.
[[nodiscard]] std::string quantityText(const Instrument& instrument, Lots size);

/// A decimal price as ticks; refused when it is not a multiple of the tick or does not fit.
[[nodiscard]] Result<Ticks> ticksFrom(const Instrument& instrument, Decimal price);
/// A decimal quantity as lots; refused when it is not a multiple of the lot or does not fit.
[[nodiscard]] Result<Lots> lotsFrom(const Instrument& instrument, Decimal quantity);

/// Price and quantity as doubles, for indicators and charts only.
[[nodiscard]] double priceNumber(const Instrument& instrument, Ticks price) noexcept;
[[nodiscard]] double quantityNumber(const Instrument& instrument, Lots size) noexcept;

} // namespace omni::market
