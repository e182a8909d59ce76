#include "core/host/runtime/audit/desk_entries.h"

#include "core/desk/engine/principals.h"
#include "core/desk/events/broker_refused.h"
#include "core/desk/events/codec.h"
#include "core/desk/events/own_word.h"
#include "core/host/runtime/export/line_maker.h"
#include "core/host/runtime/export/line_parts.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using namespace events;
using audit::AuditEntry;
using audit::AuditOutcome;
using audit::AuditPath;

/// In the order of `Wish`.
constexpr std::array<std::string_view, std::variant_size_v<Wish>> wishNames{"approve",
                                                                            "decline",
                                                                            "snooze",
                                                                            "amend",
                                                                            "place_order",
                                                                            "replace_order",
                                                                            "move_stop",
                                                                            "cancel_order",
                                                                            "cancel_orders",
                                                                            "query_order",
                                                                            "kill",
                                                                            "reset_kill",
                                                                            "clear_breaker",
                                                                            "set_mode",
                                                                            "grant_autonomy",
                                                                            "end_autonomy",
                                                                            "switch_strategy",
                                                                            "set_limits",
                                                                            "add_note",
                                                                            "settle_unknown",
                                                                            "adopt_position",
                                                                            "bring_back",
                                                                            "adopt_cash",
                                                                            "adopt_opening",
                                                                            "ignore_difference",
                                                                            "close_difference",
                                                                            "cancel_external_order"};

AuditPath auditPathOf(risk::EntryPath path) noexcept
{
    switch (path) {
    case risk::EntryPath::Gui:
        return AuditPath::Window;
    case risk::EntryPath::Api:
        return AuditPath::ControlApi;
    case risk::EntryPath::Cli:
        return AuditPath::CommandLine;
    case risk::EntryPath::Hotkey:
        return AuditPath::Hotkey;
    case risk::EntryPath::Chat:
        return AuditPath::Chat;
    }
    return AuditPath::Program;
}

std::string_view auditRoleOf(PrincipalId principal) noexcept
{
    if (!principal) {
        return {};
    }
    switch (engine::kindOf(principal)) {
    case risk::PrincipalKind::Owner:
        return "owner";
    case risk::PrincipalKind::Person:
        return "person";
    case risk::PrincipalKind::Script:
        return "script";
    case risk::PrincipalKind::Strategy:
        return "strategy";
    case risk::PrincipalKind::Breaker:
        return "desk";
    }
    return {};
}

std::string scopeWords(const engine::DeskState& state, risk::Scope scope)
{
    std::string text(risk::nameOf(scope.kind));
    if (scope.kind == risk::ScopeKind::Global) {
        return text;
    }
    return text
        + fmt::format(":{}",
                      scope.kind == risk::ScopeKind::Symbol && state.instrument(InstrumentId{scope.id})
                          ? instrumentName(state, InstrumentId{scope.id})
                          : std::to_string(scope.id));
}

/// "proposal 12 (buy 0.01 binance:BTCUSDT)". The proposal still waits when its approval is told.
std::string approvedWords(const engine::DeskState& state, const ApprovalGranted& granted)
{
    const std::string proposal = fmt::format("proposal {}", granted.proposal.value);
    const auto* waiting = state.waiting.find(granted.proposal);
    const auto* instrument = waiting != nullptr ? state.instrument(waiting->made.proposal.instrument) : nullptr;
    return instrument != nullptr ? fmt::format("{} ({} {} {})", proposal, sideName(waiting->made.proposal.side),
                                               market::quantityText(*instrument, granted.size), instrument->name())
                                 : fmt::format("{}, {} lots", proposal, granted.size.count);
}

/// One entry at a time, by whom and with which outcome.
class EntryMaker
{
public:
    explicit EntryMaker(const engine::DeskState& state)
        : m_state(state)
    {
    }
    [[nodiscard]] AuditEntry by(PrincipalId who, std::string_view action, std::string object, AuditOutcome outcome,
                                std::string_view reason = {}) const
    {
        AuditEntry entry;
        entry.actor.name = who ? principalName(m_state, who) : std::string("desk");
        entry.actor.role = auditRoleOf(who);
        entry.actor.session = fmt::format("start {}", m_state.session.boot);
        entry.action = action;
        entry.object = std::move(object);
        entry.outcome = outcome;
        entry.reason = reason;
        return entry;
    }

protected:
    const engine::DeskState& m_state;
};

