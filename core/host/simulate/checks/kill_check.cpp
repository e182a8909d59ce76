#include "core/host/simulate/checks/kill_check.h"

#include "core/desk/events/principals.h"
#include "core/host/simulate/checks/order_watch.h"
#include "core/host/simulate/model_venue.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

void KillCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings& findings)
{
    m_pressed = scene.switchLevel;
    FlatMap<risk::Scope, Standing> kept;
    for (const auto& entry : m_latches) {
        if (entry.value.since > scene.recovered) {
            continue; // it was never on record; the switch has its own file
        }
        const auto* latch = recovered.latches.find(entry.key);
        if (latch == nullptr || latch->level < entry.value.level) {
            findings.broken(12, scene.step,
                            fmt::format("the latch of record {} is gone after a restart", entry.value.since.value));
        }
        kept.insertOrAssign(entry.key, entry.value);
    }
    for (const auto& entry : recovered.latches) { // one that was lifted by a record which is lost stands again
        if (!kept.contains(entry.key)) {
            kept.insertOrAssign(entry.key, {entry.value.level, Sequence{}});
        }
    }
    m_latches = std::move(kept);
}

void KillCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (const auto* latched = std::get_if<Latched>(&fact)) {
        auto& standing = m_latches.findOrInsert(latched->scope);
        standing.level = std::max(standing.level, latched->level);
        standing.since = stamp.seq;
    } else if (const auto* cleared = std::get_if<LatchCleared>(&fact)) {
        if (cleared->by != owner || cleared->reason.empty()) {
            findings.broken(12, scene.step, "a latch was lifted without the right or a reason");
        }
        m_latches.erase(cleared->scope);
    } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        const auto* record = scene.engine->state().ledger.find(released->order);
        if (record == nullptr || record->ticket.reduceOnly) {
            return;
        }
        const auto& ticket = record->ticket;
        for (const auto& entry : m_latches) {
            if (entry.value.since < stamp.seq
                && risk::reaches(entry.key, ticket.account, ticket.strategy, ticket.instrument)) {
                findings.broken(2, scene.step, fmt::format("order {} was released under a latch", ticket.id.value));
            }
        }
    }
}

void KillCheck::onKillPressed(const Scene&, risk::KillLevel level, Findings&)
{
    m_pressed = std::max(m_pressed, level);
}

void KillCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    if (scene.switchLevel == risk::KillLevel::None) {
        const bool isPressed = m_pressed != risk::KillLevel::None && m_latches.contains(risk::Scope{});
        if (!isPressed) {
            m_pressed = risk::KillLevel::None; // lifted, by a person and on record: onFact has looked
        }
    }
    if (m_pressed == risk::KillLevel::None) {
        return;
    }
    if (message.kind == WireMessage::Kind::New && !message.ticket.reduceOnly) {
        findings.broken(2, scene.step, fmt::format("order {} was sent after the kill switch", message.order.value));
    }
    if (message.kind == WireMessage::Kind::Replace && message.size && scene.engine != nullptr) {
        const auto* record = scene.engine->state().ledger.find(message.order);
        if (record != nullptr && !record->ticket.reduceOnly && *message.size > record->ticket.size) {
            findings.broken(2, scene.step,
                            fmt::format("order {} was raised after the kill switch", message.order.value));
        }
    }
}

/// Nothing that a latch over everything cancels works on.
void KillCheck::onQuiet(const Scene& scene, Findings& findings)
{
    const auto* global = m_latches.find(risk::Scope{});
    const risk::KillLevel level
        = std::max(global != nullptr ? global->level : risk::KillLevel::None, scene.switchLevel);
    if (level < risk::KillLevel::CancelEntries || scene.engine == nullptr || scene.journalFailed) {
        return;
    }
    for (const VenueOrder& order : scene.venue->orders()) {
        const bool isReached = level >= risk::KillLevel::CancelAll || order.ticket.role == orders::OrderRole::Entry;
        const auto* record = scene.engine->state().ledger.find(order.ticket.id);
        const bool isOurs = !order.isExternal && record != nullptr && !isOver(record->state);
        // What Flatten sends to close is no order that it cancels.
        const bool isExit = order.ticket.role == orders::OrderRole::Exit;
        if (order.state == VenueOrder::State::Working && isReached && isOurs && !isExit) {
            findings.broken(2, scene.step, fmt::format("order {} works on under a kill", order.ticket.id.value));
        }
    }
}

} // namespace omni::simulate
