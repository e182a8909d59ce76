// Orders as the program was told and has decided, and what they may certainly still do.
//
// Where the true state of an order is in doubt, the smaller claim is taken: from the first proof of its end an order
// may fill nothing more, whatever is said of it later. So what is found too large here is too large in any reading.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/host/simulate/checks/naive_books.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace omni::simulate {

struct NaiveOrder {
    struct Asked {
        Lots size;
        std::optional<Ticks> limit, stop;
    };
    orders::OrderTicket ticket; ///< As it stands: a confirmed replace has changed it.
    bool isPlanned = false, isReleased = false;
    bool isOver = false; ///< Its end was proved, or it never left.
    bool isToldFilled = false; ///< The venue has called it filled; `owed` lots have not been told yet.
    bool isOdd = false; ///< Lost, asked to cancel or otherwise not plainly sent or working.
    bool isLost = false; ///< Nobody knows how it stands: no word of the venue has come since.
    std::int64_t told = 0; ///< Lots of its distinct executions that stand.
    std::int64_t owed = 0;
    Int128 toldValue = 0;
    std::optional<Asked> asked; ///< A replace that was not answered.
    Monotonic releasedAt; ///< True time.
    OrderId newestLeg; ///< Of an entry; the older ones are behind it.
    OrderId olderLeg; ///< Of a leg: the one of the same entry that was planned before it.

    [[nodiscard]] std::int64_t largestSize() const noexcept
    {
        return asked ? std::max(asked->size.count, ticket.size.count) : ticket.size.count;
    }
    /// Lots that may still fill. Of an order by value none are known.
    [[nodiscard]] std::int64_t remaining() const noexcept
    {
        if (isOver || ticket.held || ticket.notional) {
            return 0;
        }
        return std::max<std::int64_t>(0, isToldFilled ? owed : largestSize() - told);
    }
    /// The amount that an order by value may still spend.
    [[nodiscard]] Int128 remainingValue() const noexcept
    {
        return isOver || isToldFilled || !ticket.notional ? Int128{0}
                                                          : std::max<Int128>(0, ticket.notional->e8 - toldValue);
    }
    [[nodiscard]] bool isOpen() const noexcept
    {
        return isPlanned && !isOver && !isToldFilled;
    }
};

class NaiveOrders
{
public:
    void plan(const orders::OrderTicket& ticket);
    void release(const events::OrderReleased& released, Monotonic at);
    void askCancel(OrderId order);
    void askReplace(const events::ReplaceAsked& asked);
    /// True: a plain refusal by the venue, of an order that was sent or worked.
    bool report(const events::OrderReport& report);
    /// A distinct fill. True: it is the first of its order.
    bool fill(const orders::Fill& fill);
    /// A fill was taken back or changed.
    void change(const NaiveChange& change, Int128 valueChange);
    /// A held leg may have left, and nobody knows with which size: it claims nothing until the venue has told.
    void doubt(OrderId leg);
    void settle(const events::UnknownSettled& settled);
    /// Whoever looked has said that nothing is owed.
    void forgive(InstrumentId instrument);
    /// What was never sent never was; a leg waits on for an entry that may live.
    void restart();
    void scale(InstrumentId instrument, Int128 lotsTimes, Int128 lotsOver, Int128 ticksTimes, Int128 ticksOver);

    /// Null: never planned.
    [[nodiscard]] const NaiveOrder* find(OrderId order) const noexcept
    {
        return order.value < m_orders.size() && m_orders[order.value].isPlanned ? &m_orders[order.value] : nullptr;
    }
    [[nodiscard]] std::uint64_t released() const noexcept
    {
        return m_released;
    }
    [[nodiscard]] std::uint64_t nextOrder() const noexcept
    {
        return m_orders.empty() ? 1 : m_orders.size();
    }
    /// Those that may still fill or be released, by rising id.
    template<class Visit> void eachOpen(Visit&& visit) const
    {
        for (const OrderId id : m_open) {
            visit(m_orders[id.value]);
        }
    }
    /// All legs that an entry ever had, the newest first.
    template<class Visit> void eachLeg(OrderId parent, Visit&& visit) const
    {
        const NaiveOrder* entry = find(parent);
        for (const NaiveOrder* leg = entry != nullptr ? find(entry->newestLeg) : nullptr; leg != nullptr;
             leg = find(leg->olderLeg)) {
            visit(*leg);
        }
    }

private:
    [[nodiscard]] NaiveOrder* of(OrderId order) noexcept
    {
        return order.value < m_orders.size() && m_orders[order.value].isPlanned ? &m_orders[order.value] : nullptr;
    }
    void end(NaiveOrder& order);
    void endIfFilled(NaiveOrder& order);
    void takeAsTold(NaiveOrder& order, const events::OrderReport& report);
    static void take(NaiveOrder& order, const NaiveOrder::Asked& with);

    std::vector<NaiveOrder> m_orders; ///< By id.
    std::vector<OrderId> m_open; ///< Not over, nothing owed: by rising id.
    std::uint64_t m_released = 0;
};

} // namespace omni::simulate
