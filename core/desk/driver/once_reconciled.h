// What a session with a broker still has to do at its beginning, once the account has been compared: the first session
// of an account takes what it holds as opening balances, then the desk is armed.

#pragma once

#include "core/desk/driver/session_opening.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/events/event.h"

#include <vector>

namespace omni::driver {

/// In the order in which the desk must take them. Cash is brought by recorded deposits ("opening balance") in an
/// account without any history, and only there: a later difference is a person's to settle (F49).
[[nodiscard]] std::vector<events::Event> eventsOnceReconciled(const engine::DeskState& state,
                                                              const SimulatedSetup& setup);

} // namespace omni::driver
