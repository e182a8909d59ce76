// Other increments, or a split: lots and prices of an instrument in their new units. Part of `fold`: mechanical.
//
// The market goes on in the new units whatever our orders say. So an order never refuses them: it is rounded to the
// safe side (core/trade/orders/ledger.h). A position that does not come out even is refused, for no book could hold it.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/events/event.h"

namespace omni::engine {

/// An error changes nothing.
[[nodiscard]] Result<void> bookIncrements(DeskState& state, const Stamp& stamp, const market::Instrument& before,
                                          const market::Instrument& after);
[[nodiscard]] Result<void> bookSplit(DeskState& state, const Stamp& stamp, const events::SplitHappened& split);

} // namespace omni::engine
