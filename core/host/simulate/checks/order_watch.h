// Remembers in which state each order was, so that a check sees every step of its life. Which orders are open it knows
// by itself: an order that the desk has dropped from its own list is looked at all the same.

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
        m_open.clear();
        recovered.ledger.forEach([this](const orders::OrderRecord& record) {
            slot(record.ticket.id) = record.state;
            if (!isOver(record.state)) {
                m_open.push_back(record.ticket.id);
            }
        });
    }
    /// What has changed by an input or fact about orders. `visit(const OrderMove&)`.
    template<class Visit> void look(const engine::DeskState& state, const events::Event& event, Visit&& visit)
    {
        if (const auto* report = std::get_if<events::OrderReport>(&event)) {
            lookAt(state, report->order, visit);
        } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
            lookAt(state, fill->order, visit);
        } else if (!std::holds_alternative<events::TimerFired>(event)) {
            for (std::size_t i = 0; i < m_open.size();) {
                const OrderId id = m_open[i];
                lookAt(state, id, visit);
                i += i < m_open.size() && m_open[i] == id ? 1U : 0U;
            }
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
            if (isOver(move.to)) {
                std::erase(m_open, id);
            } else if (!move.from || isOver(*move.from)) {
                m_open.push_back(id);
            }
            visit(move);
        }
    }
    std::vector<std::optional<orders::OrderState>> m_states;
    std::vector<OrderId> m_open; ///< Not over when they were last looked at.
};

} // namespace omni::simulate
