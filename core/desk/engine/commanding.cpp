#include "core/desk/engine/commanding.h"

#include "core/desk/engine/approving.h"
#include "core/desk/engine/bringing_back.h"
#include "core/desk/engine/closing_by_hand.h"
#include "core/desk/engine/differences.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/guarding.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/part_exits.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
#include "core/desk/engine/replacing.h"
#include "core/desk/engine/rights.h"
#include "core/desk/engine/risk_view.h"
#include "core/desk/engine/seconding.h"
#include "core/desk/events/broker_refused.h"
#include "core/desk/views/gate_view.h"

#include <algorithm>
#include <cstdlib>

namespace omni::engine {

namespace {

using namespace events;

constexpr Duration longestGrant = days(31);

/// One command being obeyed, by somebody who has the right.
class Obedience
{
public:
    Obedience(Turn& turn, const Command& command, const Judged& right)
        : m_turn(turn)
        , m_command(command)
        , m_right(right)
    {
    }

    void obey()
    {
        std::visit(*this, m_command.what);
        if (m_second && !m_isDenied) {
            m_turn.decide(*m_second);
        }
    }

    void operator()(const Approve& approval)
    {
        approve(m_turn, m_command, approval);
    }
    void operator()(const Decline& decline)
    {
        if (isWaiting(decline.proposal)) {
            m_turn.decide(ProposalClosed{decline.proposal, Closing::Declined, Cause::Person, m_command.by});
        }
    }
    void operator()(const Snooze& snooze)
    {
        if (!isWaiting(snooze.proposal)) {
            return;
        }
        if (snooze.span.ns <= 0) {
            return deny(Denial::Invalid);
        }
        // It sleeps until it expires at the latest, and expires as if it had not slept.
        const auto& waiting = *m_turn.state.waiting.find(snooze.proposal);
        const Duration left = waiting.made.lifetime - elapsed(waiting.at, m_turn.stamp);
        m_turn.decide(ProposalSnoozed{snooze.proposal, std::min(snooze.span, left)});
    }
    void operator()(const Amend& wish)
    {
        if (!isWaiting(wish.proposal)) {
            return;
        }
        const auto& waiting = *m_turn.state.waiting.find(wish.proposal);
        if (wish.size && (wish.size->count <= 0 || waiting.made.ticket.notional)) {
            return deny(Denial::Invalid);
        }
        amend(m_turn, WaitingProposal(waiting), wish);
    }

    void operator()(const PlaceOrder& place)
    {
        orders::OrderTicket ticket
            = views::asPlaced(place.ticket, m_turn.state.session.account, environment(), m_command.by);
        ticket.id = OrderId{m_turn.state.nextOrder};
        if (ticket.reduceOnly) {
            return denyIf(closeByHand(m_turn, m_command.by, ticket));
        }
        const auto entry = ticket.limit ? ticket.limit : m_turn.market.reference(ticket.instrument);
        if (!canPlan(m_turn, ticket, place.stop, place.target)
            || !legsMakeSense(ticket.side, entry.value_or(Ticks{}), entry ? place.stop : std::nullopt,
                              entry ? place.target : std::nullopt)) {
            return deny(Denial::Invalid);
        }
        if (const auto order = cleared(m_turn, ticket, place.stop)) {
            planEntry(m_turn, ticket, place.stop, place.target, Digest{});
            release(m_turn, *order);
        }
    }

