// From a strategy's wish to a proposal that a person can sign: size, stop, loss, the gate's preview, the digest.

#pragma once

#include "core/desk/engine/turn.h"
#include "core/trade/strategy/proposal.h"

namespace omni::engine {

/// What a strategy wishes on a finished bar. An exit is carried out; an entry becomes a proposal, or waits for the exit
/// of its own opposite position.
void takeWish(Turn& turn, StrategyId strategy, InstrumentId instrument, const strategy::Proposal& wish);

/// Entries whose exit is done are proposed now.
void proposeDeferred(Turn& turn, HoldingKey key);

/// Makes the proposal anew with other figures; the old one is superseded.
void amend(Turn& turn, const WaitingProposal& old, const events::Amend& with);

/// Records a proposal that stood before, with the figures and the gate's word of now. Nobody but a person approves it.
void proposeAgain(Turn& turn, events::ProposalMade made);

/// The order that approving would send, for `size` lots of it.
[[nodiscard]] orders::OrderTicket ticketFor(const WaitingProposal& waiting, Lots size);
/// Of the exact order that `size` lots of it are.
[[nodiscard]] Digest digestFor(const WaitingProposal& waiting, Lots size);
/// What an approval of `size` lots must sign: that, and position and open orders as they stand (views/standing.h).
[[nodiscard]] Digest signedDigestFor(const DeskState& state, const WaitingProposal& waiting, Lots size);

/// Proposals reached by `scope` are gone. Returns how many there were.
std::size_t withdraw(Turn& turn, risk::Scope scope, events::Cause cause, PrincipalId by);

/// Proposals whose time is up; of those that wait on somebody is reminded (reminding.h).
void expireProposals(Turn& turn);

} // namespace omni::engine
