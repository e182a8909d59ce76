#include "core/desk/engine/fold.h"
#include "core/desk/events/principals.h"
#include "core/desk/views/stop_note.h"
#include "core/host/runtime/history/row_maker.h"
#include "core/trade/risk/gate.h"

#include <vector>

namespace omni::runtime {

using namespace events;
using ports::DecisionKind;
using ports::EquityKind;

namespace {

/// None: an approval is told with who gave it.
std::optional<DecisionKind> kindOf(Closing how)
{
    switch (how) {
    case Closing::Approved:
        return std::nullopt;
    case Closing::Declined:
        return DecisionKind::Declined;
    case Closing::Expired:
        return DecisionKind::Expired;
    case Closing::Withdrawn:
        return DecisionKind::Withdrawn;
    case Closing::Superseded:
        return DecisionKind::Superseded;
    case Closing::Suppressed:
        return DecisionKind::Suppressed;
    }
    return std::nullopt;
}

/// Of the part that was approved, rounded away from zero: a loss is not made smaller than it is.
Money lossOfPart(Money loss, Lots part, Lots whole) noexcept
{
    if (part.count <= 0 || whole.count <= 0 || part >= whole || loss.e8 <= 0) {
        return loss;
    }
    const Int128 product = Int128{loss.e8} * part.count;
    return Money{static_cast<std::int64_t>((product + whole.count - 1) / whole.count)};
}

} // namespace

/// What decisions bring.
class RowMaker::FactRows
{
public:
    FactRows(RowMaker& maker, const journal::Record& record, ports::HistoryBatch& batch)
        : m_maker(maker)
        , m_record(record)
        , m_batch(batch)
    {
    }

    template<class Other> void before(const Other&) { }
    void before(const BreakerCleared& cleared)
    {
        if (cleared.breaker != Breaker::NeedsReconcile) {
            return;
        }
        m_maker.m_state.ledger.forEach([&](const orders::OrderRecord& order) {
            if (order.needsReconcile && order.ticket.instrument == cleared.instrument) {
                m_changed.push_back(order.ticket.id);
            }
        });
    }

    template<class Other> void operator()(const Other&) { }

    void operator()(const ProposalMade& made)
    {
        views::ProposalRow row;
        row.seq = m_record.stamp.seq;
        row.at = m_record.stamp.wall;
        row.made = made;
        m_batch.proposals.push_back(row);
        auto& proposed = m_maker.m_proposed;
        const auto loss = made.stop ? std::optional(made.lossAtStop) : std::nullopt;
        proposed.insertOrAssign(made.proposal.id, {made.proposal.reference, made.ticket.size, loss});
        if (proposed.size() > mostProposed) {
            const ProposalId oldest = proposed.begin()->key;
            // An eighth at once: each erasing moves all that stay.
            proposed.eraseIf(
                [&](ProposalId id, const Proposed&) { return id.value < oldest.value + mostProposed / 8; });
        }
    }
    void operator()(const ProposalClosed& closed)
    {
        ports::ProposalChange change;
        change.proposal = closed.proposal;
        change.how = closed.how;
        change.cause = closed.cause;
        change.by = closed.by;
        change.closed = m_record.stamp.wall;
        m_batch.proposalChanges.push_back(change);
        if (const auto kind = kindOf(closed.how)) {
            addDecision(closed.proposal, *kind, closed.cause, closed.by);
            m_maker.m_proposed.erase(closed.proposal);
        }
    }
    void operator()(const ProposalDrifted& drifted)
    {
        addDecision(drifted.proposal, DecisionKind::Drifted, Cause::Person, {});
    }
    void operator()(const ProposalSnoozed& snoozed)
    {
        addDecision(snoozed.proposal, DecisionKind::Snoozed, Cause::Person, {});
    }
    void operator()(const ApprovalGranted& granted)
    {
        const Cause cause = granted.automatic ? Cause::Budget : Cause::Person;
        auto& row = addDecision(granted.proposal, DecisionKind::Approved, cause, granted.by);
        row.isAutomatic = granted.automatic;
        row.size = granted.size;
        if (auto* proposed = m_maker.m_proposed.find(granted.proposal); proposed != nullptr && proposed->loss) {
            proposed->loss = lossOfPart(*proposed->loss, granted.size, proposed->size);
        }
    }

