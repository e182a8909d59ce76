// Breakers, latches and the day: what stops new exposure by itself.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// Equity may have moved: daily loss and drawdown are compared at once (S19).
void guardEquity(Turn& turn);

/// Once a second of market time: opens a new day, notes a new peak or a deeper fall. `marketTime`: the venue's, of the
/// tick in hand; zero: it did not say.
void sampleEquity(Turn& turn, Timestamp marketTime);

/// A closed round trip may have tripped a breaker.
void guardCounts(Turn& turn);

/// A venue that refuses one order after the other, a strategy that trades the same way again and again.
void guardManners(Turn& turn, const Folded& folded, InstrumentId instrument, StrategyId strategy);

void trip(Turn& turn, const events::BreakerTripped& breaker);

/// The breaker of that trouble; the desk is halted and its entries cancelled. A strategy that was running is off. Where
/// the broker has restricted the account the mode is lowered to ReduceOnly: strategies wait, positions can be closed;
/// so it is where the record is behind the venue, and is not `isTold` already, with the breaker Mismatch.
void meetTrouble(Turn& turn, const events::TroubleFound& trouble, bool isTold);
/// Real money that is not granted any more: what stands at the venue can still be closed and cancelled.
void meetVouching(Turn& turn, const events::LiveVouched& vouched);

/// The strategy is heard no more until a person switches it on; its proposals go, its entries are cancelled, its stops
/// stay.
void switchOff(Turn& turn, StrategyId strategy, events::Cause cause, PrincipalId by);

/// Behind the reset of a latch: the strategies that it had stopped stay so until each is switched on. That of one
/// symbol had stopped none of them as a whole.
void stopStrategies(Turn& turn, risk::Scope scope, PrincipalId by);

/// Lowers the mode. Proposals go when nobody may approve them any more.
void lowerMode(Turn& turn, risk::Mode mode, events::Cause cause, PrincipalId by, std::string_view reason);

/// What a latch of that level does at once in its scope. The latch itself is in the state already.
void obeyLatch(Turn& turn, risk::Scope scope, risk::KillLevel level, PrincipalId by);

/// The session before was cut off: a press may be on the record of which what follows from it is not. Entries in the
/// scope of each latch are cancelled, and where everything is to be flat, what was held before the press is closed.
/// What came after it stays: a person's own doing under a latch is not the press's.
void resumeLatches(Turn& turn);

/// An order has filled that may have been on its way when everything was to be flat: what it opened is closed, too.
void flattenLate(Turn& turn, const orders::OrderTicket& ticket);

/// An execution was taken back or changed, of an order of `strategy`, or of nobody's: what is held for it where
/// everything is to be flat is closed, too.
void flattenReversed(Turn& turn, StrategyId strategy, InstrumentId instrument);

/// The broker's position has been compared (`DeskState::reported`): where it is not ours, and nobody has seen that, the
/// symbol is latched and nothing new is opened (F49).
void meetMismatch(Turn& turn, const events::PositionReported& report);

/// Somebody else's order on the account was reported: a person is told where there is no room for it, and that nothing
/// new is risked until a comparison finds room for all.
void tellExternal(Turn& turn, const events::ExternalOrderReported& report);

/// The broker's cash has been compared (`DeskState::reportedCash`): a person is told where it is not ours.
void tellCash(Turn& turn, const events::CashReported& report);

} // namespace omni::engine
