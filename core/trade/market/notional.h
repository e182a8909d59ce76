// What a size is worth at a price.

#pragma once

#include "core/trade/market/instrument.h"

#include <optional>

namespace omni::market {

/// Value of `lots` at `price` in the quote currency, rounded once to the nearest unit, halves to even. Signed like
/// the product. Refused with Overflow when it does not fit.
[[nodiscard]] Result<Money> notional(const Instrument& instrument, Ticks price, Lots lots);

/// The same with the rounding away from zero: for limits, which a rounded figure must never slip under.
[[nodiscard]] Result<Money> notionalRoundedUp(const Instrument& instrument, Ticks price, Lots lots);

/// The most lots that a market order for `value` may come to: what it buys at half of `reference`, rounded up. More
/// than half of the price is not lost between a decision and a fill. Without a price above zero there is no bound: the
/// largest number there is.
[[nodiscard]] Lots mostLotsFor(const Instrument& instrument, std::optional<Ticks> reference, Money value) noexcept;

/// The most lots whose value at `price` (above zero) is at most `value`; zero when there are none.
[[nodiscard]] Lots lotsWorth(const Instrument& instrument, Ticks price, Money value) noexcept;

} // namespace omni::market
