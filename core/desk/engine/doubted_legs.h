// Legs of which nobody knows whether they have left: what only reduces waits for its record for a moment at most, so
// that a crash may have taken the record of one that stands at the venue.

#pragma once

#include "core/desk/engine/turn.h"

#include <cstdint>

namespace omni::engine {

/// Lots of doubted legs of other families that would close what `entry` opens; at most `orders::largestCount`. They
/// count against what may be sent anew, and take nothing away from what stands at the venue already.
[[nodiscard]] std::int64_t doubtedBeside(const Turn& turn, const orders::OrderTicket& entry);

/// Of a leg that was doubted it is known now whether it had left; call it for every order that is Unknown no more. Legs
/// that never left wait for their entry again, as a pair where both do, under new numbers: a late answer about an old
/// number says nothing of them. Beside a target that had left the stop alone comes again, and the target gives way.
void replantDoubted(Turn& turn, OrderId settled);

} // namespace omni::engine
