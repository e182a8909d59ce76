// Which orders the latches of the desk's scopes reach, in books of a check's own.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/engine/desk_state.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/mode.h"

#include <algorithm>

namespace omni::simulate {

/// A level that cancels such orders.
[[nodiscard]] inline bool isReached(risk::KillLevel level, orders::OrderRole role) noexcept
{
    return level >= risk::KillLevel::CancelAll
        || (level == risk::KillLevel::CancelEntries && role == orders::OrderRole::Entry);
}

/// The hands that may still close under any kill.
[[nodiscard]] inline bool isLastHand(const orders::OrderTicket& ticket) noexcept
{
    return ticket.reduceOnly
        && (ticket.origin == orders::Origin::Human || ticket.origin == orders::Origin::KillSwitch
            || ticket.role == orders::OrderRole::Exit);
}

/// The highest level of each scope in one life of the program. A lifting takes nothing away: cancels of before it may
/// still be on their way.
class LatchReach
{
public:
    void begin(const engine::DeskState& recovered)
    {
        m_levels.clear();
        for (const auto& entry : recovered.latches) {
            latch(entry.key, entry.value.level);
        }
    }
    void latch(risk::Scope scope, risk::KillLevel level)
    {
        auto& highest = m_levels.findOrInsert(scope);
        highest = std::max(highest, level);
    }
    /// Such an order is to end under one of them.
    [[nodiscard]] bool reaches(const orders::OrderTicket& ticket) const
    {
        return !isLastHand(ticket) && std::any_of(m_levels.begin(), m_levels.end(), [&ticket](const auto& entry) {
            return isReached(entry.value, ticket.role)
                && risk::reaches(entry.key, ticket.account, ticket.strategy, ticket.instrument);
        });
    }

private:
    FlatMap<risk::Scope, risk::KillLevel> m_levels;
};

} // namespace omni::simulate