/// What a wish is about.
class WishObject
{
public:
    explicit WishObject(const engine::DeskState& state)
        : m_state(state)
    {
    }
    std::string operator()(const Kill& kill) const
    {
        return fmt::format("{} {}", scopeWords(m_state, kill.scope), risk::nameOf(kill.level));
    }
    std::string operator()(const ResetKill& reset) const
    {
        return scopeWords(m_state, reset.scope);
    }
    std::string operator()(const CancelOrders& cancel) const
    {
        return fmt::format("{}{}", scopeWords(m_state, cancel.scope), cancel.entriesOnly ? " entries" : "");
    }
    std::string operator()(const SetMode& mode) const
    {
        return std::string(risk::nameOf(mode.mode));
    }
    std::string operator()(const ClearBreaker& clear) const
    {
        return std::string(events::nameOf(static_cast<Breaker>(clear.breaker)));
    }
    std::string operator()(const SwitchStrategy& sw) const
    {
        return fmt::format("strategy {} {}", sw.strategy.value, sw.on ? "on" : "off");
    }
    std::string operator()(const PlaceOrder& place) const
    {
        return fmt::format("{} {} lots of {}", sideName(place.ticket.side), place.ticket.size.count,
                           instrumentName(m_state, place.ticket.instrument));
    }
    std::string operator()(const CancelExternalOrder& cancel) const
    {
        return std::string(cancel.venueOrderId.view());
    }
    std::string operator()(const SetLimits&) const
    {
        return "limits";
    }
    template<class Other> std::string operator()(const Other& other) const
    {
        if constexpr (requires {
                          other.proposal;
                          other.size;
                      }) {
            return fmt::format("proposal {}", other.proposal.value);
        } else if constexpr (requires { other.order; }) {
            return fmt::format("order {}", other.order.value);
        } else if constexpr (requires { other.proposal; }) {
            return fmt::format("proposal {}", other.proposal.value);
        } else if constexpr (requires { other.strategy; }) {
            return fmt::format("strategy {}", other.strategy.value);
        } else if constexpr (requires { other.instrument; }) {
            return instrumentName(m_state, other.instrument);
        } else {
            return {};
        }
    }

private:
    const engine::DeskState& m_state;
};

class EventEntry : public EntryMaker
{
public:
    using EntryMaker::EntryMaker;
    template<class Other> std::optional<AuditEntry> operator()(const Other&) const
    {
        return std::nullopt;
    }
    std::optional<AuditEntry> operator()(const Command& command) const
    {
        const auto* note = std::get_if<AddNote>(&command.what);
        if (note != nullptr && note->tag.view() == brokerRefused) { // a certificate, a key, a ban
            return by(command.by, "line.refused", {}, AuditOutcome::Noted, note->text.view());
        }
        const auto what = wishNames.at(command.what.index());
        auto entry = by(command.by, fmt::format("command.{}", what), std::visit(WishObject(m_state), command.what),
                        AuditOutcome::Begun, command.reason.view());
        entry.actor.path = auditPathOf(command.path);
        return entry;
    }
    std::optional<AuditEntry> operator()(const SessionStarted& started) const
    {
        auto entry
            = by({}, "session.start", fmt::format("{} at {}", orders::nameOf(started.environment), started.accountName),
                 AuditOutcome::Begun, started.program);
        entry.actor.session = fmt::format("start {}", started.boot); // the state is still that of the one before
        return entry;
    }
    std::optional<AuditEntry> operator()(const SessionEnded& ended) const
    {
        return by({}, "session.end", {}, AuditOutcome::Noted, ended.byPerson ? "by a person" : "by itself");
    }
    std::optional<AuditEntry> operator()(const KillLatched& kill) const
    {
        return by(kill.by, "kill.pressed",
                  fmt::format("{} {}", scopeWords(m_state, kill.scope), risk::nameOf(kill.level)), AuditOutcome::Done,
                  kill.cause.view());
    }
    std::optional<AuditEntry> operator()(const LiveVouched& vouched) const
    {
        return by({}, vouched.isGranted ? "live.begun" : "live.ended", fmt::format("grant {}", vouched.grant),
                  AuditOutcome::Noted);
    }
    std::optional<AuditEntry> operator()(const TroubleFound& trouble) const
    {
        return by({}, "trouble.found", {}, AuditOutcome::Noted, trouble.text.view());
    }
    std::optional<AuditEntry> operator()(const OrderReport& report) const
    {
        if (!isOwnWord(report)) {
            return std::nullopt;
        }
        return by({}, "order.held_back", fmt::format("order {}", report.order.value), AuditOutcome::Refused,
                  report.text.view());
    }
};

