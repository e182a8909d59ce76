// Amounts of the venue in the units of an instrument, and an execution as a fill. Pure.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/trade/market/instrument.h"
#include "core/trade/orders/order_event.h"

#include <optional>
#include <string_view>

namespace omni::brokers::alpaca {

/// Exact counts of ticks and lots, as `market::ticksFrom` and `lotsFrom` give them, the quick way where the increment
/// is a power of ten. Nothing: it is no multiple, or does not fit.
[[nodiscard]] std::optional<Ticks> exactTicks(const market::Instrument& instrument, Decimal price);
[[nodiscard]] std::optional<Lots> exactLots(const market::Instrument& instrument, Decimal quantity);

/// The nearest tick; halves up. Nothing beyond what a price can be.
[[nodiscard]] std::optional<Ticks> nearestTick(const market::Instrument& instrument, Decimal price) noexcept;

/// Price times quantity, rounded once to the nearest 1e-8. Nothing if it does not fit (F47).
[[nodiscard]] std::optional<Money> valueOf(Decimal price, Decimal quantity) noexcept;

struct Execution {
    std::string_view id; ///< The venue's, at most 47 bytes.
    Side side = Side::Buy;
    Decimal price, size;
    Timestamp time;
};

/// Without an order, an account and a currency of the fee. The fee is zero: stocks have none, and that of crypto is
/// told elsewhere. Invalid: what is no execution of this instrument, a part of a lot for instance. It is never dropped
/// in silence: who gets this error holds his link for untrue.
[[nodiscard]] Result<orders::Fill> fillFrom(const market::Instrument& instrument, const Execution& execution);

} // namespace omni::brokers::alpaca
