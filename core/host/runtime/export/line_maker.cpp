#include "core/host/runtime/export/line_maker.h"

#include "core/desk/engine/principals.h"
#include "core/desk/events/own_word.h"
#include "core/host/runtime/export/line_parts.h"

namespace omni::runtime {

namespace {

using namespace events;

constexpr std::string_view runByMark = " as ";

std::string_view nameOf(CashKind kind)
{
    switch (kind) {
    case CashKind::Deposit:
        return "deposit";
    case CashKind::Withdrawal:
        return "withdrawal";
    case CashKind::Dividend:
        return "dividend";
    case CashKind::Funding:
        return "funding";
    case CashKind::Interest:
        return "interest";
    case CashKind::Fee:
        return "fee";
    }
    return "unknown";
}

} // namespace

std::string programText(std::string_view program, std::string_view runBy)
{
    return std::string(program) + std::string(runByMark) + std::string(runBy);
}

std::string principalName(const engine::DeskState& state, PrincipalId principal)
{
    if (!principal) {
        return {};
    }
    switch (engine::kindOf(principal)) {
    case risk::PrincipalKind::Owner:
        return "owner";
    case risk::PrincipalKind::Person:
        return "person:" + std::to_string(principal.value);
    case risk::PrincipalKind::Script: {
        const std::string_view program = state.session.program;
        const auto mark = program.rfind(runByMark);
        return mark == std::string_view::npos ? "script" : std::string(program.substr(mark + runByMark.size()));
    }
    case risk::PrincipalKind::Strategy: {
        const auto spec = strategySpec(state, StrategyId{principal.value - engine::firstStrategyPrincipal});
        return "strategy:" + std::string(spec.substr(0, spec.find(':')));
    }
    case risk::PrincipalKind::Breaker:
        return "desk";
    }
    return {};
}

/// Inputs. Most are not told: what they led to is.
class LineMaker::EventLine
{
public:
    EventLine(const engine::DeskState& state, const Stamp& stamp, bool isRepeated)
        : m_state(state)
        , m_stamp(stamp)
        , m_isRepeated(isRepeated)
    {
    }

    template<class Other> std::optional<RecordLine> operator()(const Other&)
    {
        return std::nullopt;
    }

    std::optional<RecordLine> operator()(const orders::Fill& fill)
    {
        const auto* instrument = m_state.instrument(fill.instrument);
        if (m_isRepeated || instrument == nullptr) {
            return std::nullopt;
        }
        const auto& currencies = m_state.portfolio.currencies();
        const auto* record = m_state.ledger.find(fill.order);
        RecordLine line(LineKind::Fill, m_stamp.seq);
        line.text("time", isoText(fill.time)).text("received", isoText(m_stamp.wall));
        line.id("fill", m_state.portfolio.lastFill().value).text("instrument", instrument->name());
        line.id("order", fill.order.value).text("side", sideName(fill.side));
        addQuantity(line, "quantity", instrument, fill.size);
        addPrice(line, "price", instrument, fill.price);
        line.text("value", moneyText(fill.value)).text("fee", moneyText(fill.fee));
        line.text("fee_currency", currencies.codeOf(fill.feeCurrency)).text("currency", instrument->quoteCurrency);
        line.text("liquidity", orders::nameOf(fill.liquidity)).flag("external", record == nullptr);
        if (record != nullptr) {
            line.textIfAny("strategy", strategySpec(m_state, record->ticket.strategy));
        }
        line.textIfAny("venue_fill_id", fill.venueFillId.view());
        return line;
    }

    std::optional<RecordLine> operator()(const OrderReport& report)
    {
        const auto* instrument = instrumentOf(m_state, report.order);
        RecordLine line = orderEvent(report.order, orders::nameOf(report.kind), instrument);
        addQuantity(line, "quantity", instrument, report.size);
        addPrice(line, "limit", instrument, report.limit);
        addPrice(line, "stop", instrument, report.stop);
        line.textIfAny("venue_order_id", report.venueOrderId.view()).textIfAny("text", report.text.view());
        if (report.venueTime.ns != 0 && !isOwnWord(report)) {
            line.text("venue_time", isoText(report.venueTime));
        }
        return line;
    }

    std::optional<RecordLine> operator()(const ExternalOrderReported& reported)
    {
        const auto* instrument = m_state.instrument(reported.instrument);
        RecordLine line = orderEvent({}, reported.isOpen ? "external_open" : "external_ended", instrument);
        line.text("side", sideName(reported.side));
        addQuantity(line, "quantity", instrument, reported.left);
        addPrice(line, "limit", instrument, reported.limit);
        addPrice(line, "stop", instrument, reported.stop);
        return line.text("venue_order_id", reported.venueOrderId.view());
    }

    std::optional<RecordLine> operator()(const FillBusted& busted)
    {
        RecordLine line = orderEvent({}, "fill_busted", m_state.instrument(busted.instrument));
        return line.text("venue_fill_id", busted.venueFillId.view());
    }

