// A person closes a position, or a part of it, with an order of his own.

#pragma once

#include "core/desk/engine/turn.h"
#include "core/desk/events/fact.h"
#include "core/trade/orders/order.h"

#include <optional>

namespace omni::engine {

/// Legs and other orders against the position leave no room beside them. Whoever closes all of it, with its dust or
/// without, does not wait for room: they are cancelled, then the rest is closed (S18). For a part of it the legs become
/// smaller first. `ticket` only reduces. A denial: nothing was done.
[[nodiscard]] std::optional<events::Denial> closeByHand(Turn& turn, PrincipalId by, const orders::OrderTicket& ticket);

} // namespace omni::engine
