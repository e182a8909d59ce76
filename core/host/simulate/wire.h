// What reached the venue, message by message, as the venue itself wrote it down. The desk has no hand in it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/orders/order.h"

#include <cstdint>
#include <optional>

namespace omni::simulate {

struct WireMessage {
    enum class Kind : std::uint8_t { New, Cancel, Replace, Query, Reconcile };
    Kind kind = Kind::New;
    OrderId order; ///< None for Reconcile.
    orders::ClientOrderId clientId; ///< Of New: install nonce, start nonce of the session that sent it, number, role.
    orders::OrderTicket ticket; ///< Of New: as it was sent.
    std::optional<Lots> size; ///< Of Replace: the new total.
    std::optional<Ticks> limit, stop; ///< Of Replace.
    Timestamp at; ///< Virtual wall time.
    Monotonic mono; ///< Virtual monotonic time, over all sessions of the seed: it never goes back.
};

} // namespace omni::simulate
