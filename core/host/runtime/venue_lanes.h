// The ways between the outbox and the thread of a venue session.

#pragma once

#include "core/base/ids.h"
#include "core/base/spsc_ring.h"
#include "core/base/time.h"
#include "core/desk/events/effect.h"
#include "core/trade/orders/order.h"
#include "core/trade/orders/order_event.h"

#include <variant>

namespace omni::runtime {

/// What is to be sent, with the order that it is about: the last look needs it.
struct Sending {
    std::variant<std::monostate, events::Submit, events::Cancel, events::Replace, events::Query, events::Reconcile,
                 events::CancelExternal>
        what;
    orders::OrderTicket ticket;
    Monotonic decided = {}; ///< When the engine wanted it.
    Sequence by = {}; ///< The record that wants it.
};

/// What the outbox must know of the venue's words to keep its list of open orders.
struct Echo {
    OrderId order;
    orders::OrderEventKind kind = orders::OrderEventKind::Accepted; ///< PartFilled: `filled` more.
    Lots filled;
};

struct VenueLanes {
    SpscRing<Sending, 256> sendings; ///< Outbox to venue.
    SpscRing<Echo, 1'024> echoes; ///< Venue to outbox.
};

} // namespace omni::runtime
