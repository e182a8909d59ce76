// Consent: who approved which exact order, and whether it still holds at the moment of sending.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// With less than this left nobody approves a proposal any more: it would be decided in haste (ui-spec 7).
inline constexpr Duration leastTimeToApprove = seconds(3);

/// The approval of a person with the right. Checked in this order: proposal open, time left, size and digest, drift,
/// gate. The first that fails is recorded and nothing is sent; otherwise the entry goes out with its legs (P1 to P4).
void approve(Turn& turn, const events::Command& command, const events::Approve& approval);

/// In mode Automatic, and only within the budget that was granted to its strategy, a proposal approves itself.
void approveByGrant(Turn& turn, ProposalId proposal);

/// A strategy has lost what its budget allows for a day: it trades on its own no longer.
void endGrantOnLoss(Turn& turn, StrategyId strategy, InstrumentId instrument);

/// Budgets whose time is up.
void endGrants(Turn& turn);

} // namespace omni::engine
