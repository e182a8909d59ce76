#include "core/host/simulate/checks/kill_check.h"

#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/simulate/checks/latch_reach.h"
#include "core/host/simulate/model_venue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace omni::simulate {

using namespace events;
using orders::OrderState;

namespace {

std::string told(risk::Scope scope)
{
    return fmt::format("{} {}", risk::nameOf(scope.kind), scope.id);
}

/// What is told of an instrument and says nothing of why it is not flat.
bool isBesides(std::string_view alert) noexcept
{
    constexpr std::array<std::string_view, 5> others{"data.left_out", "fill.repeated", "limits.kept",
                                                     "position.time_exit", "autonomy.budget_used"};
    return std::find(others.begin(), others.end(), alert) != others.end();
}

} // namespace

// --- what stands -----------------------------------------------------------------------------------------------------

/// What was recorded behind the newest record found never was. A latch whose lifting is lost stands again.
void KillCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    m_pressed = m_pressedSince = scene.switchLevel;
    m_untold = 0;
    m_liftedBy.reset();
    m_latches.clear();
    for (const auto& entry : recovered.latches) {
        m_latches.insertOrAssign(entry.key, {entry.value.level, Sequence{}});
    }
    m_released.eraseIf([&scene](OrderId, Sequence seq) { return seq > scene.recovered; });
}

/// What a person was told before it holds for it, too, unless it asks for more than any of its scope has.
void KillCheck::latch(risk::Scope scope, risk::KillLevel level, Sequence seq)
{
    auto& standing = m_latches.findOrInsert(scope);
    if (level <= standing.level) {
        return;
    }
    standing = {level, seq};
    m_reasons.eraseIf([scope](InstrumentId instrument, bool) {
        return scope.kind != risk::ScopeKind::Symbol || scope.id == instrument.value;
    });
}

void KillCheck::onInput(const Scene&, const Stamp& stamp, const Event& event, Findings&)
{
    const auto* pressed = std::get_if<KillLatched>(&event);
    if (pressed == nullptr) {
        return;
    }
    latch(pressed->scope, pressed->level, stamp.seq);
    if (pressed->scope == risk::Scope{} && pressed->cause.view() != runtime::resetNotWritten) {
        m_untold -= m_untold > 0 ? 1 : 0;
    }
}

void KillCheck::onFact(const Scene&, const Stamp& stamp, const Fact& fact, Findings&)
{
    if (const auto* latched = std::get_if<Latched>(&fact)) {
        latch(latched->scope, latched->level, stamp.seq);
    } else if (const auto* cleared = std::get_if<LatchCleared>(&fact)) {
        m_latches.erase(cleared->scope);
        if (cleared->scope == risk::Scope{} && m_untold == 0) {
            m_liftedBy = stamp.seq; // one that was pressed before the engine heard of it stands
        }
    } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        m_released.insertOrAssign(released->order, stamp.seq);
    } else if (const auto* alert = std::get_if<AlertRaised>(&fact); alert != nullptr && !isBesides(alert->key.view())) {
        m_reasons.insertOrAssign(alert->instrument, true);
    }
}

void KillCheck::onKillPressed(const Scene&, risk::KillLevel level, Findings&)
{
    if (level != risk::KillLevel::None) {
        m_pressed = std::max(m_pressed, level);
        m_pressedSince = m_liftedBy ? level : std::max(m_pressedSince, level);
        m_liftedBy.reset();
        ++m_untold;
    }
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
        if (risk::reaches(entry.key, ticket.account, ticket.strategy, ticket.instrument)) {
            findings.broken(2, scene.step,
                            fmt::format("order {} was {} under the latch of {}{}", ticket.id.value, what,
                                        told(entry.key),
                                        sent.released > entry.value.since ? "" : ", decided before it"));
        }
    }
}

// --- what is left ----------------------------------------------------------------------------------------------------

void KillCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr || scene.journalFailed) {
        return;
    }
    // The switch itself may stand higher: it opens when the file of its latch could be cleared, and not at all when it
    // was pressed again meanwhile. What it cancels follows the newest presses.
    lookAtOrders(scene, {}, isPressed(scene) ? m_pressedSince : risk::KillLevel::None, findings);
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
        if (order.state != VenueOrder::State::Working || order.isExternal || !isReached(level, ticket.role)
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
        const bool isBroken
            = std::any_of(state.breakers.begin(), state.breakers.end(),
                          [instrument](const auto& entry) { return entry.key.subject == instrument.value; });
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
