// The stop of an entry that the venue has refused. Some take none while the rest of its entry still works: it is set
// again after a wait that grows, and at once when that entry is over (F31, S34). Persons' and strategies' entries
// alike.
//
// What is remembered is folded: the mark of the leg, and the wait of its holding.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// It has ended by a refusal and is planned anew as soon as it may be.
[[nodiscard]] bool isRefusedLeg(const DeskState& state, const orders::OrderRecord* leg) noexcept;

/// A refused stop of the holding is not to be sent yet: its wait is not over, or a person has taken a stop away since.
[[nodiscard]] bool mustRefusedLegWait(const Turn& turn, HoldingKey key) noexcept;

/// The house itself has not let the stop out (events/own_word.h), and meanwhile its entry has ended and has filled
/// more: the stop was outgrown on its way and is planned anew, in the size of now, without a wait. That is no word to
/// anybody. Each must be larger than every one of its entry that was refused before, so it does not go on without an
/// end (F31). Behind the fold.
[[nodiscard]] bool isOutgrownLeg(const DeskState& state, const orders::OrderRecord& leg,
                                 const events::OrderReport& report);

/// That one could not be sent anew all the same: a person is told.
void tellIfNotSentAnew(Turn& turn, OrderId leg);

/// Looks at what the venue has refused once more.
void retryRefusedLegs(Turn& turn);

// --- of the fold -----------------------------------------------------------------------------------------------------

/// The venue's word on the order has been booked.
void noteRefusedLeg(DeskState& state, const Stamp& stamp, const events::OrderReport& report,
                    const orders::Outcome& outcome);

/// The entry has ended: what could not stand beside it may stand now.
void noteEntryEnded(DeskState& state, OrderId entry);

} // namespace omni::engine
