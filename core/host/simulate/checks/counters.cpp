#include "core/host/simulate/checks/counters.h"

#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/simulate/checks/life_table.h"

#include <algorithm>

namespace omni::simulate {

namespace {

using namespace events;
using orders::OrderState;

enum Group : std::size_t {
    Transition,
    Refusal,
    Tripped,
    Cleared,
    Latch,
    ModeTo,
    Denied,
    Alert,
    Closed,
    Input,
    Life,
    Consent
};

template<class Enum> std::vector<std::string> keysOf(std::size_t count)
{
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < count; ++i) {
        keys.emplace_back(nameOf(static_cast<Enum>(i)));
    }
    return keys;
}

constexpr std::array<std::string_view, 26> alertKeys{
    "autonomy.budget_used",  "event.not_booked",       "exit.forbidden",
    "exit.refused",          "fill.contradicts_order", "fill.external",
    "fill.repeated",         "fill.reversed",          "limits.kept",
    "order.external",        "order.late_fill",        "order.leg_refused",
    "order.rejected",        "order.unknown",          "position.flipped",
    "position.unprotected",  "strategy.failed",        "position.time_exit",
    "order.not_recorded",    "position.opposed",       "cash.mismatch",
    "data.left_out",         "target.watched",         "position.stop_passed",
    "proposal.expires_soon", "position.stop_in_doubt"};

constexpr std::array<std::string_view, 11> inputs{"fill",     "fill_external", "fill_again", "fill_late",
                                                  "bust",     "correction",    "split",      "increments",
                                                  "mismatch", "link_cut",      "market_torn"};
enum InputKey : std::size_t {
    AnyFill,
    External,
    Again,
    Late,
    Bust,
    Correction,
    Split,
    Increments,
    Mismatch,
    LinkCut,
    MarketTorn
};

constexpr std::array<std::string_view, 7> lives{"start", "crash",           "switch_pressed",   "journal_failed",
                                                "quiet", "unknown_settled", "reset_not_written"};
enum LifeKey : std::size_t { Start, Crash, Pressed, JournalFailed, Quiet, Settled, ResetNotWritten };

constexpr std::size_t noState = statesOfOrders; // an order that was not there before

constexpr std::array<std::string_view, 6> consents{"by_person", "by_budget", "drifted",
                                                   "snoozed",   "amended",   "brought_back"};
enum ConsentKey : std::size_t { ByPerson, ByBudget, Drifted, Snoozed, Amended, BroughtBack };

/// What the simulator cannot bring about, and why.
struct Beyond {
    std::string_view counter, why;
};
constexpr std::array<Beyond, 5> beyondReach{{
    {"denial.live_not_ready", "its desks trade on paper"},
    {"denial.second_person_missing", "its profiles have one person and no accounts"},
    {"denial.ask_again_later", "its profiles have one person and no accounts"},
    {"refusal.environment", "the engine writes the session's own environment on each ticket"},
    {"alert.order.not_recorded", "an engine asks for room in its books before it plans an order"},
}};

/// Of what a watcher sees of an event and all that was decided upon it, the moves one by one: an order is first made,
/// then let go, and only what was let go can be asked back. Visits pairs of places.
template<class Visit> void eachMove(const OrderMove& move, Visit&& visit)
{
    std::size_t from = move.from ? static_cast<std::size_t>(*move.from) : noState;
    const auto to = static_cast<std::size_t>(move.to);
    constexpr auto created = static_cast<std::size_t>(OrderState::Created);
    constexpr auto sent = static_cast<std::size_t>(OrderState::Sent);
    if (from == noState && to != created) {
        visit(from, created);
        from = created;
    }
    if (from == created && to == static_cast<std::size_t>(OrderState::CancelSent)) {
        visit(from, sent);
        from = sent;
    }
    visit(from, to);
}

/// No move is made of others, as `eachMove` takes them apart.
bool isOneMove(std::size_t from, std::size_t to) noexcept
{
    const auto before = from == noState ? std::nullopt : std::optional(static_cast<OrderState>(from));
    const auto after = static_cast<OrderState>(to);
    return mayFollow(before, after) && (before || after == OrderState::Created)
        && !(before == OrderState::Created && after == OrderState::CancelSent);
}

template<std::size_t n> std::vector<std::string> listed(const std::array<std::string_view, n>& names)
{
    return {names.begin(), names.end()};
}

std::vector<CounterGroup> makeGroups()
{
    std::vector<CounterGroup> groups(12);
    groups[Transition].name = "transition";
    for (std::size_t from = 0; from <= noState; ++from) {
        for (std::size_t to = 0; to < statesOfOrders; ++to) {
            groups[Transition].keys.push_back((from == noState
                                                   ? std::string("none")
                                                   : std::string(orders::nameOf(static_cast<orders::OrderState>(from))))
                                              + ">" + std::string(orders::nameOf(static_cast<orders::OrderState>(to))));
        }
    }
    groups[Refusal] = {"refusal", keysOf<risk::Rule>(risk::ruleCount)};
    groups[Tripped] = {"breaker", keysOf<Breaker>(breakerCount)};
    groups[Cleared] = {"breaker_cleared", keysOf<Breaker>(breakerCount)};
    groups[Latch].name = "latch";
    for (std::size_t kind = 0; kind < 4; ++kind) {
        for (std::size_t level = 1; level < 5; ++level) {
            groups[Latch].keys.push_back(std::string(risk::nameOf(static_cast<risk::ScopeKind>(kind))) + "."
                                         + std::string(risk::nameOf(static_cast<risk::KillLevel>(level))));
        }
    }
    groups[ModeTo] = {"mode", keysOf<risk::Mode>(4)};
    groups[Denied] = {"denial", keysOf<Denial>(static_cast<std::size_t>(Denial::AskAgainLater) + 1)};
    groups[Alert] = {"alert", listed(alertKeys)};
    for (std::size_t breaker = 0; breaker < breakerCount; ++breaker) {
        groups[Alert].keys.push_back("breaker." + std::string(nameOf(static_cast<Breaker>(breaker))));
    }
    groups[Closed] = {"proposal", keysOf<Closing>(6)};
    groups[Input] = {"input", listed(inputs)};
    groups[Life] = {"life", listed(lives)};
    groups[Consent] = {"consent", listed(consents)};
    return groups;
}

} // namespace

