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
// An entry takes its stop along where the venue's class for that ("oto") takes both: Alpaca holds the stop from the
// first byte, and lets it work when the entry has filled whole. It stands under a name that Alpaca makes. The desk
// sends the stop of that entry as always; it then is the venue's, and no second one goes out (stop_claims.h).
//
// The target does not go along: two closing legs sent as one are ended both with the one, so that a stop that is moved
// would take the target with it. As Alpaca sells no share twice, a target beside a stop is refused here, and the desk
// watches its price (desk/engine/watched_targets.h).

#pragma once

#include "core/edge/brokers/alpaca/session_state.h"
#include "core/trade/orders/order.h"
#include "core/trade/orders/planned_stop.h"

#include <functional>
#include <optional>
#include <string>

namespace omni::brokers::alpaca {

inline constexpr Duration settleDelay = seconds(3);

struct OrderDesk {
    SharedState state;
    std::function<void(const std::string& why)> onKeyRefused; ///< By the venue, for whatever is asked.
    std::function<void(const std::string& why)> onGap; ///< Something was missed: the account must be compared.

    /// `stop`: of an entry, what it is to have when it fills.
    void submit(const orders::OrderTicket& ticket, const std::optional<orders::PlannedStop>& stop = {}) const;
    void cancel(const orders::OrderTicket& ticket) const;
    /// Somebody else's order. `then` is called with whatever answer, unless the session has ended.
    void cancelExternal(const orders::VenueOrderId& order, std::function<void()> then) const;
    void query(const orders::OrderTicket& ticket) const;

private:
    void start(const orders::OrderTicket& ticket, std::string name, std::string text) const;
};

} // namespace omni::brokers::alpaca