    std::optional<RecordLine> operator()(const FillCorrected& corrected)
    {
        const auto* instrument = m_state.instrument(corrected.instrument);
        RecordLine line = orderEvent({}, "fill_corrected", instrument);
        addQuantity(line, "quantity", instrument, corrected.size);
        addPrice(line, "price", instrument, corrected.price);
        line.text("value", moneyText(corrected.value)).text("fee", moneyText(corrected.fee));
        line.text("fee_currency", m_state.portfolio.currencies().codeOf(feeCurrencyOf(corrected)));
        line.text("currency", instrument != nullptr ? instrument->quoteCurrency : std::string());
        return line.text("venue_fill_id", corrected.venueFillId.view());
    }

    std::optional<RecordLine> operator()(const CashMoved& moved)
    {
        RecordLine line(LineKind::Cash, m_stamp.seq);
        line.text("time", isoText(m_stamp.wall))
            .text("reason", nameOf(moved.kind))
            .text("amount", moneyText(moved.amount));
        line.text("currency", m_state.portfolio.currencies().codeOf(moved.currency));
        line.textIfAny("instrument", instrumentName(m_state, moved.instrument));
        return line.textIfAny("note", moved.note.view());
    }

    std::optional<RecordLine> operator()(const SessionStarted& started)
    {
        RecordLine line = mode("session_started");
        line.text("mode", risk::nameOf(risk::Mode::Halted)).text("environment", orders::nameOf(started.environment));
        return line.number("session", std::uint64_t{started.boot}).text("reason", started.program);
    }

    std::optional<RecordLine> operator()(const SessionEnded& ended)
    {
        RecordLine line = mode("session_ended");
        line.text("mode", risk::nameOf(risk::Mode::Halted));
        line.text("environment", orders::nameOf(m_state.session.environment));
        return line.number("session", std::uint64_t{m_state.session.boot})
            .text("cause", ended.byPerson ? "person" : "desk");
    }

    std::optional<RecordLine> operator()(const KillLatched& latched)
    {
        RecordLine line = mode("latched");
        line.text("level", risk::nameOf(latched.level)).text("scope", risk::nameOf(latched.scope.kind));
        line.id("scope_id", latched.scope.id).textIfAny("by", principalName(m_state, latched.by));
        return line.text("cause", "kill").textIfAny("reason", latched.cause.view());
    }

    /// Who may do what from here on; names stand with the accounts.
    std::optional<RecordLine> operator()(const PeopleVouched& vouched)
    {
        RecordLine line = mode("people");
        std::string people;
        for (const Person& person : vouched.people) {
            people += (people.empty() ? "" : " ") + principalName(m_state, person.id) + "=";
            std::string roles;
            for (int i = 0; i < risk::roleCount; ++i) {
                if (const auto role = static_cast<risk::Role>(i); person.roles.has(role)) {
                    roles += (roles.empty() ? "" : "+") + std::string(risk::nameOf(role));
                }
            }
            people += roles.empty() ? "none" : roles;
        }
        return line.text("reason", people);
    }

    std::optional<RecordLine> operator()(const LiveVouched& vouched)
    {
        RecordLine line = mode(vouched.isGranted ? "live_granted" : "live_ended");
        return line.number("grant", vouched.grant);
    }

    std::optional<RecordLine> operator()(const TroubleFound& trouble)
    {
        RecordLine line = mode("trouble");
        line.text("cause",
                  trouble.what == Trouble::JournalFailed       ? "journal_failed"
                      : trouble.what == Trouble::EngineStalled ? "engine_stalled"
                      : trouble.what == Trouble::RecordBehind  ? "record_behind"
                                                               : "account_restricted");
        return line.textIfAny("reason", trouble.text.view());
    }

private:
    /// As booked, where the venue did not say.
    CurrencyId feeCurrencyOf(const FillCorrected& corrected) const
    {
        if (corrected.feeCurrency) {
            return corrected.feeCurrency;
        }
        const auto fill = m_state.seen.find(corrected.account, corrected.instrument, corrected.venueFillId);
        const CurrencyId booked = fill ? m_state.portfolio.feeCurrencyOf(*fill) : CurrencyId{};
        return booked ? booked : m_state.portfolio.quoteOf(corrected.instrument);
    }
    RecordLine orderEvent(OrderId order, std::string_view event, const market::Instrument* instrument) const
    {
        RecordLine line(LineKind::OrderEvent, m_stamp.seq);
        line.text("time", isoText(m_stamp.wall)).id("order", order.value).text("event", event);
        return line.textIfAny("instrument", instrument != nullptr ? instrument->name() : std::string());
    }
    RecordLine mode(std::string_view event) const
    {
        RecordLine line(LineKind::Mode, m_stamp.seq);
        return line.text("time", isoText(m_stamp.wall)).text("event", event);
    }

    const engine::DeskState& m_state;
    const Stamp& m_stamp;
    bool m_isRepeated;
};

std::optional<RecordLine> LineMaker::lineOf(const Stamp& stamp, const events::Event& event, bool isRepeated)
{
    if (std::holds_alternative<SessionStarted>(event)) {
        m_proposals.clear();
    }
    return std::visit(EventLine(m_state, stamp, isRepeated), event);
}

} // namespace omni::runtime
