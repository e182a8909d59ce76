// What the gate is shown of an order: the desk as it stands, in numbers.

#pragma once

#include "core/desk/engine/turn.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/gate.h"

#include <tl/expected.hpp>

#include <optional>

namespace omni::engine {

/// `protectiveStop`: the trigger of the stop that will go with an entry.
[[nodiscard]] risk::RiskView riskViewOf(Turn& turn, const orders::OrderTicket& ticket,
                                        std::optional<Ticks> protectiveStop);

/// What the gate says now, and before it two things that only the whole desk can see: an entry does not cross an exit
/// that is under way, nor the orders that will close a position (S18).
[[nodiscard]] std::optional<risk::Refusal> refusalNow(Turn& turn, const orders::OrderTicket& ticket,
                                                      std::optional<Ticks> protectiveStop);

/// The gate's answer at this moment, recorded when it is no.
[[nodiscard]] tl::expected<risk::ClearedOrder, risk::Refusal> clearance(Turn& turn, const orders::OrderTicket& ticket,
                                                                        std::optional<Ticks> protectiveStop);
/// The same without the reason.
[[nodiscard]] std::optional<risk::ClearedOrder> cleared(Turn& turn, const orders::OrderTicket& ticket,
                                                        std::optional<Ticks> protectiveStop);

/// views::makesRoomForPart, of the desk as it stands.
[[nodiscard]] bool makesRoomForPart(Turn& turn, const orders::OrderTicket& ticket);

/// What the gate would say to an order that reduces if the legs of its position had made room for it.
[[nodiscard]] std::optional<risk::Refusal> refusalBesideLegs(Turn& turn, const orders::OrderTicket& ticket);

} // namespace omni::engine
