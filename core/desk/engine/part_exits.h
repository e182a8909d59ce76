// Closing a part of a position while legs cover all of it: the legs first become smaller by as much, then the exit
// goes, so that never more than the position may close (S18) and stops never cover less than what stays (S17).
//
// 1. Wanted: stop and target of the holding are replaced down to what stays. A leg that the venue would not change ends
//    with its twin and comes back, smaller.
// 2. The venue has taken all of it: the exit is sent.
// 3. The exit has ended, whole, in part or not at all: the legs follow the holding again.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// A person's order that `views::makesRoomForPart` allows. Of several holders people's own part goes first, then the
/// strategies', each with an order of its own. Refused like any order where the gate would refuse it beside its legs.
void wantPart(Turn& turn, const orders::OrderTicket& ticket);

/// The next step of the parts of an instrument. Called when an order of it has moved, and on its bars.
void advanceParts(Turn& turn, InstrumentId instrument);
/// The next step of all of them.
void retryParts(Turn& turn);

/// Unsigned lots of a holding that its legs leave free for an exit that is not sent yet.
[[nodiscard]] std::int64_t lotsGivenUp(const DeskState& state, HoldingKey key) noexcept;

/// A leg of the holding has ended, or is ending, to come back in another size.
[[nodiscard]] bool isLegComingBack(const DeskState& state, HoldingKey key) noexcept;

} // namespace omni::engine