const std::vector<CounterGroup>& counterGroups()
{
    static const std::vector<CounterGroup> groups = makeGroups();
    return groups;
}

/// Moves that no table allows are left out unless they happened: there are ninety pairs of states.
std::vector<std::pair<std::string, std::uint64_t>> named(const Seen& seen)
{
    std::vector<std::pair<std::string, std::uint64_t>> all;
    const auto& groups = counterGroups();
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (std::size_t key = 0; key < groups[group].keys.size(); ++key) {
            const std::uint64_t count = seen.of(group, key);
            const std::string name = std::string(groups[group].name) + "." + groups[group].keys[key];
            if (group == Transition && count == 0 && !isOneMove(key / statesOfOrders, key % statesOfOrders)) {
                continue;
            }
            const bool isBeyond = std::any_of(beyondReach.begin(), beyondReach.end(),
                                              [&name](const Beyond& one) { return one.counter == name; });
            if (count > 0 || !isBeyond) {
                all.emplace_back(name, count);
            }
        }
    }
    return all;
}

void Counters::onBoot(const Scene&, const engine::DeskState& recovered, Findings&)
{
    m_seen.count(Life, Start);
    m_watch.restart(recovered);
    m_duplicates = recovered.counters.duplicateFills;
    m_lateFills = recovered.counters.lateFills;
    m_hasFailed = false;
}

void Counters::onInput(const Scene& scene, const Stamp&, const Event& event, Findings&)
{
    const auto& state = scene.engine->state();
    const auto* command = std::get_if<Command>(&event);
    m_bringsBack = command != nullptr && std::holds_alternative<BringBack>(command->what);
    m_watch.look(state, event, [this](const OrderMove& move) { countMove(move); });
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        m_seen.count(Input, AnyFill);
        m_seen.count(Input, External, fill->order ? 0 : 1);
        m_seen.count(Input, Again, state.counters.duplicateFills - m_duplicates);
        m_seen.count(Input, Late, state.counters.lateFills - m_lateFills);
        m_duplicates = state.counters.duplicateFills;
        m_lateFills = state.counters.lateFills;
    } else if (std::holds_alternative<FillBusted>(event)) {
        m_seen.count(Input, Bust);
    } else if (std::holds_alternative<FillCorrected>(event)) {
        m_seen.count(Input, Correction);
    } else if (std::holds_alternative<SplitHappened>(event)) {
        m_seen.count(Input, Split);
    } else if (const auto* defined = std::get_if<InstrumentDefined>(&event)) {
        m_seen.count(Input, Increments, defined->instrument.version > 1 ? 1 : 0);
    } else if (const auto* position = std::get_if<PositionReported>(&event)) {
        m_seen.count(Input, Mismatch, state.reported.contains(position->instrument) ? 1 : 0);
    } else if (const auto* pressed = std::get_if<KillLatched>(&event); pressed != nullptr) {
        countLatch(pressed->scope, pressed->level);
        m_seen.count(Life, ResetNotWritten, pressed->cause.view() == runtime::resetNotWritten ? 1 : 0);
    } else if (const auto* link = std::get_if<LinkChanged>(&event)) {
        m_seen.count(Input, link->kind == LinkKind::Orders ? LinkCut : MarketTorn, link->up ? 0 : 1);
    }
    if (scene.journalFailed && !m_hasFailed) {
        m_hasFailed = true;
        m_seen.count(Life, JournalFailed);
    }
}

