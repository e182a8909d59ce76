// What the engine wants done in the world. Carried out by the outbox once the journal holds the event that caused it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/orders/planned_stop.h"
#include "core/trade/risk/gate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace omni::events {

struct Submit {
    risk::ClearedOrder order;
    std::optional<orders::PlannedStop> stop = {}; ///< Of an entry: what it is to have when it fills.
};
struct Cancel {
    OrderId order;
};
struct Replace {
    OrderId order;
    std::optional<Lots> size;
    std::optional<Ticks> limit, stop;
};
struct Query {
    OrderId order;
};
struct Reconcile {
    AccountId account;
};
/// Ends somebody else's order on the account.
struct CancelExternal {
    AccountId account;
    InstrumentId instrument;
    orders::VenueOrderId venueOrderId;
};
struct StartJob {
    std::uint64_t job = 0;
    std::string kind;
};

using Effect = std::variant<Submit, Cancel, Replace, Query, Reconcile, StartJob, CancelExternal>;

/// Waits for a durable intent. Cancels may leave late and be recorded late; everything else may not (rulings 3).
[[nodiscard]] inline bool waitsForJournal(const Effect& effect) noexcept
{
    return !std::holds_alternative<Cancel>(effect);
}

} // namespace omni::events
