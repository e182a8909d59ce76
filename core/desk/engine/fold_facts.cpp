#include "core/desk/engine/fold.h"

#include "core/desk/engine/booking.h"
#include "core/desk/engine/bringing_back.h"
#include "core/desk/engine/moved_legs.h"
#include "core/desk/engine/reminding.h"

#include <algorithm>
#include <limits>

namespace omni::engine {

namespace {

using namespace events;

/// Books decisions.
class FactFold
{
public:
    FactFold(DeskState& state, const Stamp& stamp) noexcept
        : m_state(state)
        , m_stamp(stamp)
    {
    }

    void operator()(const ProposalMade& made)
    {
        ++m_state.counters.proposals;
        m_state.nextProposal = made.proposal.id.value + 1;
        m_state.declined.erase(made.replaces); // brought back: once
        WaitingProposal waiting;
        waiting.made = made;
        waiting.at = momentOf(m_stamp);
        m_state.waiting.insertOrAssign(made.proposal.id, waiting);
    }
    void operator()(const ProposalClosed& closed)
    {
        noteDeclined(m_state, m_stamp, closed);
        m_state.waiting.erase(closed.proposal);
        auto& counters = m_state.counters;
        switch (closed.how) {
        case Closing::Approved:
            ++counters.approved;
            break;
        case Closing::Declined:
            ++counters.declined;
            break;
        case Closing::Expired:
            ++counters.expired;
            break;
        case Closing::Withdrawn:
            ++counters.withdrawn;
            break;
        case Closing::Superseded:
            ++counters.superseded;
            break;
        case Closing::Suppressed:
            ++counters.suppressed;
            break;
        }
    }
    void operator()(const ProposalDrifted& drifted)
    {
        if (auto* waiting = m_state.waiting.find(drifted.proposal)) {
            waiting->drifted = true;
        }
    }
    void operator()(const ProposalSnoozed& snoozed)
    {
        if (auto* waiting = m_state.waiting.find(snoozed.proposal)) {
            waiting->snoozed = momentOf(m_stamp);
            waiting->snoozeSpan = snoozed.span;
        }
    }
    void operator()(const ApprovalGranted& granted)
    {
        const auto* waiting = m_state.waiting.find(granted.proposal);
        if (granted.automatic && waiting != nullptr) {
            useGrant(waiting->made.proposal.strategy, waiting->made.value);
        }
    }
    void operator()(const OrderPlanned& planned)
    {
        const auto& ticket = planned.ticket;
        m_state.nextOrder = std::max(m_state.nextOrder, ticket.id.value + 1);
        if (!m_state.ledger.add(ticket, m_stamp.wall)) {
            return; // never written by an engine whose ledger refuses it
        }
        if (ticket.parent) {
            const bool isNew = !m_state.brackets.contains(ticket.parent);
            auto& bracket = m_state.brackets.findOrInsert(ticket.parent);
            bracket.closed = isNew ? closedByEarlierLegs(ticket) : bracket.closed;
            OrderId& leg = ticket.role == orders::OrderRole::Target ? bracket.target : bracket.stop;
            m_state.legMarks.erase(leg);
            if (const auto* before = m_state.ledger.find(leg)) {
                addClosed(bracket, closedBy(*before));
            }
            leg = ticket.id;
        }
        noteLegInPlace(m_state, ticket);
    }
    void operator()(const OrderReleased& released)
    {
        const auto* record = m_state.ledger.find(released.order);
        if (record == nullptr) {
            return;
        }
        if (record->ticket.held) {
            static_cast<void>(m_state.ledger.release(released.order, released.size, m_stamp.wall));
        }
        static_cast<void>(m_state.ledger.apply(released.order, orders::OrderEventKind::Sent, m_stamp.wall));
        ++m_state.counters.orders;
        const auto& ticket = m_state.ledger.find(released.order)->ticket;
        if (ticket.role == orders::OrderRole::Stop) {
            m_state.unstopped.erase({ticket.strategy, ticket.instrument});
        }
        m_state.recent.push_back({momentOf(m_stamp), ticket.account, ticket.instrument, ticket.side, ticket.size,
                                  ticket.notional, ticket.limit, ticket.stop, ticket.trail, ticket.reduceOnly});
        while (m_state.recent.size() > mostRecentOrders || elapsed(m_state.recent.front().at, m_stamp) > minutes(2)) {
            m_state.recent.pop_front();
        }
    }
    void operator()(const OrderRefused& refused)
    {
        ++m_state.counters.refusals[static_cast<std::size_t>(refused.refusal.rule)];
        if (refused.preview) {
            return;
        }
        if (auto* waiting = m_state.waiting.find(refused.ticket.proposal)) {
            ++waiting->refusals;
        }
        noteExitFailure(m_state, m_stamp, refused.ticket);
    }
    void operator()(const CancelAsked& asked)
    {
        const auto* record = m_state.ledger.find(asked.order);
        if (record == nullptr) {
            return;
        }
        const auto event = record->state == orders::OrderState::Created ? orders::OrderEventKind::Cancelled
                                                                        : orders::OrderEventKind::CancelSent;
        const HoldingKey key{record->ticket.strategy, record->ticket.instrument};
        if (asked.cause == Cause::Person && record->ticket.role == orders::OrderRole::Stop) {
            m_state.unstopped.insertOrAssign(key, true);
        }
        if (asked.cause == Cause::Resize && record->ticket.parent) {
            m_state.legMarks.insertOrAssign(asked.order, LegMark::Returning);
        } else if (auto* mark = m_state.legMarks.find(asked.order)) {
            *mark = LegMark::Stiff; // it ends for another reason
        }
        static_cast<void>(m_state.ledger.apply(asked.order, event, m_stamp.wall));
        dropFinishedBracket(m_state, asked.order);
    }
    void operator()(const ReplaceAsked& asked)
    {
        const auto* record = m_state.ledger.find(asked.order);
        if (record == nullptr) {
            return;
        }
        const auto& ticket = record->ticket;
        const orders::Replacement with{asked.size.value_or(ticket.size), asked.limit ? asked.limit : ticket.limit,
                                       asked.stop ? asked.stop : ticket.stop};
        if (record->state == orders::OrderState::Created) {
            static_cast<void>(m_state.ledger.amend(asked.order, with, m_stamp.wall));
        } else {
            static_cast<void>(m_state.ledger.replaceAsked(asked.order, with, m_stamp.wall));
        }
    }
    void operator()(const QueryAsked&) { }
    void operator()(const ExitWanted& wanted)
    {
        m_state.exits.insertOrAssign({wanted.strategy, wanted.instrument},
                                     {wanted.origin, wanted.cause, wanted.by, 0, {}});
        m_state.parts.eraseIf([&wanted](const HoldingKey& key, const PartWish&) {
            return key.instrument == wanted.instrument && (!wanted.strategy || key.strategy == wanted.strategy);
        });
    }
    void operator()(const PartialExitWanted& wanted)
    {
        m_state.parts.insertOrAssign({wanted.strategy, wanted.instrument},
                                     {wanted.lots, wanted.timeInForce, wanted.by, {}});
    }
    void operator()(const PartialExitSent& sent)
    {
        if (auto* part = m_state.parts.find({sent.strategy, sent.instrument})) {
            part->order = sent.order;
        }
    }
    void operator()(const PartialExitDone& done)
    {
        m_state.parts.erase({done.strategy, done.instrument});
    }
    void operator()(const ExitDone& done)
    {
        m_state.exits.erase({done.strategy, done.instrument});
        disown(m_state, m_stamp, {done.strategy, done.instrument});
    }
    void operator()(const ModeChanged& changed)
    {
        m_state.mode = changed.mode;
    }
    void operator()(const Latched& latched)
    {
        m_state.awaited.clear(); // whoever asked did not know of this
        auto& latch = m_state.latches.findOrInsert(latched.scope);
        latch.level = std::max(latch.level, latched.level);
        latch.cause = latched.cause;
        latch.by = latched.by;
        latch.at = m_stamp.wall;
        latch.reason = latched.reason;
        endParts(m_state, latched.scope, latched.level);
    }
    void operator()(const LatchCleared& cleared)
    {
        m_state.latches.erase(cleared.scope);
    }
    void operator()(const BreakerTripped& tripped)
    {
        m_state.awaited.clear();
        m_state.breakers.insertOrAssign({tripped.breaker, subjectOf(tripped)},
                                        {tripped.limit, tripped.actual, m_stamp.wall, momentOf(m_stamp)});
    }
    void operator()(const BreakerCleared& cleared)
    {
        const std::uint64_t subject = cleared.strategy ? cleared.strategy.value : cleared.instrument.value;
        m_state.breakers.erase({cleared.breaker, subject});
        if (isLossBreaker(cleared.breaker) && m_state.session.limits.enforced) {
            m_state.reduced = ReducedSize{m_stamp.wall, cleared.by};
        }
        if (cleared.breaker == Breaker::LosingStreak) {
            m_state.losingStreak = 0;
        }
        if (cleared.breaker == Breaker::RejectStorm) {
            m_state.rejects = risk::RejectStormBreaker();
        }
        if (cleared.breaker == Breaker::Drawdown) {
            m_state.peak.reset(); // a person has looked: measured anew from where equity stands
        }
        if (cleared.breaker == Breaker::RepeatedExecution) {
            m_state.repeats.eraseIf(
                [subject](const HoldingKey& key, const auto&) { return key.strategy.value == subject; });
        }
        if (cleared.breaker == Breaker::NeedsReconcile) {
            settleReconciled(cleared.instrument);
        }
    }
    void operator()(const AutonomyGranted& granted)
    {
        Grant grant;
        grant.terms = granted.grant;
        grant.by = granted.by;
        grant.at = momentOf(m_stamp);
        m_state.grants.insertOrAssign(granted.grant.strategy, grant);
    }
    void operator()(const AutonomyEnded& ended)
    {
        m_state.grants.erase(ended.strategy);
    }
    void operator()(const StrategySwitched& switched)
    {
        if (switched.on) {
            m_state.switchedOff.erase(switched.strategy);
        } else {
            m_state.switchedOff.insertOrAssign(switched.strategy, true);
        }
    }
    void operator()(const LimitsChanged& changed)
    {
        m_state.session.limits = changed.limits;
    }
    void operator()(const DayOpened& opened)
    {
        if (m_state.reduced && opened.day > dayOf(m_state.reduced->at)) {
            m_state.reduced.reset();
        }
        m_state.day = opened.day;
        m_state.dayStart = opened.equity;
        forgetOld(m_state, m_stamp);
    }
    void operator()(const PeakReached& reached)
    {
        m_state.peak = reached.equity;
        if (m_state.worstPeak == m_state.worstEquity) {
            m_state.worstPeak = m_state.worstEquity = reached.equity; // no fall yet
        }
    }
    void operator()(const DrawdownDeepened& deepened)
    {
        m_state.worstPeak = deepened.peak;
        m_state.worstEquity = deepened.equity;
    }
    void operator()(const CommandDenied&)
    {
        ++m_state.counters.denials;
    }
    void operator()(const NoteAdded&)
    {
        ++m_state.counters.notes;
    }
    void operator()(const PositionAdopted& adopted)
    {
        bookAdoption(m_state, m_stamp, adopted);
    }
    void operator()(const CashAdopted& adopted)
    {
        bookCashAdoption(m_state, m_stamp, adopted);
    }
    void operator()(const DifferenceIgnored& seen)
    {
        if (m_state.ignored.size() >= mostIgnored && !m_state.ignored.contains(seen.what)) {
            m_state.ignored.erase(DifferenceSubject(m_state.ignored.begin()->key));
        }
        m_state.ignored.insertOrAssign(seen.what, {seen.ours, seen.theirs});
    }
    void operator()(const ExternalCancelAsked&) { }
    void operator()(const SecondAsked& asked)
    {
        auto& awaited = m_state.awaited;
        awaited.eraseIf(
            [this](const Digest&, const AwaitedSecond& one) { return elapsed(one.at, m_stamp) >= secondAwaited; });
        if (awaited.size() >= mostAwaited) {
            awaited.clear();
        }
        awaited.insertOrAssign(asked.wish, AwaitedSecond{asked.action, asked.by, momentOf(m_stamp)});
    }
    void operator()(const SecondGiven& given)
    {
        m_state.awaited.erase(given.wish);
    }
    void operator()(const UnknownSettled& settled)
    {
        const auto* record = m_state.ledger.find(settled.order);
        if (record == nullptr) {
            return;
        }
        // What has filled was not refused; the rest is gone all the same.
        const auto gone
            = record->filled.count > 0 ? orders::OrderEventKind::Cancelled : orders::OrderEventKind::Rejected;
        const auto event = settled.exists ? orders::OrderEventKind::Found : gone;
        static_cast<void>(m_state.ledger.apply(settled.order, event, m_stamp.wall));
        m_state.askedInVain.erase(settled.order);
        dropFinishedBracket(m_state, settled.order);
    }
    void operator()(const LegDoubted& doubted)
    {
        static_cast<void>(m_state.ledger.apply(doubted.order, orders::OrderEventKind::Lost, m_stamp.wall));
    }
    void operator()(const AlertRaised& alert)
    {
        ++m_state.counters.alerts;
        if (alert.key.view() == expiresSoon) {
            noteReminder(m_state, alert);
        }
    }

private:
    /// A family whose legs had all ended, and which comes back: what they have closed it does not close again.
    [[nodiscard]] Lots closedByEarlierLegs(const orders::OrderTicket& leg) const
    {
        Bracket before;
        const auto* parent = m_state.ledger.find(leg.parent);
        if (parent != nullptr && parent->state != orders::OrderState::Created) { // else these are its first
            m_state.ledger.forEach([&](const orders::OrderRecord& record) {
                if (record.ticket.parent == leg.parent && record.ticket.id != leg.id) {
                    addClosed(before, closedBy(record));
                }
            });
        }
        return before.closed;
    }
    static std::uint64_t subjectOf(const BreakerTripped& tripped) noexcept
    {
        return tripped.strategy ? tripped.strategy.value : tripped.instrument.value;
    }

    void useGrant(StrategyId strategy, Money value)
    {
        auto* grant = m_state.grants.find(strategy);
        if (grant == nullptr) {
            return;
        }
        grant->usedOn(m_state.day);
        grant->valueUsed.e8
            = checkedSum(grant->valueUsed.e8, value.e8).value_or(std::numeric_limits<std::int64_t>::max());
        ++grant->ordersUsed;
    }

    void settleReconciled(InstrumentId instrument)
    {
        std::vector<OrderId> settled;
        m_state.ledger.forEach([&](const orders::OrderRecord& record) {
            if (record.needsReconcile && record.ticket.instrument == instrument) {
                settled.push_back(record.ticket.id);
            }
        });
        for (const OrderId id : settled) {
            static_cast<void>(m_state.ledger.reconciled(id, m_stamp.wall));
        }
    }

    DeskState& m_state;
    const Stamp& m_stamp;
};

} // namespace

void fold(DeskState& state, const Stamp& stamp, const events::Fact& fact)
{
    std::visit(FactFold(state, stamp), fact);
    state.lastSeen = momentOf(stamp);
}

} // namespace omni::engine
