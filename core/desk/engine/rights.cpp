#include "core/desk/engine/rights.h"

#include "core/desk/engine/principals.h"

#include <algorithm>
#include <variant>

namespace omni::engine {

namespace {

using namespace events;
using risk::Action;
using risk::Answer;

class Judge
{
public:
    Judge(const DeskState& state, const Command& command)
        : m_state(state)
        , m_command(command)
        , m_roles(rolesOf(state, command.by))
    {
    }

    Judged operator()(const Approve& wish) const
    {
        const auto* waiting = m_state.waiting.find(wish.proposal);
        const bool isOwn = waiting != nullptr && waiting->made.ticket.by == m_command.by;
        return by(isOwn ? Action::ApproveOwnProposal : Action::DecideProposal);
    }
    Judged operator()(const BringBack& wish) const
    {
        const auto* declined = m_state.declined.find(wish.proposal);
        const bool isOwn = declined != nullptr && declined->was.made.ticket.by == m_command.by;
        return isOwn ? Judged{Action::DecideProposal, Answer::Deny} : by(Action::DecideProposal);
    }
    Judged operator()(const Decline&) const
    {
        return sayingNo();
    }
    Judged operator()(const Snooze&) const
    {
        return sayingNo();
    }
    Judged operator()(const Amend&) const
    {
        return by(Action::DecideProposal);
    }
    Judged operator()(const PlaceOrder&) const
    {
        return by(Action::PlaceOrder);
    }
    Judged operator()(const ReplaceOrder&) const
    {
        return by(Action::PlaceOrder);
    }
    Judged operator()(const MoveStop&) const
    {
        return by(Action::PlaceOrder);
    }
    Judged operator()(const CancelOrder&) const
    {
        return by(Action::CancelOrder);
    }
    Judged operator()(const CancelOrders&) const
    {
        return by(Action::CancelOrder);
    }
    Judged operator()(const CancelExternalOrder&) const
    {
        return by(Action::CancelOrder);
    }
    Judged operator()(const QueryOrder&) const
    {
        return by(Action::SeePositions);
    }
    Judged operator()(const AddNote&) const
    {
        return by(Action::SeePositions);
    }
    Judged operator()(const Kill& kill) const
    {
        const bool isOne = kill.level != risk::KillLevel::None; // none is no kill, and refused as such
        return {Action::Kill,
                isOne ? risk::authorityToKill(m_roles, kill.level, m_command.path, circumstances())
                      : risk::authority(m_roles, Action::Kill, m_command.path, circumstances())};
    }
    Judged operator()(const ResetKill&) const
    {
        return by(Action::RearmAfterKill);
    }
    Judged operator()(const SetMode& wish) const
    {
        const auto action = wish.mode == risk::Mode::Automatic ? Action::TurnApprovalOff : Action::RearmAfterKill;
        if (wish.mode <= m_state.mode) {
            return anybody();
        }
        // Before it is granted there nothing is armed whoever asks. Who might be asked for a code is told that first.
        const Judged judged = by(action);
        const bool isUngranted = m_state.session.environment == orders::Environment::Live
            && (!m_state.isLiveGranted || m_state.people.isEmpty());
        return isUngranted && judged.answer != Answer::Deny ? Judged{action, Answer::Allow} : judged;
    }
    Judged operator()(const GrantAutonomy&) const
    {
        return by(Action::TurnApprovalOff);
    }
    Judged operator()(const EndAutonomy&) const
    {
        return anybody();
    }
    Judged operator()(const SwitchStrategy& wish) const
    {
        return by(wish.on ? Action::StartStrategy : Action::StopStrategy);
    }
    /// The limits of the desk are nobody's own.
    Judged operator()(const SetLimits& wish) const
    {
        const bool isTighter = risk::isTighterOrEqual(wish.limits, m_state.session.limits);
        return by(isTighter ? Action::TightenLimit : Action::LoosenLimit);
    }
    Judged operator()(const ClearBreaker&) const
    {
        return by(Action::RearmAfterLatch);
    }
    Judged operator()(const SettleUnknown&) const
    {
        return by(Action::RearmAfterLatch);
    }
    Judged operator()(const AdoptPosition&) const
    {
        return by(Action::RearmAfterLatch);
    }
    Judged operator()(const AdoptCash&) const
    {
        return by(Action::RearmAfterLatch);
    }
    /// Books without a history hide nothing yet. Of real money two look at what they begin with.
    Judged operator()(const AdoptOpening&) const
    {
        const bool isLive = m_state.session.environment == orders::Environment::Live;
        return by(isLive ? Action::RearmAfterLatch : Action::RearmAfterKill);
    }
    Judged operator()(const IgnoreDifference&) const
    {
        return by(Action::RearmAfterLatch);
    }
    /// It settles a difference, and trades.
    Judged operator()(const CloseDifference&) const
    {
        return {Action::RearmAfterLatch, std::min(by(Action::RearmAfterLatch).answer, by(Action::PlaceOrder).answer)};
    }

private:
    [[nodiscard]] risk::Circumstances circumstances() const noexcept
    {
        return {m_state.session.environment, false, true};
    }
    [[nodiscard]] Judged by(Action action) const noexcept
    {
        return {action, risk::authority(m_roles, action, m_command.path, circumstances())};
    }
    /// What only takes risk away, and stops no order: down is everybody's (rulings 1).
    [[nodiscard]] static Judged anybody() noexcept
    {
        return {Action::Kill, Answer::Allow};
    }
    [[nodiscard]] Judged sayingNo() const noexcept
    {
        return {Action::DecideProposal, risk::mayDecline(m_roles, m_command.path, circumstances())};
    }

    const DeskState& m_state;
    const Command& m_command;
    risk::Roles m_roles;
};

} // namespace

risk::Roles rolesOf(const DeskState& state, PrincipalId by) noexcept
{
    const auto kind = kindOf(by);
    const auto alone = risk::rolesOf(kind, state.session.environment);
    if (state.people.isEmpty() || kind == risk::PrincipalKind::Strategy || kind == risk::PrincipalKind::Breaker) {
        return alone;
    }
    if (kind == risk::PrincipalKind::Script && alone.isEmpty()) {
        return alone;
    }
    const auto* vouched = state.people.find(kind == risk::PrincipalKind::Script ? owner : by);
    return vouched != nullptr ? *vouched : risk::Roles{};
}

Judged judged(const DeskState& state, const Command& command)
{
    return std::visit(Judge(state, command), command.what);
}

std::optional<Denial> denialOf(const Judged& judged, const Command& command) noexcept
{
    if (judged.answer == Answer::Deny) {
        return judged.action == Action::ApproveOwnProposal ? Denial::OwnProposal : Denial::NoRight;
    }
    return judged.answer != Answer::Allow && !command.stepUp ? std::optional(Denial::StepUpMissing) : std::nullopt;
}

} // namespace omni::engine
