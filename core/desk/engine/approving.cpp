#include "core/desk/engine/approving.h"

#include "core/desk/engine/guarding.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
#include "core/desk/engine/risk_view.h"
#include "core/trade/risk/approval_guard.h"

namespace omni::engine {

namespace {

using namespace events;

/// The price has left the band that was consented to.
bool drifted(Turn& turn, const WaitingProposal& waiting)
{
    const auto now = turn.market.reference(waiting.made.proposal.instrument);
    if (!turn.state.session.driftGuard) {
        return false;
    }
    if (!risk::isBeyondDrift(waiting.made.proposal.reference, waiting.made.driftAllowed, now)) {
        return false;
    }
    turn.decide(ProposalDrifted{waiting.made.proposal.id, now.value_or(Ticks{}), waiting.made.driftAllowed});
    return true;
}

/// Sends the approved order if the gate still clears it. `waiting` is a copy: the fold removes the original.
void send(Turn& turn, const WaitingProposal waiting, ApprovalGranted granted)
{
    orders::OrderTicket ticket = ticketFor(waiting, granted.size);
    ticket.id = OrderId{turn.state.nextOrder};
    const auto order = cleared(turn, ticket, waiting.made.stop);
    if (!order) {
        return; // it waits on; the refusal says why
    }
    turn.decide(granted);
    planEntry(turn, ticket, waiting.made.stop, waiting.made.target, granted.digest);
    turn.decide(ProposalClosed{waiting.made.proposal.id, Closing::Approved, Cause::Person, granted.by});
    release(turn, *order);
}

bool isWithin(const Turn& turn, const Grant& grant, const WaitingProposal& waiting)
{
    const bool isToday = grant.day == turn.state.day;
    const std::int64_t used = isToday ? grant.valueUsed.e8 : 0;
    const std::int32_t orders = isToday ? grant.ordersUsed : 0;
    const std::int64_t lost = isToday ? grant.lossUsed.e8 : 0;
    const auto value = checkedSum(used, waiting.made.value.e8);
    return value && lost < grant.terms.lossPerDay.e8 && *value <= grant.terms.valuePerDay.e8
        && orders < grant.terms.ordersPerDay;
}

/// The last grant that ends takes mode Automatic with it.
void endGrant(Turn& turn, StrategyId strategy, InstrumentId instrument, Cause cause)
{
    turn.decide(AutonomyEnded{strategy, cause});
    if (cause == Cause::Budget) {
        turn.alert(AlertLevel::Warning, "autonomy.budget_used", instrument);
    }
    if (turn.state.grants.isEmpty()) {
        lowerMode(turn, risk::Mode::Manual, cause, desk, "no budget is left");
    }
}

} // namespace

void approve(Turn& turn, const Command& command, const Approve& approval)
{
    const auto deny = [&](Denial why) { turn.decide(CommandDenied{why, command.by}); };
    const auto* waiting = turn.state.waiting.find(approval.proposal);
    if (waiting == nullptr) {
        return deny(Denial::NotOpen);
    }
    if (waiting->made.lifetime - elapsed(waiting->at, turn.stamp) < leastTimeToApprove) {
        return deny(Denial::TooLate);
    }
    const bool isByValue = waiting->made.ticket.notional.has_value();
    if (!isByValue && (approval.size.count <= 0 || approval.size > waiting->made.ticket.size)) {
        return deny(Denial::SizeRaised);
    }
    if (approval.digest != signedDigestFor(turn.state, *waiting, approval.size)) {
        return deny(Denial::WrongDigest);
    }
    if (drifted(turn, *waiting)) {
        return;
    }
    send(turn, *waiting,
         ApprovalGranted{approval.proposal, command.by, command.path, false, approval.size,
                         digestFor(*waiting, approval.size), approval.seen});
}

void approveByGrant(Turn& turn, ProposalId proposal)
{
    const auto* waiting = turn.state.waiting.find(proposal);
    if (waiting == nullptr || turn.state.mode != risk::Mode::Automatic) {
        return;
    }
    const auto* grant = turn.state.grants.find(waiting->made.proposal.strategy);
    if (grant == nullptr) {
        return;
    }
    if (!isWithin(turn, *grant, *waiting)) {
        endGrant(turn, waiting->made.proposal.strategy, waiting->made.proposal.instrument, Cause::Budget);
        return;
    }
    ApprovalGranted granted;
    granted.proposal = proposal;
    granted.by = grant->by;
    granted.automatic = true;
    granted.size = waiting->made.ticket.size;
    granted.digest = waiting->made.digest;
    granted.seen = {waiting->made.bid, waiting->made.ask, {}, waiting->made.lossAtStop, turn.stamp.wall};
    send(turn, *waiting, granted);
}

void endGrantOnLoss(Turn& turn, StrategyId strategy, InstrumentId instrument)
{
    const auto* grant = turn.state.grants.find(strategy);
    if (grant != nullptr && grant->day == turn.state.day && grant->lossUsed >= grant->terms.lossPerDay) {
        endGrant(turn, strategy, instrument, Cause::Budget);
    }
}

void endGrants(Turn& turn)
{
    for (const auto& entry : std::vector(turn.state.grants.begin(), turn.state.grants.end())) {
        if (elapsed(entry.value.at, turn.stamp) >= entry.value.terms.span) {
            endGrant(turn, entry.key, {}, Cause::Expiry);
        }
    }
}

} // namespace omni::engine
