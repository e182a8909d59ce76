#include "core/host/simulate/checks/quiet_check.h"

#include "core/host/simulate/checks/order_watch.h"
#include "core/host/simulate/model_venue.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using orders::OrderState;

namespace {

/// The newest order of that number that the venue has.
const VenueOrder* atVenue(const ModelVenue& venue, OrderId id)
{
    const auto all = venue.orders();
    const auto found = std::find_if(
        all.rbegin(), all.rend(), [id](const VenueOrder& order) { return !order.isExternal && order.ticket.id == id; });
    return found != all.rend() ? &*found : nullptr;
}

/// A breaker of the symbol says already that something is not as it should be.
bool isExplained(const engine::DeskState& state, InstrumentId instrument)
{
    return std::any_of(state.breakers.begin(), state.breakers.end(), [instrument](const auto& entry) {
        const bool isOfSymbol
            = entry.key.breaker == events::Breaker::Mismatch || entry.key.breaker == events::Breaker::NeedsReconcile;
        return isOfSymbol && entry.key.subject == instrument.value;
    });
}

} // namespace

/// An exit leaves without a record when the journal waits or has failed. Its number may be another order's after the
/// next start, of the same kind even; its name at the venue is its own.
void QuietCheck::onBoot(const Scene&, const engine::DeskState& recovered, Findings&)
{
    m_byWord.clear(); // Unknown again
    const OrderId last = recovered.ledger.lastId();
    m_names.eraseIf([last](OrderId id, const orders::ClientOrderId&) { return id > last; });
}

void QuietCheck::onWire(const Scene&, const WireMessage& message, Findings&)
{
    if (message.kind == WireMessage::Kind::New) {
        m_names.insertOrAssign(message.order, message.clientId);
    }
}

void QuietCheck::onInput(const Scene&, const Stamp&, const events::Event& event, Findings&)
{
    if (const auto* report = std::get_if<events::OrderReport>(&event)) {
        m_byWord.erase(report->order);
    } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        m_byWord.erase(fill->order);
    }
}

void QuietCheck::onFact(const Scene&, const Stamp&, const events::Fact& fact, Findings&)
{
    if (const auto* settled = std::get_if<events::UnknownSettled>(&fact); settled != nullptr && settled->exists) {
        m_byWord.insert(settled->order);
    }
}

void QuietCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr || scene.journalFailed) {
        return;
    }
    const auto& state = scene.engine->state();
    const auto say = [&](int invariant, const std::string& what) { findings.broken(invariant, scene.step, what); };
    if (!state.isReconciled) {
        say(32, "the account was never compared");
    }
    state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        const auto id = record.ticket.id.value;
        if (record.state == OrderState::Created) {
            if (!record.ticket.held) {
                say(32, fmt::format("order {} was never sent", id));
            }
            return;
        }
        if (isExplained(state, record.ticket.instrument)) {
            return;
        }
        const VenueOrder* there = atVenue(*scene.venue, record.ticket.id);
        if (record.state != OrderState::Working) {
            say(32, fmt::format("order {} is still {}", id, orders::nameOf(record.state)));
        } else if (there != nullptr && there->state == VenueOrder::State::Filled && there->filled == record.filled) {
            return; // the venue has taken a part back of what had filled, and will not fill it again
        } else if (there == nullptr && m_byWord.contains(record.ticket.id)) {
            return;
        } else if (there == nullptr || there->state != VenueOrder::State::Working) {
            say(9, fmt::format("order {} works here and not at the venue", id));
        } else if (there->ticket.size != record.ticket.size || there->filled != record.filled) {
            say(9,
                fmt::format("order {}: {} of {} filled here, {} of {} at the venue", id, record.filled.count,
                            record.ticket.size.count, there->filled.count, there->ticket.size.count));
        }
    });
    for (const VenueOrder& there : scene.venue->orders()) {
        const auto* record = state.ledger.find(there.ticket.id);
        const auto* name = m_names.find(there.ticket.id);
        const bool isMeant = name != nullptr && *name == there.clientId;
        if (there.state == VenueOrder::State::Working && !there.isExternal && isMeant && record != nullptr
            && isOver(record->state) && !isExplained(state, there.ticket.instrument)) {
            say(9,
                fmt::format("order {} works at the venue and is {} here", there.ticket.id.value,
                            orders::nameOf(record->state)));
        }
    }
    for (const auto& position : state.portfolio.positions()) {
        const Lots there = scene.venue->position(position.instrument);
        if (position.lots != there && !isExplained(state, position.instrument)) {
            say(9,
                fmt::format("instrument {}: {} lots here, {} at the venue", position.instrument.value,
                            position.lots.count, there.count));
        }
    }
}

} // namespace omni::simulate
