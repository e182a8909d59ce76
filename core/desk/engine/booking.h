// Booking what venues say about orders and executions. Part of `fold`: mechanical, all or nothing.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/engine/fold.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"

namespace omni::engine {

/// Once for ever (S7). A fill that names an order of ours but not its instrument, side or account moves the position
/// that it names, and no order: `contradicts`.
[[nodiscard]] Folded bookFill(DeskState& state, const Stamp& stamp, const orders::Fill& fill);

/// Invalid for words that are not a venue's; Conflict for a word about an order that was never sent.
[[nodiscard]] Folded bookReport(DeskState& state, const Stamp& stamp, const events::OrderReport& report);

[[nodiscard]] Folded bookBust(DeskState& state, const Stamp& stamp, const events::FillBusted& busted);
[[nodiscard]] Folded bookCorrection(DeskState& state, const Stamp& stamp, const events::FillCorrected& corrected);

/// The position becomes the broker's; holdings follow so that their sum stays the position.
void bookAdoption(DeskState& state, const Stamp& stamp, const events::PositionAdopted& adopted);

/// Adds `change` lots to what a strategy, or people (0), hold.
void hold(DeskState& state, const Stamp& stamp, HoldingKey key, std::int64_t change);

/// What a strategy holds of an instrument is from now on nobody's in particular: the account's position has no such
/// part any more.
void disown(DeskState& state, const Stamp& stamp, HoldingKey key);

/// A latch that cancels everything ends the parts that are being closed in its reach, and no leg comes back.
void endParts(DeskState& state, risk::Scope scope, risk::KillLevel level);

/// A bracket whose entry and legs have all ended is forgotten, unless a leg of it is to come back. `order`: any of the
/// three.
void dropFinishedBracket(DeskState& state, OrderId order);

/// Lots that a leg has closed.
[[nodiscard]] std::int64_t closedBy(const orders::OrderRecord& leg) noexcept;
/// Counts what a leg has closed in whose place another was planned.
void addClosed(Bracket& bracket, std::int64_t lots) noexcept;

/// Forgets what is older than `recordsKept`.
void forgetOld(DeskState& state, const Stamp& stamp);

/// An order that closes on the desk's own account: no leg of a bracket, no person's ticket.
[[nodiscard]] bool isOwnExit(const orders::OrderTicket& ticket) noexcept;

/// A stop that the desk has put where a holding had none; a leg comes from its entry.
[[nodiscard]] bool isStopOfTheDesk(const orders::OrderTicket& ticket) noexcept;

/// An order that was to close has been refused, or has ended without doing so: the next waits longer.
void noteExitFailure(DeskState& state, const Stamp& stamp, const orders::OrderTicket& ticket);

/// What the books and the account hold is the same: to the lot. Where lots of a coin are finer than 1e-8 of it the
/// account may hold more by less than that, since its fees are booked in those, rounded up.
[[nodiscard]] bool isSamePosition(const DeskState& state, InstrumentId instrument, Lots own, Lots there) noexcept;

/// What the positions hold of a coin that is bought under several symbols, or pays for another: the broker has one sum
/// of it. Only where a lot is 1e-8 of it, so that none has dust; zero of any other. None: out of range.
[[nodiscard]] std::optional<Money> coinsHeld(const DeskState& state, CurrencyId currency);

/// The account's word on it was compared: they agree, or differ since now at the latest. What a person has seen of it
/// is forgotten once they agree.
void noteCompared(DeskState& state, const Stamp& stamp, const events::DifferenceSubject& what, bool differs);

/// Capital that comes or goes is neither gain nor loss: what losses are measured from moves with it. An amount whose
/// worth is not known moves nothing, and equity is unknown then, too.
void moveCapital(DeskState& state, const Stamp& stamp, CurrencyId currency, Money amount);

/// Cash follows the broker's, as capital or as a result.
void bookCashAdoption(DeskState& state, const Stamp& stamp, const events::CashAdopted& adopted);

} // namespace omni::engine
