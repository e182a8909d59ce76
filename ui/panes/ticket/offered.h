// What of a ticket the session's broker takes: the rest is not offered, with the reason.

#pragma once

#include "core/desk/views/connection.h"
#include "core/trade/orders/order.h"

namespace omni::ui::ticket {

[[nodiscard]] views::Ability abilityFor(orders::OrderKind kind) noexcept;
[[nodiscard]] views::Ability abilityFor(orders::TimeInForce time) noexcept;

/// By the venue or by this program. Without a broker everything is: the market in the house takes all kinds, and has no
/// hours beside its own.
[[nodiscard]] bool isOffered(const views::Connection* connection, views::Ability ability) noexcept;

} // namespace omni::ui::ticket
