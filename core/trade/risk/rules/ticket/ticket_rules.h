// Is the ticket one order, and is it for this place? Nobody is exempt.

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// Refused: another instrument; a size and an amount, or neither; an amount on anything but a market order that opens;
/// prices that the kind does not have, or lacks; post-only on an order that takes; a stop, target or exit that is not
/// reduce-only.
[[nodiscard]] std::optional<Refusal> checkTicket(const OrderCase& order) noexcept;

/// A mix of environments sends no byte (S35).
[[nodiscard]] std::optional<Refusal> checkEnvironment(const OrderCase& order) noexcept;

} // namespace omni::risk
