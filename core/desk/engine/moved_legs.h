// Stops and targets that a venue does not move: neither Binance nor Alpaca changes the price of an order that works.
// What was asked for is remembered, the leg is taken back, and it comes again where it is wanted: with its pair, or, a
// stop of the desk's own, by `guardProtection`. Between the venue's word on the cancel and the new order none stands
// there, for as long as the two take.
//
// What is remembered is folded (S22), by the number of the leg that is to go.

#pragma once

#include "core/desk/engine/turn.h"

#include <optional>

namespace omni::engine {

/// Of the fold: the venue has refused a change of `leg`, which still stands as it was. People's stops that are orders
/// of their own are left to them: the refusal is told.
void noteRefusedMove(DeskState& state, const orders::OrderRecord& leg);

/// It works, the venue would not move it to where it is wanted, and another would be let there at this moment: it is to
/// be taken back. Else it stands on, as in a market that is closed. Where the market has passed the place of a stop
/// meanwhile the holding is closed.
[[nodiscard]] bool mustTakeBack(Turn& turn, const orders::OrderRecord* leg);

/// Each second, with the refused legs: what could not be taken back before is looked at again.
void retryMoves(Turn& turn);

/// `ticket`, which comes in place of `leg`, gets the price that was wanted of that one.
void placeWhereWanted(const DeskState& state, const orders::OrderRecord& leg, orders::OrderTicket& ticket) noexcept;

/// Of the fold: `planned` has come in place of those before it.
void noteLegInPlace(DeskState& state, const orders::OrderTicket& planned);

/// Of the fold: what was held is gone, or another's.
void forgetMovesOf(DeskState& state, HoldingKey key);
/// Of the fold: the instrument's units are others. The legs stand, and come back, where they are.
void forgetMovesOf(DeskState& state, InstrumentId instrument);

} // namespace omni::engine
