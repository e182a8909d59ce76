// What an order is worth: the figures that the rules of size and exposure compare, computed once.
//
// Everything of the instrument is valued at one price, the worst: the greatest of the reference, both sides of the
// quote, the limit and the trigger. So no rounding, no fill inside those prices and no order of fills can lift the true
// value above the figure. Each step rounds up.

#pragma once

#include "core/trade/risk/rules/order_case.h"

#include <optional>

namespace omni::risk {

/// Base currency, rounded up, none below zero.
struct Worth {
    Money order; ///< Of this order alone.
    Money longHere; ///< Of the instrument if this order and every open buy fill, and no sell does.
    Money shortHere; ///< The other way round.
};

/// The greatest magnitude among the prices that the order may meet. Nothing where there is no price at all.
[[nodiscard]] std::optional<Int128> worstPrice(const OrderCase& order) noexcept;

/// `lots` at `price` in the quote currency, in e8, rounded up; both not below zero. Nothing if it leaves 128 bits.
[[nodiscard]] std::optional<Int128> quoteValue(const market::Instrument& instrument, Int128 price,
                                               Int128 lots) noexcept;

/// A quote-currency amount in the base currency, rounded up. Nothing if it does not fit or the rate is none.
[[nodiscard]] std::optional<Money> inBase(const RiskView& view, Int128 quoteE8) noexcept;

/// The lots of the order; for one that names an amount, as many whole lots as it buys at the reference. Nothing without
/// a reference other than zero.
[[nodiscard]] std::optional<Int128> expectedLots(const OrderCase& order) noexcept;

/// Nothing when there is no price or a product does not fit.
[[nodiscard]] std::optional<Worth> worthOf(const OrderCase& order) noexcept;

} // namespace omni::risk
