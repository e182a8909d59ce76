#include "core/host/simulate/checks/kill_check.h"

#include "core/desk/events/principals.h"
#include "core/host/simulate/model_venue.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;
using orders::OrderRole;
using orders::OrderState;

namespace {

/// The owner, and on paper whoever runs the program for him.
bool hasRight(PrincipalId who) noexcept
{
    return who == owner || who == script;
}

/// The hands that may still close under any kill.
bool isLastHand(const orders::OrderTicket& ticket) noexcept
{
    return ticket.reduceOnly
        && (ticket.origin == orders::Origin::Human || ticket.origin == orders::Origin::KillSwitch
            || ticket.role == OrderRole::Exit);
}

bool isReached(risk::KillLevel level, const orders::OrderTicket& ticket) noexcept
{
    return level >= risk::KillLevel::CancelAll
        || (level == risk::KillLevel::CancelEntries && ticket.role == OrderRole::Entry);
}

std::string told(risk::Scope scope)
{
    return fmt::format("{} {}", risk::nameOf(scope.kind), scope.id);
}

} // namespace

// --- what stands -----------------------------------------------------------------------------------------------------

/// What was recorded behind the newest record found never was. A latch whose lifting is lost stands again.
void KillCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings)
{
    if (scene.switchLevel < m_onDisk) {
        findings.broken(12, scene.step, "the kill switch has forgotten the level that its file had");
    }
    m_pressed = m_owed = scene.switchLevel;
    m_untold = 0;
    m_liftedBy.reset();
    for (const auto& entry : m_latches) {
        const auto* latch = recovered.latches.find(entry.key);
        const bool isKept = latch != nullptr && latch->level >= entry.value.level;
        if (entry.value.since <= scene.recovered && !isKept) {
            findings.broken(12, scene.step, fmt::format("the latch of {} is gone after a restart", told(entry.key)));
        }
    }
    for (const auto& entry : m_breakers) {
        if (entry.value <= scene.recovered && !recovered.breakers.contains(entry.key)) {
            findings.broken(12, scene.step,
                            fmt::format("the breaker {} is gone after a restart", nameOf(entry.key.breaker)));
        }
    }
    m_latches.clear();
    for (const auto& entry : recovered.latches) {
        m_latches.insertOrAssign(entry.key, {entry.value.level, Sequence{}});
    }
    m_breakers.clear();
    for (const auto& entry : recovered.breakers) {
        m_breakers.insertOrAssign(entry.key, Sequence{});
    }
    m_released.eraseIf([&scene](OrderId, Sequence seq) { return seq > scene.recovered; });
}

void KillCheck::latch(risk::Scope scope, risk::KillLevel level, Sequence seq)
{
    m_reasons.clear();
    auto& standing = m_latches.findOrInsert(scope);
    if (level > standing.level) {
        standing = {level, seq};
    }
}

void KillCheck::onInput(const Scene&, const Stamp& stamp, const Event& event, Findings&)
{
    const auto* pressed = std::get_if<KillLatched>(&event);
    if (pressed == nullptr) {
        return;
    }
    latch(pressed->scope, pressed->level, stamp.seq);
    if (pressed->scope == risk::Scope{}) {
        m_untold -= m_untold > 0 ? 1 : 0;
        m_owed = pressed->level >= m_owed ? risk::KillLevel::None : m_owed;
    }
}

void KillCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (const auto* latched = std::get_if<Latched>(&fact)) {
        latch(latched->scope, latched->level, stamp.seq);
    } else if (const auto* cleared = std::get_if<LatchCleared>(&fact)) {
        onCleared(scene, stamp.seq, *cleared, findings);
    } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        m_released.insertOrAssign(released->order, stamp.seq);
    } else if (const auto* alert = std::get_if<AlertRaised>(&fact)) {
        m_reasons.insertOrAssign(alert->instrument, true);
    } else {
        onBreaker(scene, stamp.seq, fact, findings);
    }
}

void KillCheck::onBreaker(const Scene& scene, Sequence seq, const Fact& fact, Findings& findings)
{
    if (const auto* tripped = std::get_if<BreakerTripped>(&fact)) {
        const std::uint64_t subject = tripped->strategy ? tripped->strategy.value : tripped->instrument.value;
        m_breakers.insertOrAssign({tripped->breaker, subject}, seq);
    } else if (const auto* cleared = std::get_if<BreakerCleared>(&fact)) {
        const std::uint64_t subject = cleared->strategy ? cleared->strategy.value : cleared->instrument.value;
        m_breakers.erase({cleared->breaker, subject});
        if (!hasRight(cleared->by) || cleared->reason.empty()) {
            findings.broken(
                12, scene.step,
                fmt::format("the breaker {} was lifted without the right or a reason", nameOf(cleared->breaker)));
        }
    }
}

void KillCheck::onCleared(const Scene& scene, Sequence seq, const LatchCleared& cleared, Findings& findings)
{
    if (!hasRight(cleared.by) || cleared.reason.empty()) {
        findings.broken(12, scene.step,
                        fmt::format("the latch of {} was lifted without the right or a reason", told(cleared.scope)));
    }
    m_latches.erase(cleared.scope);
    if (cleared.scope == risk::Scope{} && m_untold == 0) {
        m_liftedBy = seq; // one that was pressed before the engine heard of it stands
    }
}

void KillCheck::onKillPressed(const Scene&, risk::KillLevel level, Findings&)
{
    if (level != risk::KillLevel::None) {
        m_pressed = std::max(m_pressed, level);
        m_liftedBy.reset();
        ++m_untold;
    }
}

