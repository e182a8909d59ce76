// A pair of closing legs of which the target has traded in part and the venue has ended the stop for it: venues that
// hold both as one order list do so with the first lot (Binance's OCO). What is left would have no stop (S17, S34), so
// the target gives way, and both come back as a pair in the size that is left.

#pragma once

#include "core/desk/engine/desk_state.h"

namespace omni::engine {

/// Of the fold: the venue's word on `leg`, or an execution of it, has been booked; the two come in either order. A stop
/// whose end somebody here has asked for stays away.
void noteTornPair(DeskState& state, OrderId leg);

} // namespace omni::engine
