#include "core/base/json_text.h"
#include "core/host/runtime/export/line_maker.h"
#include "core/host/runtime/export/line_parts.h"
#include "core/host/runtime/export/refusal_words.h"
#include "core/trade/orders/client_order_id.h"

namespace omni::runtime {

namespace {

using namespace events;

std::string reasonsJson(const strategy::Proposal& proposal)
{
    JsonText json;
    json.array();
    for (std::size_t i = 0; i < proposal.reasonCount; ++i) {
        const auto& reason = proposal.reasons[i];
        json.object().member("key", reason.key.view()).member("value", reason.value);
        json.member("contribution", reason.contribution).end();
    }
    json.end();
    return json.take();
}

std::string numberJson(double value)
{
    JsonText json;
    json.number(value);
    return json.take();
}

} // namespace

/// Decisions.
class LineMaker::FactLine
{
public:
    FactLine(const engine::DeskState& state, FlatMap<ProposalId, InstrumentId>& proposals, const Stamp& stamp)
        : m_state(state)
        , m_proposals(proposals)
        , m_stamp(stamp)
    {
    }

    template<class Other> std::optional<RecordLine> operator()(const Other&)
    {
        return std::nullopt;
    }

    std::optional<RecordLine> operator()(const ProposalMade& made)
    {
        const auto& proposal = made.proposal;
        const auto* instrument = m_state.instrument(proposal.instrument);
        m_proposals.insertOrAssign(proposal.id, proposal.instrument);
        RecordLine line = begin(LineKind::Proposal);
        line.id("proposal", proposal.id.value).textIfAny("strategy", strategySpec(m_state, proposal.strategy));
        line.textIfAny("instrument", instrumentName(m_state, proposal.instrument))
            .text("side", sideName(proposal.side));
        addQuantity(line, "quantity", instrument, made.ticket.size);
        line.text("order_type", orders::nameOf(made.ticket.kind));
        addPrice(line, "limit", instrument, made.ticket.limit);
        addPrice(line, "stop", instrument, made.stop);
        addPrice(line, "target", instrument, made.target);
        addPrice(line, "reference", instrument, proposal.reference);
        line.text("value", moneyText(made.value)).text("loss_at_stop", moneyText(made.lossAtStop));
        line.text("currency", m_state.session.baseCurrency).json("score", numberJson(proposal.score));
        line.json("reasons", reasonsJson(proposal)).text("expires_after", durationText(made.lifetime));
        if (made.preview) {
            line.text("would_refuse", risk::nameOf(made.preview->rule));
        }
        return line.id("replaces", made.replaces.value);
    }
    std::optional<RecordLine> operator()(const ProposalClosed& closed)
    {
        std::optional<RecordLine> line;
        if (closed.how != Closing::Approved) { // told with who approved
            line = decision(closed.proposal, events::nameOf(closed.how));
            line->textIfAny("by", principalName(m_state, closed.by)).text("cause", events::nameOf(closed.cause));
        }
        m_proposals.erase(closed.proposal);
        return line;
    }
    std::optional<RecordLine> operator()(const ProposalDrifted& drifted)
    {
        return decision(drifted.proposal, "drifted");
    }
    std::optional<RecordLine> operator()(const ProposalSnoozed& snoozed)
    {
        return decision(snoozed.proposal, "snoozed");
    }
    std::optional<RecordLine> operator()(const ApprovalGranted& granted)
    {
        RecordLine line = decision(granted.proposal, "approved");
        line.text("by", principalName(m_state, granted.by)).text("path", risk::nameOf(granted.path));
        const auto* proposal = m_proposals.find(granted.proposal);
        if (proposal != nullptr) {
            addQuantity(line, "quantity", m_state.instrument(*proposal), granted.size);
        }
        return line.flag("automatic", granted.automatic).text("digest", hexText(granted.digest));
    }
    std::optional<RecordLine> operator()(const OrderPlanned& planned)
    {
        if (!planned.ticket.held) {
            return std::nullopt; // its release follows at once
        }
        const auto& ticket = planned.ticket;
        const auto* instrument = m_state.instrument(ticket.instrument);
        RecordLine line = orderEvent(ticket.id, "planned");
        addQuantity(line, "quantity", instrument, ticket.size);
        addPrice(line, "limit", instrument, ticket.limit);
        addPrice(line, "stop", instrument, ticket.stop);
        return line;
    }
    std::optional<RecordLine> operator()(const OrderReleased& released)
    {
        const auto* record = m_state.ledger.find(released.order);
        if (record == nullptr) {
            return std::nullopt;
        }
        return orderLine(record->ticket);
    }
    std::optional<RecordLine> operator()(const OrderRefused& refused)
    {
        const auto* instrument = m_state.instrument(refused.ticket.instrument);
        RecordLine line = begin(LineKind::OrderEvent);
        line.id("order", refused.preview ? 0 : refused.ticket.id.value).text("event", "refused");
        line.textIfAny("instrument", instrumentName(m_state, refused.ticket.instrument));
        addQuantity(line, "quantity", instrument, refused.ticket.size);
        line.text("rule", risk::nameOf(refused.refusal.rule)).number("rule_limit", refused.refusal.limit);
        line.number("rule_actual", refused.refusal.actual).flag("preview", refused.preview);
        line.id("proposal", refused.ticket.proposal.value);
        return line.textIfAny("text", refusalSentence(m_state, refused));
    }
    std::optional<RecordLine> operator()(const CancelAsked& asked)
    {
        RecordLine line = orderEvent(asked.order, "cancel_asked");
        return line.text("cause", events::nameOf(asked.cause)).textIfAny("by", principalName(m_state, asked.by));
    }
    std::optional<RecordLine> operator()(const ReplaceAsked& asked)
    {
        const auto* instrument = instrumentOf(m_state, asked.order);
        RecordLine line = orderEvent(asked.order, "replace_asked");
        addQuantity(line, "quantity", instrument, asked.size);
        addPrice(line, "limit", instrument, asked.limit);
        addPrice(line, "stop", instrument, asked.stop);
        return line.text("cause", events::nameOf(asked.cause)).textIfAny("by", principalName(m_state, asked.by));
    }
    std::optional<RecordLine> operator()(const UnknownSettled& settled)
    {
        RecordLine line = orderEvent(settled.order, settled.exists ? "settled_exists" : "settled_absent");
        return line.textIfAny("by", principalName(m_state, settled.by)).textIfAny("text", settled.reason.view());
    }
    std::optional<RecordLine> operator()(const ModeChanged& changed)
    {
        RecordLine line = begin(LineKind::Mode);
        line.text("event", "mode_changed").text("mode", risk::nameOf(changed.mode));
        line.text("cause", events::nameOf(changed.cause)).textIfAny("by", principalName(m_state, changed.by));
        return line.textIfAny("reason", changed.reason.view());
    }
    std::optional<RecordLine> operator()(const Latched& latched)
    {
        RecordLine line = begin(LineKind::Mode);
        line.text("event", "latched").text("level", risk::nameOf(latched.level));
        line.text("scope", risk::nameOf(latched.scope.kind)).id("scope_id", latched.scope.id);
        line.text("cause", events::nameOf(latched.cause)).textIfAny("by", principalName(m_state, latched.by));
        return line.textIfAny("reason", latched.reason.view());
    }
    std::optional<RecordLine> operator()(const LatchCleared& cleared)
    {
        RecordLine line = begin(LineKind::Mode);
        line.text("event", "latch_cleared").text("scope", risk::nameOf(cleared.scope.kind));
        line.id("scope_id", cleared.scope.id).textIfAny("by", principalName(m_state, cleared.by));
        return line.textIfAny("reason", cleared.reason.view());
    }
    std::optional<RecordLine> operator()(const BreakerTripped& tripped)
    {
        RecordLine line = alert("critical", "breaker_tripped." + std::string(events::nameOf(tripped.breaker)));
        line.textIfAny("instrument", instrumentName(m_state, tripped.instrument));
        line.textIfAny("strategy", strategySpec(m_state, tripped.strategy));
        return line.number("limit", tripped.limit).number("actual", tripped.actual);
    }
    std::optional<RecordLine> operator()(const BreakerCleared& cleared)
    {
        RecordLine line = alert("info", "breaker_cleared." + std::string(events::nameOf(cleared.breaker)));
        line.textIfAny("instrument", instrumentName(m_state, cleared.instrument));
        return line.textIfAny("by", principalName(m_state, cleared.by)).textIfAny("reason", cleared.reason.view());
    }
    std::optional<RecordLine> operator()(const LimitsChanged& changed)
    {
        RecordLine line = alert("warning", "limits_changed");
        return line.textIfAny("by", principalName(m_state, changed.by)).textIfAny("reason", changed.reason.view());
    }
    std::optional<RecordLine> operator()(const StrategySwitched& switched)
    {
        RecordLine line = alert("warning", switched.on ? "strategy_on" : "strategy_off");
        line.textIfAny("strategy", strategySpec(m_state, switched.strategy));
        return line.textIfAny("by", principalName(m_state, switched.by)).text("reason", events::nameOf(switched.cause));
    }
    std::optional<RecordLine> operator()(const CommandDenied& denied)
    {
        RecordLine line = alert("warning", "command_denied." + std::string(events::nameOf(denied.why)));
        return line.textIfAny("by", principalName(m_state, denied.by));
    }
    std::optional<RecordLine> operator()(const PositionAdopted& adopted)
    {
        RecordLine line = alert("critical", "position_adopted");
        line.textIfAny("instrument", instrumentName(m_state, adopted.instrument));
        line.number("limit", adopted.from.count).number("actual", adopted.to.count);
        return line.textIfAny("by", principalName(m_state, adopted.by));
    }
    std::optional<RecordLine> operator()(const CashAdopted& adopted)
    {
        RecordLine line = begin(LineKind::Cash);
        const Money amount{checkedDifference(adopted.to.e8, adopted.from.e8).value_or(0)};
        line.text("reason", adopted.isCapital ? "adopted" : "adopted_result");
        line.text("amount", moneyText(amount));
        line.text("currency", m_state.portfolio.currencies().codeOf(adopted.currency));
        return line.textIfAny("note", adopted.reason.view());
    }
    std::optional<RecordLine> operator()(const DifferenceIgnored& seen)
    {
        RecordLine line = alert("warning", std::string("difference_ignored.").append(events::nameOf(seen.what.kind)));
        line.textIfAny("instrument", instrumentName(m_state, seen.what.instrument));
        line.number("limit", seen.ours).number("actual", seen.theirs);
        line.textIfAny("by", principalName(m_state, seen.by));
        return line.textIfAny("reason", seen.reason.view());
    }
    std::optional<RecordLine> operator()(const ExternalCancelAsked& asked)
    {
        RecordLine line = alert("warning", "external_cancel_asked");
        line.textIfAny("instrument", instrumentName(m_state, asked.instrument));
        return line.textIfAny("by", principalName(m_state, asked.by));
    }
    std::optional<RecordLine> operator()(const SecondAsked& asked)
    {
        RecordLine line = alert("warning", "second_asked");
        line.text("reason", risk::nameOf(asked.action));
        return line.textIfAny("by", principalName(m_state, asked.by));
    }
    std::optional<RecordLine> operator()(const SecondGiven& given)
    {
        RecordLine line = alert("info", "second_given");
        line.text("reason",
                  std::string(risk::nameOf(given.action)) + ", first asked for by "
                      + principalName(m_state, given.first));
        return line.textIfAny("by", principalName(m_state, given.by));
    }
    std::optional<RecordLine> operator()(const AlertRaised& raised)
    {
        RecordLine line = alert(events::nameOf(raised.level), raised.key.view());
        line.textIfAny("instrument", instrumentName(m_state, raised.instrument)).id("order", raised.order.value);
        return line.number("limit", raised.limit).number("actual", raised.actual);
    }

private:
    RecordLine begin(LineKind kind) const
    {
        RecordLine line(kind, m_stamp.seq);
        return line.text("time", isoText(m_stamp.wall));
    }
    RecordLine decision(ProposalId proposal, std::string_view how) const
    {
        RecordLine line = begin(LineKind::Decision);
        line.id("proposal", proposal.value).text("decision", how);
        const auto* instrument = m_proposals.find(proposal);
        return line.textIfAny("instrument",
                              instrument != nullptr ? instrumentName(m_state, *instrument) : std::string());
    }
    RecordLine orderEvent(OrderId order, std::string_view event) const
    {
        const auto* instrument = instrumentOf(m_state, order);
        RecordLine line = begin(LineKind::OrderEvent);
        line.id("order", order.value).text("event", event);
        return line.textIfAny("instrument", instrument != nullptr ? instrument->name() : std::string());
    }
    RecordLine alert(std::string_view level, std::string_view key) const
    {
        return begin(LineKind::Alert).text("level", level).text("key", key);
    }
    RecordLine orderLine(const orders::OrderTicket& ticket) const
    {
        const auto* instrument = m_state.instrument(ticket.instrument);
        const auto& session = m_state.session;
        RecordLine line = begin(LineKind::Order);
        line.id("order", ticket.id.value).textIfAny("instrument", instrumentName(m_state, ticket.instrument));
        const orders::ClientOrderParts parts{orders::Nonce(session.installNonce), orders::Nonce(session.startNonce),
                                             ticket.id, ticket.role};
        if (const auto id = orders::clientOrderId(parts)) {
            line.text("client_order_id", id->view());
        }
        line.text("side", sideName(ticket.side));
        addQuantity(line, "quantity", instrument, ticket.size);
        line.text("order_type", orders::nameOf(ticket.kind)).text("time_in_force", orders::nameOf(ticket.timeInForce));
        line.text("role", orders::nameOf(ticket.role)).text("origin", orders::nameOf(ticket.origin));
        addPrice(line, "limit", instrument, ticket.limit);
        addPrice(line, "stop", instrument, ticket.stop);
        line.flag("reduce_only", ticket.reduceOnly).id("parent", ticket.parent.value).id("oco", ticket.oco.value);
        line.id("proposal", ticket.proposal.value).textIfAny("strategy", strategySpec(m_state, ticket.strategy));
        line.text("environment", orders::nameOf(ticket.environment));
        return line.textIfAny("by", principalName(m_state, ticket.by));
    }

    const engine::DeskState& m_state;
    FlatMap<ProposalId, InstrumentId>& m_proposals;
    const Stamp& m_stamp;
};

std::optional<RecordLine> LineMaker::lineOf(const Stamp& stamp, const events::Fact& fact)
{
    return std::visit(FactLine(m_state, m_proposals, stamp), fact);
}

} // namespace omni::runtime