class FactEntry : public EntryMaker
{
public:
    using EntryMaker::EntryMaker;
    template<class Other> std::optional<AuditEntry> operator()(const Other&) const
    {
        return std::nullopt;
    }
    std::optional<AuditEntry> operator()(const ApprovalGranted& granted) const
    {
        auto entry = by(granted.by, "approval.granted", approvedWords(m_state, granted), AuditOutcome::Done,
                        granted.automatic ? "within a granted budget" : "");
        entry.actor.path = granted.automatic ? AuditPath::Program : auditPathOf(granted.path);
        return entry;
    }
    std::optional<AuditEntry> operator()(const ProposalClosed& closed) const
    {
        if (closed.how != Closing::Declined) {
            return std::nullopt;
        }
        return by(closed.by, "approval.refused", fmt::format("proposal {}", closed.proposal.value), AuditOutcome::Done);
    }
    std::optional<AuditEntry> operator()(const CommandDenied& denied) const
    {
        return by(denied.by, "command.denied", {}, AuditOutcome::Refused, events::nameOf(denied.why));
    }
    std::optional<AuditEntry> operator()(const ModeChanged& changed) const
    {
        return by(changed.by, "desk.mode", std::string(risk::nameOf(changed.mode)), AuditOutcome::Done,
                  withCause(changed.cause, changed.reason.view()));
    }
    std::optional<AuditEntry> operator()(const Latched& latched) const
    {
        return by(latched.by, "kill.latched",
                  fmt::format("{} {}", scopeWords(m_state, latched.scope), risk::nameOf(latched.level)),
                  AuditOutcome::Done, withCause(latched.cause, latched.reason.view()));
    }
    std::optional<AuditEntry> operator()(const LatchCleared& cleared) const
    {
        return by(cleared.by, "kill.reset", scopeWords(m_state, cleared.scope), AuditOutcome::Done,
                  cleared.reason.view());
    }
    std::optional<AuditEntry> operator()(const BreakerTripped& tripped) const
    {
        return by({}, "breaker.tripped", std::string(events::nameOf(tripped.breaker)), AuditOutcome::Done,
                  fmt::format("limit {}, actual {}", tripped.limit, tripped.actual));
    }
    std::optional<AuditEntry> operator()(const BreakerCleared& cleared) const
    {
        return by(cleared.by, "breaker.cleared", std::string(events::nameOf(cleared.breaker)), AuditOutcome::Done,
                  cleared.reason.view());
    }
    std::optional<AuditEntry> operator()(const AutonomyGranted& granted) const
    {
        return by(granted.by, "autonomy.granted", fmt::format("strategy {}", granted.grant.strategy.value),
                  AuditOutcome::Done,
                  fmt::format("{} a day, loss {}, {} orders", moneyText(granted.grant.valuePerDay),
                              moneyText(granted.grant.lossPerDay), granted.grant.ordersPerDay));
    }
    std::optional<AuditEntry> operator()(const AutonomyEnded& ended) const
    {
        return by({}, "autonomy.ended", fmt::format("strategy {}", ended.strategy.value), AuditOutcome::Done,
                  events::nameOf(ended.cause));
    }
    std::optional<AuditEntry> operator()(const StrategySwitched& switched) const
    {
        return by(switched.by, "strategy.switched",
                  fmt::format("strategy {} {}", switched.strategy.value, switched.on ? "on" : "off"),
                  AuditOutcome::Done, events::nameOf(switched.cause));
    }
    std::optional<AuditEntry> operator()(const LimitsChanged& changed) const
    {
        return by(changed.by, "limits.changed", "limits", AuditOutcome::Done, changed.reason.view());
    }
    std::optional<AuditEntry> operator()(const PositionAdopted& adopted) const
    {
        return by(adopted.by, "books.position_adopted",
                  fmt::format("{} from {} to {} lots", instrumentName(m_state, adopted.instrument), adopted.from.count,
                              adopted.to.count),
                  AuditOutcome::Done);
    }
    std::optional<AuditEntry> operator()(const CashAdopted& adopted) const
    {
        return by(adopted.by, "books.cash_adopted",
                  fmt::format("{} from {} to {}", m_state.portfolio.currencies().codeOf(adopted.currency),
                              moneyText(adopted.from), moneyText(adopted.to)),
                  AuditOutcome::Done, adopted.reason.view());
    }
    std::optional<AuditEntry> operator()(const DifferenceIgnored& ignored) const
    {
        return by(ignored.by, "books.difference_ignored",
                  fmt::format("ours {}, theirs {}", ignored.ours, ignored.theirs), AuditOutcome::Done,
                  ignored.reason.view());
    }
    std::optional<AuditEntry> operator()(const UnknownSettled& settled) const
    {
        return by(settled.by, "order.settled",
                  fmt::format("order {} {}", settled.order.value, settled.exists ? "exists" : "does not exist"),
                  AuditOutcome::Done, settled.reason.view());
    }

private:
    static std::string withCause(Cause cause, std::string_view reason)
    {
        return reason.empty() ? std::string(events::nameOf(cause))
                              : fmt::format("{}: {}", events::nameOf(cause), reason);
    }
};

} // namespace

