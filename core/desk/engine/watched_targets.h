// Targets that a venue does not take beside their stop: Alpaca sells no share twice. The stop stands there; the desk
// watches the price of the target and closes at market when it is reached, the stop making room first (part_exits.h).
//
// What is remembered is folded: the mark of the leg. A watch ends with its first try: what the gate refuses then is
// told, and the stop stays.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// It was refused beside its stop and is watched.
[[nodiscard]] bool isWatchedTarget(const DeskState& state, OrderId leg) noexcept;

/// On each tick of the instrument. A long is closed at a bid at or above the target's limit, a short at an ask at or
/// below it.
void closeAtTargets(Turn& turn, InstrumentId instrument);

/// Of the fold: the venue's word on the order has been booked.
void noteWatchedTarget(DeskState& state, const events::OrderReport& report, const orders::Outcome& outcome);

} // namespace omni::engine
