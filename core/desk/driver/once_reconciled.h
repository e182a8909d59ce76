// What a session with a broker still has to do at its beginning, once the account has been compared: the first session
// of an account takes what it holds as the opening of the books, then the desk is armed.

#pragma once

#include "core/desk/driver/session_opening.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/engine/market_memory.h"
#include "core/desk/events/event.h"

#include <vector>

namespace omni::driver {

/// Something that the account holds has no price yet: until it has one, the books cannot be opened with it.
[[nodiscard]] bool waitsForPrices(const engine::DeskState& state, const engine::MarketMemory& market);

/// In the order in which the desk must take them; of LIVE none, since a person opens its books and arms it. All that is
/// reported opens the books in an account without any history, and only there: a later difference is a person's to
/// settle (F49).
[[nodiscard]] std::vector<events::Event> eventsOnceReconciled(const engine::DeskState& state,
                                                              const SimulatedSetup& setup);

} // namespace omni::driver