    void operator()(const ReplaceOrder& wish)
    {
        replaceOrder({wish.order, wish.size, wish.limit, wish.stop, Cause::Person, m_command.by});
    }
    void operator()(const MoveStop& wish)
    {
        replaceOrder({wish.order, std::nullopt, std::nullopt, wish.stop, Cause::Person, m_command.by});
    }
    void operator()(const CancelOrder& wish)
    {
        if (m_turn.state.ledger.find(wish.order) == nullptr) {
            return deny(Denial::NotFound);
        }
        const OrderId family = familyOf(m_turn, wish.order);
        cancel(m_turn, wish.order, Cause::Person, m_command.by);
        tendBracket(m_turn, family);
    }
    void operator()(const CancelOrders& wish)
    {
        cancelIn(m_turn, wish.scope, wish.entriesOnly, Cause::Person, m_command.by);
    }
    void operator()(const QueryOrder& wish)
    {
        const auto* record = m_turn.state.ledger.find(wish.order);
        if (record == nullptr) {
            return deny(Denial::NotFound);
        }
        // The venue would say that it never came. Let go meanwhile, it would be taken for refused, and stand there
        // (S9).
        if (record->state == orders::OrderState::Created) {
            return deny(Denial::NotOpen);
        }
        m_turn.decide(QueryAsked{wish.order});
        m_turn.want(Query{wish.order});
    }

    void operator()(const Kill& kill)
    {
        if (kill.level == risk::KillLevel::None) {
            return deny(Denial::Invalid);
        }
        if (!isThere(kill.scope)) {
            return deny(Denial::NotFound);
        }
        const risk::Scope scope = asLatched(kill.scope);
        m_turn.decide(Latched{scope, kill.level, Cause::Person, m_command.by, m_command.reason});
        obeyLatch(m_turn, scope, kill.level, m_command.by);
    }
    void operator()(const ResetKill& reset)
    {
        if (!m_turn.state.latches.contains(reset.scope)) {
            return deny(Denial::NotFound);
        }
        if (!hasReason()) {
            return;
        }
        m_turn.decide(LatchCleared{reset.scope, m_command.by, m_command.reason});
        lowerMode(m_turn, risk::Mode::Manual, Cause::Kill, m_command.by, "reset"); // never back into Automatic
        stopStrategies(m_turn, reset.scope, m_command.by);
    }
    void operator()(const ClearBreaker& clear)
    {
        const auto breaker = static_cast<Breaker>(clear.breaker);
        const std::uint64_t subject = clear.strategy ? clear.strategy.value : clear.instrument.value;
        if (clear.breaker >= breakerCount || !m_turn.state.breakers.contains({breaker, subject})) {
            return deny(Denial::NotFound);
        }
        if (hasReason() && isSeconded() && hasCooled({breaker, subject})) {
            m_turn.decide(BreakerCleared{breaker, clear.instrument, m_command.by, m_command.reason, clear.strategy});
            if (breaker == Breaker::Mismatch || breaker == Breaker::NeedsReconcile) {
                m_turn.want(Reconcile{m_turn.state.session.account}); // where it still differs, that is told again
            }
        }
    }

