#include "core/desk/engine/bringing_back.h"

#include "core/desk/engine/proposing.h"

#include <algorithm>
#include <optional>

namespace omni::engine {

using namespace events;

namespace {

/// What it was, when it can still be had.
std::optional<ProposalMade> stillToBeHad(const Turn& turn, const DeclinedProposal& declined)
{
    ProposalMade made = declined.was.made;
    made.lifetime = made.lifetime - elapsed(declined.was.at, turn.stamp); // its reasons are no younger for it
    const auto& waiting = turn.state.waiting;
    const bool isOvertaken = std::any_of(waiting.begin(), waiting.end(), [&made](const auto& entry) {
        const auto& other = entry.value.made.proposal;
        return other.strategy == made.proposal.strategy && other.instrument == made.proposal.instrument;
    });
    const bool isOver = elapsed(declined.at, turn.stamp) >= bringBackSpan || made.lifetime.ns <= 0;
    return isOver || isOvertaken || turn.state.switchedOff.contains(made.proposal.strategy) ? std::nullopt
                                                                                            : std::optional(made);
}

} // namespace

void bringBack(Turn& turn, const Command& command, const BringBack& wish)
{
    const auto deny = [&](Denial why) { turn.decide(CommandDenied{why, command.by}); };
    const auto* declined = turn.state.declined.find(wish.proposal);
    if (declined == nullptr) {
        return deny(Denial::NotOpen);
    }
    const auto made = stillToBeHad(turn, *declined);
    if (!made) {
        return deny(Denial::NotOpen);
    }
    proposeAgain(turn, *made);
}

void noteDeclined(DeskState& state, const Stamp& stamp, const ProposalClosed& closed)
{
    state.declined.eraseIf(
        [&stamp](ProposalId, const DeclinedProposal& one) { return elapsed(one.at, stamp) >= bringBackSpan; });
    const auto* waiting = state.waiting.find(closed.proposal);
    if (closed.how == Closing::Declined && waiting != nullptr) {
        state.declined.insertOrAssign(closed.proposal, DeclinedProposal{*waiting, momentOf(stamp)});
    }
}

} // namespace omni::engine
