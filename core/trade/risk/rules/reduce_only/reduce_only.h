// A reduce-only order never raises a position nor flips it, even if every order against it fills (S18).

#pragma once

#include "core/trade/risk/rules/order_case.h"

#include <cstdint>

namespace omni::risk {

/// In place of the lots closable: there are none for an order of extended hours, since other orders, the stop of the
/// position among them, keep them all.
inline constexpr std::int64_t keptByItsStop = -1;

/// On the side against the position, and for no more lots than nothing else is closing yet.
[[nodiscard]] std::optional<Refusal> checkReduceOnly(const OrderCase& order) noexcept;

} // namespace omni::risk