    void operator()(const SetMode& wish)
    {
        if (wish.mode <= m_turn.state.mode) {
            lowerMode(m_turn, wish.mode, Cause::Person, m_command.by, m_command.reason.view());
            return;
        }
        const bool mayBeArmed = m_turn.state.isLiveGranted && !m_turn.state.people.isEmpty();
        if (environment() == orders::Environment::Live && !mayBeArmed) {
            return deny(Denial::LiveNotReady);
        }
        if (!hasReason()) {
            return;
        }
        if (!isWell()) {
            return deny(Denial::DeskUnwell);
        }
        if (!isSeconded()) {
            return;
        }
        m_turn.decide(ModeChanged{wish.mode, Cause::Person, m_command.by, m_command.reason});
    }
    void operator()(const GrantAutonomy& grant)
    {
        if (grant.span.ns <= 0 || grant.span > longestGrant || grant.valuePerDay.e8 <= 0 || grant.lossPerDay.e8 <= 0
            || grant.ordersPerDay <= 0) {
            return deny(Denial::Invalid);
        }
        if (!isKnown(grant.strategy)) {
            return deny(Denial::NotFound);
        }
        if (isSeconded()) {
            m_turn.decide(AutonomyGranted{grant, m_command.by});
        }
    }
    void operator()(const EndAutonomy& wish)
    {
        if (m_turn.state.grants.contains(wish.strategy)) {
            m_turn.decide(AutonomyEnded{wish.strategy, Cause::Person});
        } else {
            deny(Denial::NotFound);
        }
    }
    void operator()(const SwitchStrategy& wish)
    {
        if (!isKnown(wish.strategy)) {
            return deny(Denial::NotFound);
        }
        if (wish.on) {
            m_turn.decide(StrategySwitched{wish.strategy, true, Cause::Person, m_command.by});
        } else {
            switchOff(m_turn, wish.strategy, Cause::Person, m_command.by);
        }
    }
    void operator()(const SetLimits& wish)
    {
        if (!risk::faultsOf(wish.limits).empty() || (!wish.limits.enforced && m_turn.limits().enforced)) {
            return deny(Denial::Invalid);
        }
        const bool isTighter = risk::isTighterOrEqual(wish.limits, m_turn.limits());
        if ((isTighter || hasReason()) && isSeconded()) {
            m_turn.decide(LimitsChanged{wish.limits, m_command.by, m_command.reason});
        }
    }
    void operator()(const AddNote& note)
    {
        m_turn.decide(NoteAdded{note, m_command.by});
        if (m_command.by == desk && note.tag.view() == brokerRefused) {
            m_turn.alert(AlertLevel::Critical, brokerRefused, {});
        }
    }
    void operator()(const SettleUnknown& wish)
    {
        const auto* record = m_turn.state.ledger.find(wish.order);
        if (record == nullptr || record->state != orders::OrderState::Unknown) {
            return deny(Denial::NotOpen);
        }
        if (hasReason() && isSeconded()) {
            const InstrumentId instrument = record->ticket.instrument;
            const OrderId family = familyOf(m_turn, wish.order);
            m_turn.decide(UnknownSettled{wish.order, wish.exists, m_command.by, m_command.reason});
            m_turn.decide(QueryAsked{wish.order}); // a person may err; the venue's next word counts
            m_turn.want(Query{wish.order});
            if (!wish.exists) {
                m_turn.want(Reconcile{m_turn.state.session.account}); // what it has done there all the same is told
            }
            tendBracket(m_turn, family);
            advanceExits(m_turn, instrument);
        }
    }
    void operator()(const AdoptPosition& wish)
    {
        if (!m_turn.state.reported.contains(wish.instrument)) {
            return deny(Denial::NotFound);
        }
        if (isSeconded()) {
            denyIf(adoptPosition(m_turn, m_command.by, wish.instrument));
        }
    }
    void operator()(const AdoptCash& wish)
    {
        if (hasReason() && isSeconded()) {
            denyIf(adoptCash(m_turn, m_command, wish));
        }
    }
    void operator()(const AdoptOpening&)
    {
        if (hasReason() && isSeconded()) {
            denyIf(adoptOpening(m_turn, m_command));
        }
    }
    void operator()(const IgnoreDifference& wish)
    {
        if (hasReason() && isSeconded()) {
            denyIf(ignoreDifference(m_turn, m_command, wish));
        }
    }
    void operator()(const CancelExternalOrder& wish)
    {
        denyIf(cancelExternal(m_turn, m_command.by, wish));
    }
    void operator()(const CloseDifference& wish)
    {
        if (hasReason() && isSeconded()) {
            denyIf(closeDifference(m_turn, m_command, wish));
        }
    }

    void operator()(const BringBack& wish)
    {
        bringBack(m_turn, m_command, wish);
    }

private:
    [[nodiscard]] orders::Environment environment() const noexcept
    {
        return m_turn.state.session.environment;
    }

