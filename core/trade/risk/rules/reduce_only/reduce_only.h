// A reduce-only order never raises a position nor flips it, even if every order against it fills (S18).

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// On the side against the position, and for no more lots than nothing else is closing yet.
[[nodiscard]] std::optional<Refusal> checkReduceOnly(const OrderCase& order) noexcept;

} // namespace omni::risk
