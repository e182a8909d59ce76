// The life of an order as docs/life-of-an-order.md tells it, written anew: from each state, where it may be found after
// one event and all that was decided upon it.

#pragma once

#include "core/trade/orders/order_event.h"

#include <optional>

namespace omni::simulate {

inline constexpr std::size_t statesOfOrders = static_cast<std::size_t>(orders::OrderState::Unknown) + 1;

/// `from` none: it was not there. An order that stays what it is has not moved, and is not asked about.
///
/// - It begins at home, and may be let go, and asked back, in the moment in which it is made.
/// - What was never let go ends at home alone: cancelled.
/// - Nothing comes back from the venue to where it was before it was sent.
/// - What is Unknown may be found, and asked back at once.
/// - A finished order stays finished.
[[nodiscard]] constexpr bool mayFollow(std::optional<orders::OrderState> from, orders::OrderState to) noexcept
{
    using orders::OrderState;
    if (!from) {
        return to == OrderState::Created || to == OrderState::Sent || to == OrderState::CancelSent
            || to == OrderState::Cancelled;
    }
    switch (*from) {
    case OrderState::Created:
        return to == OrderState::Sent || to == OrderState::CancelSent || to == OrderState::Cancelled;
    case OrderState::Sent:
    case OrderState::Working:
    case OrderState::CancelSent:
    case OrderState::Unknown:
        return to != OrderState::Created && to != OrderState::Sent && to != *from;
    case OrderState::Filled:
    case OrderState::Cancelled:
    case OrderState::Rejected:
    case OrderState::Expired:
        return false;
    }
    return false;
}

} // namespace omni::simulate
