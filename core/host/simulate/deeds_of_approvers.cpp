// What people do with proposals: approve them, refuse them, think better of it, and get it wrong.

#include "core/host/simulate/world.h"

#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
#include "core/desk/views/standing.h"

namespace omni::simulate {

using namespace events;

bool World::decide(StepKind kind)
{
    const ProposalId proposal = anyProposal();
    switch (kind) {
    case StepKind::Approve:
        return approve(1);
    case StepKind::ApproveTwice:
        return approve(2);
    case StepKind::ApproveWrongly:
        return approveWrongly();
    case StepKind::Decline:
        return decline(proposal);
    case StepKind::Snooze:
        return proposal && say(Snooze{proposal, seconds(m_random.between(1, 90))});
    default:
        return proposal && amend(proposal);
    }
}

/// Some think better of it, in time or a moment too late, once or twice.
bool World::decline(ProposalId proposal)
{
    if (!proposal || !say(Decline{proposal})) {
        return false;
    }
    if (m_random.below(3) == 0) {
        pass(milliseconds(m_random.between(0, 6'000)), m_random.below(2) == 0);
        const bool isThere = m_process != nullptr && !broken();
        const int times = m_random.below(6) == 0 ? 2 : 1;
        for (int i = 0; i < times && isThere; ++i) {
            static_cast<void>(say(BringBack{proposal}));
        }
    }
    return true;
}

bool World::approve(int times)
{
    auto& engine = m_process->engine();
    const ProposalId proposal = anyProposal();
    const auto* waiting = engine.state().waiting.find(proposal);
    if (waiting == nullptr) {
        return false;
    }
    Lots size = waiting->made.ticket.size;
    if (m_random.below(6) == 0 && size.count > 1) {
        size = Lots{1 + static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(size.count)))};
    }
    const Approve approval = approvalOf(*waiting, size);
    bool isSaid = true;
    for (int i = 0; i < times; ++i) {
        isSaid = say(approval) && isSaid;
    }
    return isSaid;
}

bool World::approveWrongly()
{
    auto& engine = m_process->engine();
    const ProposalId proposal = anyProposal();
    const auto* waiting = engine.state().waiting.find(proposal);
    Approve approval;
    approval.proposal = ProposalId{1 + m_random.below(engine.state().nextProposal)};
    if (waiting == nullptr) {
        return say(approval);
    }
    const std::uint64_t how = m_random.below(4);
    approval.proposal = how == 2 ? approval.proposal : proposal;
    approval.size = Lots{waiting->made.ticket.size.count + (how == 1 ? 1 : 0)};
    approval.digest = engine::signedDigestFor(engine.state(), *waiting, approval.size);
    if (how == 3) { // he looked while another position was held
        const Lots held{engine.state().portfolio.position(waiting->made.proposal.instrument).lots.count + 1};
        approval.digest
            = views::signedDigest(engine::digestFor(*waiting, approval.size), views::standingDigest(held, {}, {}));
    }
    if (how == 0) {
        approval.digest[m_random.below(approval.digest.size())] ^= std::byte{1};
    }
    return say(approval);
}

bool World::amend(ProposalId proposal)
{
    const auto* waiting = m_process->engine().state().waiting.find(proposal);
    Amend change;
    change.proposal = proposal;
    const auto& made = waiting->made;
    if (m_random.below(2) == 0) {
        change.size = Lots{m_random.between(0, made.ticket.size.count + 2)};
    }
    if (made.stop && m_random.below(2) == 0) {
        change.stop = Ticks{made.stop->count + m_random.between(-20, 20)};
    }
    if (made.target && m_random.below(3) == 0) {
        change.target = Ticks{made.target->count + m_random.between(-20, 20)};
    }
    return say(change);
}

/// What a person sends who reads everything and takes it as it is.
Approve World::approvalOf(const engine::WaitingProposal& waiting, Lots size)
{
    Approve approval;
    approval.proposal = waiting.made.proposal.id;
    approval.size = size;
    approval.digest = engine::signedDigestFor(m_process->engine().state(), waiting, size);
    approval.seen.at = m_clock.wall();
    approval.seen.lossAtStop = waiting.made.lossAtStop;
    return approval;
}

} // namespace omni::simulate
