// Books what happened and what was decided into the state. Mechanical: it decides nothing, needs no market and no
// limits, and never fails half-way. Recovery is this function over the journal, and nothing else.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"

#include <optional>

namespace omni::engine {

/// What a fold found, for those who decide upon it.
struct Folded {
    bool repeated = false; ///< A fill that was booked before; trouble that was told before and is told once.
    bool external = false; ///< A fill of an order that is not ours.
    bool contradicts = false; ///< A fill that names an order of ours, but another instrument, side or account.
    bool repeatsTooOften = false; ///< The strategy has entered the same way too often (F61).
    bool rejectsTooOften = false; ///< The venue has refused too often.
    bool limitsKept = false; ///< A session was started with looser limits than stood: those that stood stay (S13).
    bool feeOnly = false; ///< A correction of a fill's fee and of nothing else.
    bool wasCutOff = false; ///< The session before the one that starts has no end on record.
    std::optional<orders::Outcome> order; ///< What became of the order named.
    std::optional<portfolio::BookedFill> booked;
    std::optional<Error> error; ///< It could not be booked; the state is as before.
    OrderId orderId; ///< Whose `order` is.
};

/// Market data change nothing durable.
Folded fold(DeskState& state, const Stamp& stamp, const events::Event& event);
void fold(DeskState& state, const Stamp& stamp, const events::Fact& fact);

} // namespace omni::engine
