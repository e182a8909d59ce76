// The orders that a broker may be asked about, as they stand here: it is told what an order is with each deed on it.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/events/event.h"
#include "core/trade/orders/order.h"

#include <cstddef>
#include <deque>

namespace omni::runtime {

/// One thread. Of orders that have ended the last `mostEnded` are kept: words about them may come late (S26). Open ones
/// are as many as the desk has.
class SentOrders
{
public:
    static constexpr std::size_t mostEnded = 1'024;

    void add(const orders::OrderTicket& ticket);
    /// Null: not known any more.
    [[nodiscard]] const orders::OrderTicket* find(OrderId order) const
    {
        return m_tickets.find(order);
    }
    /// What the venue says: a changed order stands in its new figures, one that has ended will be forgotten.
    void heard(const events::OrderReport& report);
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_tickets.size();
    }

private:
    void end(OrderId order);

    FlatMap<OrderId, orders::OrderTicket> m_tickets;
    std::deque<OrderId> m_ended;
};

} // namespace omni::runtime
