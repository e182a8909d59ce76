// What the venue would refuse anyway: a refusal here costs no message. Nobody is exempt.

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// Smallest and largest size, step, least value. The value is that at the limit, else the trigger, else the reference,
/// rounded down; without any of them, or for an order of zero price, the venue decides. An amount is held to the least
/// value itself, and to the sizes by the whole lots that it buys at the reference.
[[nodiscard]] std::optional<Refusal> checkVenueFilter(const OrderCase& order) noexcept;

} // namespace omni::risk
