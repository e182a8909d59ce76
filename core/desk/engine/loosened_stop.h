// How far a person may draw a protective stop away.

#pragma once

#include "core/desk/engine/turn.h"

#include <optional>

namespace omni::engine {

/// Drawing a stop nearer is free. Away from the market it may go only as far as an entry's stop might lie: what the
/// position would lose at `trigger`, counted from what it cost, stays within the loss at stop and within the hard stop
/// distance. Nothing: it may. `order` is reduce-only and has a trigger.
[[nodiscard]] std::optional<risk::Refusal> refusalOfLooserStop(Turn& turn, const orders::OrderRecord& order,
                                                               Ticks trigger);

} // namespace omni::engine
