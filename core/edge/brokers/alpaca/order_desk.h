// Orders out: a new one once, its cancel, and the question what became of it.
//
// A new order is sent once or not at all (S4). What comes back is told as the venue's words prove it (wire_answer.h):
// anything that proves nothing is Lost, and the desk asks by the order's name (S6, F22 to F24). "No such order" proves
// something only when the venue has had its time to settle (F32).
//
// Nothing is replaced here. Alpaca's PATCH makes another order with another client order id, and an order of ours has
// one name for ever: the new one would be somebody else's after a restart, and how much of a partly filled order it
// carries over is nowhere promised (F30). So `Replace` is the desk's: it cancels and sends anew.
//
// Nor are two closing legs sent as one `oco`: its stop would stand under a name that Alpaca makes, which a restart can
// find only through its partner, and with the end of the one the other goes, too. The leg that protects goes first and
// stands under its own name; as Alpaca sells no share twice, a target beside it would be refused, and
// `BrokerTraits::locksBalance` says so.

#pragma once

#include "core/edge/brokers/alpaca/session_state.h"
#include "core/trade/orders/order.h"

#include <functional>

namespace omni::brokers::alpaca {

inline constexpr Duration settleDelay = seconds(3);

struct OrderDesk {
    SharedState state;
    std::function<void(const std::string& why)> onKeyRefused; ///< By the venue, for whatever is asked.

    void submit(const orders::OrderTicket& ticket) const;
    void cancel(const orders::OrderTicket& ticket) const;
    /// Somebody else's order. `then` is called with whatever answer, unless the session has ended.
    void cancelExternal(const orders::VenueOrderId& order, std::function<void()> then) const;
    void query(const orders::OrderTicket& ticket) const;
};

} // namespace omni::brokers::alpaca
