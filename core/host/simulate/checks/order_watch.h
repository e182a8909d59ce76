// Remembers in which state each order was, so that a check sees every step of its life.

#pragma once

#include "core/host/simulate/check.h"

#include <optional>
#include <vector>

namespace omni::simulate {

/// Nothing more is expected of it.
[[nodiscard]] constexpr bool isOver(orders::OrderState state) noexcept
{
    return state == orders::OrderState::Filled || state == orders::OrderState::Cancelled
        || state == orders::OrderState::Rejected || state == orders::OrderState::Expired;
}

struct OrderMove {
    OrderId order;
    std::optional<orders::OrderState> from; ///< None: it was not there.
    orders::OrderState to = orders::OrderState::Created;
};

class OrderWatch
{
public:
    /// A start: orders that are no longer on record never were.
    void restart(const engine::DeskState& recovered)
    {
        m_states.clear();
        recovered.ledger.forEach([this](const orders::OrderRecord& record) { slot(record.ticket.id) = record.state; });
    }
    /// What has changed by an input or fact about orders. `visit(const OrderMove&)`.
    template<class Visit> void look(const engine::DeskState& state, const events::Event& event, Visit&& visit)
    {
        if (const auto* report = std::get_if<events::OrderReport>(&event)) {
            lookAt(state, report->order, visit);
        } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
            lookAt(state, fill->order, visit);
        } else if (!std::holds_alternative<events::TimerFired>(event)) {
            state.ledger.forEachOpen(
                [&](const orders::OrderRecord& record) { lookAt(state, record.ticket.id, visit); });
        }
    }
    template<class Visit> void look(const engine::DeskState& state, const events::Fact& fact, Visit&& visit)
    {
        if (const auto* planned = std::get_if<events::OrderPlanned>(&fact)) {
            lookAt(state, planned->ticket.id, visit);
        } else if (const auto* released = std::get_if<events::OrderReleased>(&fact)) {
            lookAt(state, released->order, visit);
        } else if (const auto* cancel = std::get_if<events::CancelAsked>(&fact)) {
            lookAt(state, cancel->order, visit);
        } else if (const auto* replace = std::get_if<events::ReplaceAsked>(&fact)) {
            lookAt(state, replace->order, visit);
        } else if (const auto* doubted = std::get_if<events::LegDoubted>(&fact)) {
            lookAt(state, doubted->order, visit);
        } else if (const auto* settled = std::get_if<events::UnknownSettled>(&fact)) {
            lookAt(state, settled->order, visit);
        }
    }

private:
    std::optional<orders::OrderState>& slot(OrderId id)
    {
        if (id.value >= m_states.size()) {
            m_states.resize(id.value + 64);
        }
        return m_states[id.value];
    }
    template<class Visit> void lookAt(const engine::DeskState& state, OrderId id, Visit&& visit)
    {
        const auto* record = id ? state.ledger.find(id) : nullptr;
        if (record == nullptr) {
            return;
        }
        auto& before = slot(id);
        if (before != record->state) {
            const OrderMove move{id, before, record->state};
            before = record->state;
            visit(move);
        }
    }
    std::vector<std::optional<orders::OrderState>> m_states;
};

} // namespace omni::simulate