void Counters::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings&)
{
    m_watch.look(scene.engine->state(), fact, [this](const OrderMove& move) { countMove(move); });
    if (const auto* refused = std::get_if<OrderRefused>(&fact)) {
        m_seen.count(Refusal, static_cast<std::size_t>(refused->refusal.rule));
    } else if (const auto* tripped = std::get_if<BreakerTripped>(&fact)) {
        m_seen.count(Tripped, static_cast<std::size_t>(tripped->breaker));
    } else if (const auto* cleared = std::get_if<BreakerCleared>(&fact)) {
        m_seen.count(Cleared, static_cast<std::size_t>(cleared->breaker));
    } else if (const auto* latched = std::get_if<Latched>(&fact)) {
        countLatch(latched->scope, latched->level);
    } else if (const auto* mode = std::get_if<ModeChanged>(&fact)) {
        m_seen.count(ModeTo, static_cast<std::size_t>(mode->mode));
    } else if (const auto* denied = std::get_if<CommandDenied>(&fact)) {
        m_seen.count(Denied, static_cast<std::size_t>(denied->why));
    } else if (const auto* closed = std::get_if<ProposalClosed>(&fact)) {
        m_seen.count(Closed, static_cast<std::size_t>(closed->how));
    } else if (const auto* alert = std::get_if<AlertRaised>(&fact)) {
        const auto found = std::find(alertKeys.begin(), alertKeys.end(), alert->key.view());
        if (found != alertKeys.end()) {
            m_seen.count(Alert, static_cast<std::size_t>(found - alertKeys.begin()));
        } else {
            countAlertOfBreaker(alert->key.view());
        }
    } else if (const auto* granted = std::get_if<ApprovalGranted>(&fact)) {
        m_seen.count(Consent, granted->automatic ? ByBudget : ByPerson);
    } else if (std::holds_alternative<ProposalDrifted>(fact)) {
        m_seen.count(Consent, Drifted);
    } else if (std::holds_alternative<ProposalSnoozed>(fact)) {
        m_seen.count(Consent, Snoozed);
    } else if (const auto* made = std::get_if<ProposalMade>(&fact)) {
        m_seen.count(Consent, m_bringsBack ? BroughtBack : Amended, made->replaces ? 1 : 0);
    } else if (std::holds_alternative<UnknownSettled>(fact)) {
        m_seen.count(Life, Settled);
    }
}

void Counters::countMove(const OrderMove& move)
{
    eachMove(move, [this](std::size_t from, std::size_t to) { m_seen.count(Transition, from * statesOfOrders + to); });
}

void Counters::countLatch(risk::Scope scope, risk::KillLevel level)
{
    if (level != risk::KillLevel::None) {
        m_seen.count(Latch, static_cast<std::size_t>(scope.kind) * 4 + static_cast<std::size_t>(level) - 1);
    }
}

void Counters::countAlertOfBreaker(std::string_view key)
{
    constexpr std::string_view prefix = "breaker.";
    for (std::size_t breaker = 0; breaker < breakerCount && key.starts_with(prefix); ++breaker) {
        if (key.substr(prefix.size()) == nameOf(static_cast<Breaker>(breaker))) {
            m_seen.count(Alert, alertKeys.size() + breaker);
        }
    }
}

void Counters::onKillPressed(const Scene&, risk::KillLevel, Findings&)
{
    m_seen.count(Life, Pressed);
}

void Counters::onCrash(const Scene&, Findings&)
{
    m_seen.count(Life, Crash);
}

void Counters::onQuiet(const Scene&, Findings&)
{
    m_seen.count(Life, Quiet);
}

} // namespace omni::simulate
