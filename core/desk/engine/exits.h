// Closing positions: first the orders that stand in the way, then exactly what is left, never more (S18).
//
// Cancel, wait until the venue confirms, then send the rest reduce-only: a leg that fills while it is being cancelled
// is counted before the exit is sized.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// A holding is to be closed. Strategy 0: the whole position of the instrument, whoever made it. Nothing is cancelled
/// for an exit that mode or latch would refuse: the stop that stands is worth more.
void wantExit(Turn& turn, HoldingKey key, orders::Origin origin, events::Cause cause, PrincipalId by);

/// The market has passed the trigger of a stop that cannot stand there any more: what it would have closed is closed.
/// False: a split looks like a fall, and where the account may hold something else than the books a person looks first
/// (F46).
[[nodiscard]] bool closeAtPassedStop(Turn& turn, HoldingKey key);

/// The next step of an exit that is wanted: cancels, sends, or ends it. Called when an order of the instrument has
/// moved, and on its bars.
void advanceExit(Turn& turn, HoldingKey key);

/// All wanted exits of an instrument, and the parts of it that are being closed (part_exits.h).
void advanceExits(Turn& turn, InstrumentId instrument);

/// All wanted exits and parts: those whose order was refused are tried again when their wait is over.
void retryExits(Turn& turn);

/// Where the venue has refused to cancel or to change something: the next step of legs and exits, with the next asking
/// of those whose wait is over.
void askAgainWhatWasRefused(Turn& turn);

/// Draws stops closer and closes what has had its time, on a finished bar of a strategy's own series.
void tendPositions(Turn& turn, StrategyId strategy, const market::Bar& bar);

} // namespace omni::engine