/// Latches and breakers of the desk are those of these books: none comes or goes without its record.
void KillCheck::onStep(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr) {
        return;
    }
    const auto& state = scene.engine->state();
    if (m_owed != risk::KillLevel::None) {
        findings.broken(12, scene.step, "the desk did not hear at its start that the kill switch is set");
        m_owed = risk::KillLevel::None;
    }
    bool isSame = state.latches.size() == m_latches.size() && state.breakers.size() == m_breakers.size();
    for (const auto& entry : m_latches) {
        const auto* there = state.latches.find(entry.key);
        isSame = isSame && there != nullptr && there->level == entry.value.level;
    }
    if (!isSame) {
        findings.broken(12, scene.step, "a latch or a breaker has come or gone without a record");
    }
}

void KillCheck::onCrash(const Scene& scene, Findings&)
{
    m_onDisk = scene.switchLevel;
}

// --- what is sent ----------------------------------------------------------------------------------------------------

bool KillCheck::isPressed(const Scene& scene) noexcept
{
    if (m_liftedBy && *m_liftedBy <= scene.durable) {
        m_pressed = risk::KillLevel::None;
    }
    return m_pressed != risk::KillLevel::None;
}

void KillCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    if (message.kind == WireMessage::Kind::New && !message.ticket.reduceOnly) {
        const auto* released = m_released.find(message.order);
        const Sent sent{message.ticket, released != nullptr ? *released : Sequence{}};
        m_sent.insertOrAssign(message.order, sent);
        refuse(scene, sent, "sent", findings);
    } else if (message.kind == WireMessage::Kind::Replace && message.size) {
        Sent* sent = m_sent.find(message.order);
        if (sent != nullptr && *message.size > sent->ticket.size) {
            refuse(scene, *sent, "raised", findings);
            sent->ticket.size = *message.size;
        }
    }
}

void KillCheck::refuse(const Scene& scene, const Sent& sent, std::string_view what, Findings& findings)
{
    const auto& ticket = sent.ticket;
    if (isPressed(scene)) {
        findings.broken(2, scene.step,
                        fmt::format("order {} was {} after the kill switch was pressed", ticket.id.value, what));
    }
    for (const auto& entry : m_latches) {
        const bool isDecidedUnderIt = sent.released > entry.value.since;
        if (risk::reaches(entry.key, ticket.account, ticket.strategy, ticket.instrument)
            && (m_inFlight == InFlight::Counts || isDecidedUnderIt)) {
            findings.broken(2, scene.step,
                            fmt::format("order {} was {} under the latch of {}{}", ticket.id.value, what,
                                        told(entry.key), isDecidedUnderIt ? "" : ", decided before it"));
        }
    }
}

// --- what is left ----------------------------------------------------------------------------------------------------

void KillCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr || scene.journalFailed) {
        return;
    }
    lookAtOrders(scene, {}, scene.switchLevel, findings);
    for (const auto& entry : m_latches) {
        lookAtOrders(scene, entry.key, entry.value.level, findings);
        if (entry.value.level == risk::KillLevel::Flatten) {
            lookAtPositions(scene, entry.key, findings);
        }
    }
}

/// An order that the desk does not know for open, or of which it knows that it knows nothing, is told elsewhere.
void KillCheck::lookAtOrders(const Scene& scene, risk::Scope scope, risk::KillLevel level, Findings& findings) const
{
    if (level < risk::KillLevel::CancelEntries) {
        return;
    }
    const auto& ledger = scene.engine->state().ledger;
    for (const VenueOrder& order : scene.venue->orders()) {
        const auto& ticket = order.ticket;
        if (order.state != VenueOrder::State::Working || order.isExternal || !isReached(level, ticket)
            || isLastHand(ticket) || !risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument)) {
            continue;
        }
        const auto* record = ledger.find(ticket.id);
        if (record != nullptr && (record->state == OrderState::Working || record->state == OrderState::CancelSent)) {
            findings.broken(
                2, scene.step,
                fmt::format("order {} works on under {} of {}", ticket.id.value, risk::nameOf(level), told(scope)));
        }
    }
}

/// Flat, on the way there, or a person has been told since why not.
void KillCheck::lookAtPositions(const Scene& scene, risk::Scope scope, Findings& findings) const
{
    const auto& state = scene.engine->state();
    const auto isExplained = [&](StrategyId strategy, InstrumentId instrument) {
        const bool isUnderWay = state.exits.contains({strategy, instrument}) || state.exits.contains({{}, instrument});
        const bool isBroken = std::any_of(m_breakers.begin(), m_breakers.end(), [instrument](const auto& entry) {
            return entry.key.subject == instrument.value;
        });
        return isUnderWay || isBroken || m_reasons.contains(instrument);
    };
    if (scope.kind == risk::ScopeKind::Strategy) {
        for (const auto& entry : state.holdings) {
            const bool isOfScope = entry.key.strategy.value == scope.id && entry.value.lots.count != 0;
            if (isOfScope && !isExplained(entry.key.strategy, entry.key.instrument)) {
                findings.broken(2, scene.step, fmt::format("{} is not flat, and nothing says why", told(scope)));
            }
        }
        return;
    }
    for (const auto& position : state.portfolio.positions()) {
        const bool isOfScope = risk::reaches(scope, state.session.account, {}, position.instrument);
        const bool isFlat = scene.venue->position(position.instrument).count == 0;
        if (isOfScope && !isFlat && !isExplained({}, position.instrument)) {
            findings.broken(2, scene.step,
                            fmt::format("instrument {} is not flat under a latch of {}, and nothing says why",
                                        position.instrument.value, told(scope)));
        }
    }
}

} // namespace omni::simulate