    /// Asked behind what can be told without it: what takes two is not noted where it could not be done.
    bool isSeconded()
    {
        const Seconding seconding = secondFor(m_turn, m_command, m_right);
        m_second = seconding.given;
        denyIf(seconding.denial);
        return !seconding.denial;
    }
    void denyIf(std::optional<Denial> why)
    {
        if (why) {
            deny(*why);
        }
    }
    void deny(Denial why)
    {
        m_isDenied = true;
        m_turn.decide(CommandDenied{why, m_command.by});
    }
    bool isWaiting(ProposalId proposal)
    {
        if (m_turn.state.waiting.contains(proposal)) {
            return true;
        }
        deny(Denial::NotOpen);
        return false;
    }
    bool hasReason()
    {
        if (m_command.reason.empty()) {
            deny(Denial::Invalid);
            return false;
        }
        return true;
    }
    bool hasCooled(const BreakerKey& key)
    {
        if (m_turn.state.coolingLeft(key, m_turn.stamp) > Duration{}) {
            deny(Denial::CoolingOff);
            return false;
        }
        return true;
    }
    [[nodiscard]] bool isKnown(StrategyId strategy) const
    {
        const auto& known = m_turn.state.session.strategies;
        return std::any_of(known.begin(), known.end(), [strategy](const auto& one) { return one.id == strategy; });
    }
    /// Something that the session knows, or that an earlier one has left: there is something to stop. A latch of
    /// anything else would stop nothing, and as many could be set as there are numbers (S26).
    [[nodiscard]] bool isThere(risk::Scope scope) const
    {
        const auto& state = m_turn.state;
        switch (scope.kind) {
        case risk::ScopeKind::Global:
            return true;
        case risk::ScopeKind::Account:
            return scope.id == state.session.account.value || state.latches.contains(scope) || hasOpenIn(scope);
        case risk::ScopeKind::Strategy:
            return isKnown(StrategyId{scope.id}) || state.latches.contains(scope) || hasOpenIn(scope)
                || (scope.id != 0
                    && std::any_of(state.holdings.begin(), state.holdings.end(),
                                   [scope](const auto& holding) { return holding.key.strategy.value == scope.id; }));
        case risk::ScopeKind::Symbol:
            return state.instrument(InstrumentId{scope.id}) != nullptr;
        }
        return false;
    }
    [[nodiscard]] bool hasOpenIn(risk::Scope scope) const
    {
        bool found = false;
        m_turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
            const auto& ticket = record.ticket;
            found = found || risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument);
        });
        return found;
    }
    /// Everything is one scope, whatever number came with it, and what there is no room for.
    [[nodiscard]] risk::Scope asLatched(risk::Scope scope) const
    {
        const auto& latches = m_turn.state.latches;
        const bool hasRoom = latches.size() < mostLatches || latches.contains(scope);
        return scope.kind == risk::ScopeKind::Global || !hasRoom ? risk::Scope{} : scope;
    }
    /// Healthy enough to be armed: a session, compared with the broker where there is one, nothing that differs and
    /// that nobody has seen, no breaker, no latch over everything.
    [[nodiscard]] bool isWell() const
    {
        return m_turn.state.isOpen && (m_turn.isSimulated() || m_turn.state.isReconciled)
            && !hasOpenDifference(m_turn.state) && m_turn.state.breakers.isEmpty()
            && !m_turn.state.latches.contains(risk::Scope{});
    }
    /// Only prices that the order has can be changed.
    [[nodiscard]] static bool fits(const orders::OrderTicket& ticket, const ReplaceAsked& asked) noexcept
    {
        return !ticket.notional && (!asked.limit || ticket.limit) && (!asked.stop || ticket.stop);
    }
    void replaceOrder(const ReplaceAsked& asked)
    {
        const auto* record = m_turn.state.ledger.find(asked.order);
        if (record == nullptr) {
            return deny(Denial::NotFound);
        }
        if (!fits(record->ticket, asked) || (asked.size && *asked.size <= record->filled)) {
            return deny(Denial::Invalid);
        }
        if (!mayBeReplaced(m_turn, *record, asked)) {
            return;
        }
        if (!replace(m_turn, asked)) {
            deny(Denial::NotOpen);
        }
    }

    Turn& m_turn;
    const Command& m_command;
    const Judged& m_right;
    std::optional<SecondGiven> m_second; ///< Who has asked for the same.
    bool m_isDenied = false;
};

} // namespace

void obey(Turn& turn, const Command& command)
{
    const Judged right = judged(turn.state, command);
    if (const auto why = denialOf(right, command)) {
        turn.decide(CommandDenied{*why, command.by});
        return;
    }
    Obedience(turn, command, right).obey();
}

} // namespace omni::engine