    void operator()(const OrderPlanned& planned)
    {
        addOrder(planned.ticket.id);
        if (planned.ticket.proposal && planned.ticket.role == orders::OrderRole::Entry) {
            ports::ProposalChange change;
            change.proposal = planned.ticket.proposal;
            change.order = planned.ticket.id;
            m_batch.proposalChanges.push_back(change);
        }
    }
    void operator()(const OrderReleased& released)
    {
        addOrder(released.order);
    }
    /// An order that was refused before it was planned has no number of its own, and no row: the next one gets it.
    void operator()(const OrderRefused& refused)
    {
        if (refused.preview) {
            return;
        }
        if (m_maker.m_state.ledger.find(refused.ticket.id) != nullptr) {
            addOrder(refused.ticket.id, risk::nameOf(refused.refusal.rule));
        } else if (refused.ticket.proposal) {
            addDecision(refused.ticket.proposal, DecisionKind::Refused, Cause::Person, refused.ticket.by);
        }
    }
    void operator()(const CancelAsked& asked)
    {
        addOrder(asked.order);
    }
    void operator()(const ReplaceAsked& asked)
    {
        addOrder(asked.order);
    }
    void operator()(const UnknownSettled& settled)
    {
        addOrder(settled.order, settled.reason.view());
    }
    void operator()(const BreakerCleared& cleared)
    {
        addStop(views::stopNoteOf(cleared), cleared.by);
        for (const OrderId id : m_changed) {
            addOrder(id);
        }
    }
    void operator()(const PositionAdopted& adopted)
    {
        m_maker.m_trips.unknow(adopted.instrument, m_maker.m_state.portfolio.position(adopted.instrument).lots);
        m_maker.m_equity.forgetMark(adopted.instrument);
    }

    void operator()(const DayOpened& opened)
    {
        addEquity(EquityKind::Day, opened.equity);
    }
    void operator()(const PeakReached& reached)
    {
        addEquity(EquityKind::Peak, reached.equity);
    }
    void operator()(const DrawdownDeepened& deepened)
    {
        addEquity(EquityKind::Trough, deepened.equity);
    }

    void operator()(const NoteAdded& added)
    {
        m_batch.notes.push_back({m_record.index, {m_record.stamp.seq, m_record.stamp.wall, added.note, added.by}});
    }
    /// Trips and resets, so that they are told after a restart, too.
    void operator()(const Latched& latched)
    {
        addStop(views::stopNoteOf(latched), latched.by);
    }
    void operator()(const LatchCleared& cleared)
    {
        addStop(views::stopNoteOf(cleared), cleared.by);
    }
    void operator()(const BreakerTripped& tripped)
    {
        addStop(views::stopNoteOf(tripped), events::desk);
    }
    void operator()(const AlertRaised& raised)
    {
        m_batch.alerts.push_back({m_record.index, {m_record.stamp.seq, m_record.stamp.wall, raised}});
    }

private:
    void addStop(const views::StopNote& stop, PrincipalId by)
    {
        m_batch.notes.push_back({m_record.index, {m_record.stamp.seq, m_record.stamp.wall, views::noteOf(stop), by}});
    }
    void addOrder(OrderId id, std::string_view text = {})
    {
        m_maker.addOrder(m_record, id, text, m_batch);
    }
    ports::DecisionRow& addDecision(ProposalId proposal, DecisionKind kind, Cause cause, PrincipalId by)
    {
        ports::DecisionRow row;
        row.seq = m_record.stamp.seq;
        row.index = m_record.index;
        row.at = m_record.stamp.wall;
        row.proposal = proposal;
        row.kind = kind;
        row.cause = cause;
        row.by = by;
        return m_batch.decisions.emplace_back(row);
    }
    void addEquity(EquityKind kind, Money equity)
    {
        m_batch.equity.push_back(
            m_maker.m_equity.measured(kind, m_record.stamp, m_record.index, equity, m_maker.m_state));
    }

    RowMaker& m_maker;
    const journal::Record& m_record;
    ports::HistoryBatch& m_batch;
    std::vector<OrderId> m_changed; ///< By the decision, as seen before it.
};

void RowMaker::takeFact(const journal::Record& record, const Fact& fact, ports::HistoryBatch& batch)
{
    FactRows rows(*this, record, batch);
    std::visit([&rows](const auto& what) { rows.before(what); }, fact);
    engine::fold(m_state, record.stamp, fact);
    std::visit([&rows](const auto& what) { rows(what); }, fact);
}

} // namespace omni::runtime
