// The orders that a broker may be asked about, as they stand here: it is told what an order is with each deed on it.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/events/event.h"
#include "core/trade/orders/order.h"

#include <cstddef>
#include <deque>
#include <optional>

namespace omni::runtime {

/// One thread. Of orders that have ended the last `mostEnded` are kept: words about them may come late (S26). Open ones
/// are as many as the desk has.
class SentOrders
{
public:
    static constexpr std::size_t mostEnded = 1'024;

    /// `by`: the record that wants it. `at`: when the broker was given it; none: in an earlier session.
    void add(const orders::OrderTicket& ticket, Sequence by = {}, std::optional<Monotonic> at = {});
    /// Null: not known any more.
    [[nodiscard]] const orders::OrderTicket* find(OrderId order) const
    {
        const Sent* sent = m_sent.find(order);
        return sent != nullptr ? &sent->ticket : nullptr;
    }
    /// Nothing: not known any more.
    [[nodiscard]] std::optional<Sequence> wantedBy(OrderId order) const;
    [[nodiscard]] std::optional<Monotonic> givenAt(OrderId order) const;
    /// The venue is asked to cancel it: what has not left by then does not leave any more.
    void takeBack(OrderId order);
    [[nodiscard]] bool isTakenBack(OrderId order) const;
    /// What the venue says: a changed order stands in its new figures, one that has ended will be forgotten.
    void heard(const events::OrderReport& report);
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_sent.size();
    }

private:
    void end(OrderId order);

    struct Sent {
        orders::OrderTicket ticket;
        Sequence by;
        std::optional<Monotonic> at;
        bool isTakenBack = false;
    };
    FlatMap<OrderId, Sent> m_sent;
    std::deque<OrderId> m_ended;
};

} // namespace omni::runtime
