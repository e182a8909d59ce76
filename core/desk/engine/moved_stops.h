// Stops that a venue does not move: neither Binance nor Alpaca changes the trigger of a stop that works. What was asked
// for is remembered, the stop is taken back, and it comes again at the new trigger: a leg with its pair, one of the
// desk's own by `guardProtection`. Between the venue's word on the cancel and the new order no stop stands there, for
// as long as the two take.
//
// What is remembered is folded (S22), by the number of the stop that is to go.

#pragma once

#include "core/desk/engine/turn.h"

#include <optional>

namespace omni::engine {

/// Of the fold: the venue has refused a change of `stop`, which still stands as it was. People's stops that are orders
/// of their own are left to them: the refusal is told.
void noteRefusedMove(DeskState& state, const orders::OrderRecord& stop);

/// It works, the venue would not move it to where it is wanted, and another would be let there at this moment: it is to
/// be taken back. Else it stands on, as in a market that is closed. Where the market has passed the place meanwhile the
/// holding is closed.
[[nodiscard]] bool mustTakeBack(Turn& turn, const orders::OrderRecord* stop);

/// Each second, with the refused legs: what could not be taken back before is looked at again.
void retryMoves(Turn& turn);

/// Where a stop that comes in place of `stop` belongs; none: it has no trigger.
[[nodiscard]] std::optional<Ticks> triggerAfter(const DeskState& state, const orders::OrderRecord& stop) noexcept;

/// Of the fold: `planned` has come in place of those before it.
void noteStopInPlace(DeskState& state, const orders::OrderTicket& planned);

/// Of the fold: what was held is gone, or another's.
void forgetMovesOf(DeskState& state, HoldingKey key);
/// Of the fold: the instrument's units are others. The stops stand, and come back, where they are.
void forgetMovesOf(DeskState& state, InstrumentId instrument);

} // namespace omni::engine