std::optional<audit::AuditEntry> entryOf(const engine::DeskState& state, const events::Event& event)
{
    return std::visit(EventEntry(state), event);
}

std::optional<audit::AuditEntry> entryOf(const engine::DeskState& state, const events::Fact& fact)
{
    return std::visit(FactEntry(state), fact);
}

bool mayHaveEntry(std::uint16_t kind) noexcept
{
    if (isTape(kind)) {
        return false;
    }
    static const std::array facts{events::kindOf(Fact(ApprovalGranted{})),   events::kindOf(Fact(ProposalClosed{})),
                                  events::kindOf(Fact(CommandDenied{})),     events::kindOf(Fact(ModeChanged{})),
                                  events::kindOf(Fact(Latched{})),           events::kindOf(Fact(LatchCleared{})),
                                  events::kindOf(Fact(BreakerTripped{})),    events::kindOf(Fact(BreakerCleared{})),
                                  events::kindOf(Fact(AutonomyGranted{})),   events::kindOf(Fact(AutonomyEnded{})),
                                  events::kindOf(Fact(StrategySwitched{})),  events::kindOf(Fact(LimitsChanged{})),
                                  events::kindOf(Fact(PositionAdopted{})),   events::kindOf(Fact(CashAdopted{})),
                                  events::kindOf(Fact(DifferenceIgnored{})), events::kindOf(Fact(UnknownSettled{}))};
    static const std::array inputs{events::kindOf(Event(Command{})),      events::kindOf(Event(SessionStarted{})),
                                   events::kindOf(Event(SessionEnded{})), events::kindOf(Event(KillLatched{})),
                                   events::kindOf(Event(TroubleFound{})), events::kindOf(Event(OrderReport{})),
                                   events::kindOf(Event(LiveVouched{}))};
    return isFact(kind) ? std::ranges::find(facts, kind) != facts.end()
                        : std::ranges::find(inputs, kind) != inputs.end();
}

} // namespace omni::runtime
