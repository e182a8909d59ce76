#include "core/host/simulate/checks/protection_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace omni::simulate {

using namespace events;
using orders::OrderRole;
using orders::OrderState;

namespace {

/// It is on its way to the venue, or there, or may be there.
bool isUnderWay(OrderState state) noexcept
{
    switch (state) {
    case OrderState::Sent:
    case OrderState::Working:
    case OrderState::CancelSent:
    case OrderState::Unknown:
        return true;
    case OrderState::Created:
    case OrderState::Filled:
    case OrderState::Cancelled:
    case OrderState::Rejected:
    case OrderState::Expired:
        return false;
    }
    return false;
}

/// The venue has said that it stands there.
bool isConfirmed(OrderState state) noexcept
{
    return state == OrderState::Working || state == OrderState::CancelSent;
}

std::int64_t coveredOf(const engine::DeskState& state, const engine::HoldingKey& key, Side closing,
                       bool (*counts)(OrderState) noexcept)
{
    std::int64_t covered = 0;
    state.ledger.forEachOpen([&](const auto& record) {
        const auto& ticket = record.ticket;
        const bool isOfHolding = ticket.strategy == key.strategy && ticket.instrument == key.instrument;
        const bool closes = ticket.role == OrderRole::Stop || ticket.role == OrderRole::Exit;
        if (isOfHolding && closes && ticket.side == closing && counts(record.state)) {
            covered += ticket.size.count - record.filled.count;
        }
    });
    return covered;
}

} // namespace

/// A person was told before the crash or was not; nothing is known of the time in between.
void ProtectionCheck::onBoot(const Scene&, const engine::DeskState&, Findings&)
{
    m_naked.clear();
    m_isToBeCounted = true;
}

/// Counted after each input: what is covered by one and uncovered by the next has not been naked in between.
void ProtectionCheck::onInput(const Scene& scene, const Stamp&, const Event&, Findings&)
{
    count(scene);
}

void ProtectionCheck::onTick(const Scene& scene, const Stamp&, const market::Tick&, Findings&)
{
    m_isToBeCounted = true; // if a fact follows
    m_naked.forEach([&scene](const engine::HoldingKey&, Naked& naked) {
        naked.couldAct = naked.couldAct || scene.mono - naked.since > longestNaked;
    });
}

void ProtectionCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (m_isToBeCounted) {
        count(scene);
    }
    if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        const auto* record = scene.engine->state().ledger.find(released->order);
        if (record != nullptr && !record->ticket.reduceOnly) {
            checkEntry(scene, released->order, longestNaked, findings);
        }
    }
    const auto* alert = std::get_if<AlertRaised>(&fact);
    if (alert != nullptr && alert->key.view() == "position.unprotected") {
        m_isTold = true;
        m_toldAt = scene.mono;
    }
}

void ProtectionCheck::count(const Scene& scene)
{
    m_isToBeCounted = false;
    const auto& state = scene.engine->state();
    const bool isHeldTo = state.session.limits.enforced && state.isOpen;
    const auto isBare = [&](const engine::HoldingKey& key, bool (*counts)(OrderState) noexcept) {
        const auto* holding = state.holdings.find(key);
        if (!isHeldTo || holding == nullptr || !key.strategy || holding->lots.count == 0) {
            return false;
        }
        if (state.exits.contains(key) || state.exits.contains({{}, key.instrument})) {
            return false;
        }
        const Side closing = holding->lots.count > 0 ? Side::Sell : Side::Buy;
        // Where strategies hold against each other only what is left of both can be closed.
        std::int64_t account = 0;
        for (const auto& entry : state.holdings) {
            account += entry.key.instrument == key.instrument ? entry.value.lots.count : 0;
        }
        const std::int64_t closable = (account > 0) == (holding->lots.count > 0) ? std::abs(account) : 0;
        const auto* part = state.parts.find(key);
        const std::int64_t wanted
            = part != nullptr && !part->order ? part->lots.count : 0; // to be closed, not sent yet
        return coveredOf(state, key, closing, counts) < std::min(std::abs(holding->lots.count), closable) - wanted;
    };
    m_naked.eraseIf([&](const engine::HoldingKey& key, const Naked&) { return !isBare(key, isUnderWay); });
    for (const auto& entry : state.holdings) {
        if (!m_naked.contains(entry.key) && isBare(entry.key, isUnderWay)) {
            m_naked.insertOrAssign(entry.key, {scene.mono, false});
        }
    }
    // What is naked later is told anew. A stop that is sent and refused each time is one story, told once and then at
    // growing gaps (F57): it is over when the venue has taken one.
    if (m_isTold && m_naked.isEmpty() && scene.mono > m_toldAt) {
        m_isTold = std::any_of(state.holdings.begin(), state.holdings.end(),
                               [&](const auto& entry) { return isBare(entry.key, isConfirmed); });
    }
}

bool ProtectionCheck::isOverdue(Monotonic now) const noexcept
{
    return std::any_of(m_naked.begin(), m_naked.end(), [now](const auto& entry) {
        return entry.value.couldAct && now - entry.value.since > longestNaked;
    });
}

void ProtectionCheck::onStep(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr) {
        return;
    }
    if (m_isToBeCounted) {
        count(scene);
    }
    if (!m_isTold && isOverdue(scene.mono)) {
        const auto& key = m_naked.begin()->key;
        findings.broken(17, scene.step,
                        fmt::format("strategy {} holds instrument {} without a stop for more than a second, and "
                                    "nobody was told",
                                    key.strategy.value, key.instrument.value));
    }
}

/// An entry that was decided before leaves within two seconds or not at all.
void ProtectionCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    if (message.kind == WireMessage::Kind::New && !message.ticket.reduceOnly && scene.engine != nullptr) {
        checkEntry(scene, message.order, longestNaked + seconds(2), findings);
    }
}

/// What has been covered or closed since it was last counted is naked no more.
void ProtectionCheck::checkEntry(const Scene& scene, OrderId order, Duration longest, Findings& findings)
{
    if (m_isToBeCounted) {
        count(scene);
    }
    const bool isLong = std::any_of(m_naked.begin(), m_naked.end(), [&](const auto& entry) {
        return entry.value.couldAct && scene.mono - entry.value.since > longest;
    });
    if (isLong) {
        findings.broken(17, scene.step,
                        fmt::format("order {} opens something new while a holding has no stop", order.value));
    }
}

} // namespace omni::simulate
