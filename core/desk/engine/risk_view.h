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

/// The same for an order that is under way in other figures: `changed` is what may still fill of it then. What `record`
/// holds now is left out of the count.
[[nodiscard]] std::optional<risk::Refusal> refusalOfChange(Turn& turn, const orders::OrderRecord& record,
                                                           const orders::OrderTicket& changed,
                                                           std::optional<Ticks> protectiveStop);

/// What stands against other prices of an order that only reduces (risk::Gate::refusalOfPrices). `awaited`: the price
/// around which they are judged instead of that of this moment; none: this moment's.
[[nodiscard]] std::optional<risk::Refusal> refusalOfPrices(Turn& turn, const orders::OrderTicket& changed,
                                                           std::optional<Ticks> awaited);

/// The gate's answer at this moment, recorded when it is no.
[[nodiscard]] tl::expected<risk::ClearedOrder, risk::Refusal> clearance(Turn& turn, const orders::OrderTicket& ticket,
                                                                        std::optional<Ticks> protectiveStop);
/// The same for what is tried again and again: a no that lasts is recorded, and told as `alert`, at the pace of
/// `StandingAlerts`. `alert` empty: recorded alone.
[[nodiscard]] tl::expected<risk::ClearedOrder, risk::Refusal>
clearanceAgain(Turn& turn, const orders::OrderTicket& ticket, events::AlertLevel level, std::string_view alert);
/// The same as `clearance` without the reason.
[[nodiscard]] std::optional<risk::ClearedOrder> cleared(Turn& turn, const orders::OrderTicket& ticket,
                                                        std::optional<Ticks> protectiveStop);

/// views::makesRoomForPart, of the desk as it stands.
[[nodiscard]] bool makesRoomForPart(Turn& turn, const orders::OrderTicket& ticket);

/// Lots that the open orders may fill against a long or a short position; those by value at what they may come to.
[[nodiscard]] Int128 lotsAgainst(const Turn& turn, InstrumentId instrument, bool isLong);

/// What the gate would say to an order that reduces if the legs of its position had made room for it.
[[nodiscard]] std::optional<risk::Refusal> refusalBesideLegs(Turn& turn, const orders::OrderTicket& ticket);

} // namespace omni::engine
