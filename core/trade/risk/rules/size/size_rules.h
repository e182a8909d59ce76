// How big one order, and the position it makes, may be. Only entries come here.

#pragma once

#include "core/trade/risk/rules/worth.h"

namespace omni::risk {

/// An amount counts as the lots it buys at the reference.
[[nodiscard]] std::optional<Refusal> checkOrderSize(const OrderCase& order) noexcept;

[[nodiscard]] std::optional<Refusal> checkOrderValue(const OrderCase& order, const Worth& worth) noexcept;

/// The position that stands when this order and every open one on its side have filled and none on the other has.
/// Equity of zero or below affords none. `view.equity` is there.
[[nodiscard]] std::optional<Refusal> checkPositionSize(const OrderCase& order, const Worth& worth) noexcept;

} // namespace omni::risk
