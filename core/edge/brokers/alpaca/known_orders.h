// What a session knows of our orders at the venue: the venue's ids, what has filled, what has ended.
//
// It keeps a late word from contradicting an earlier one: an order that has ended is not found alive by a list that was
// made before. Bounded: beyond the cap the oldest that have ended are forgotten, and are known again by their names.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

inline constexpr std::size_t mostKnownOrders = 100'000;

struct KnownOrder {
    InstrumentId instrument;
    Side side = Side::Buy;
    std::optional<Ticks> limit; ///< Of a plain limit order, which meets at its price alone. None: it may meet any.
    std::optional<Ticks> stop; ///< Where it waits, for people.
    std::string venueId; ///< Empty until the venue told.
    std::optional<Monotonic> sent; ///< By this session: when it was given to be sent, and then when its sending ended.
    Lots filled; ///< Seen by this session.
    bool isOpenThere = false; ///< The venue has said so, and not that it has ended.
    bool hasEnded = false;
    bool isUnderWay = false; ///< A new order without an answer.
    bool isReaching = false; ///< Its limit at the venue is the adapter's own (order_rules.h).
    bool isSending = false; ///< It waits for its turn, or for the answer to its request.
    bool isLeg = false; ///< It stands under a name that the venue has made: its own id alone finds it.
};

class KnownOrders
{
public:
    /// A new entry if there is none.
    KnownOrder& of(OrderId id)
    {
        if (!m_orders.contains(id)) {
            forgetOld();
        }
        return m_orders[id];
    }
    [[nodiscard]] const KnownOrder* find(OrderId id) const
    {
        const auto found = m_orders.find(id);
        return found == m_orders.end() ? nullptr : &found->second;
    }
    void learnVenueId(OrderId id, std::string_view venueId)
    {
        auto& order = of(id);
        if (order.venueId != venueId && !venueId.empty()) {
            order.venueId = venueId;
            m_byVenueId.insert_or_assign(std::string(venueId), id);
        }
    }
    [[nodiscard]] std::optional<OrderId> byVenueId(std::string_view venueId) const
    {
        const auto found = m_byVenueId.find(venueId);
        return found == m_byVenueId.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::vector<OrderId> openThere() const
    {
        std::vector<OrderId> ids;
        for (const auto& [id, order] : m_orders) {
            if (order.isOpenThere && !order.hasEnded) {
                ids.push_back(id);
            }
        }
        return ids;
    }
    /// One that is open, or may be, and that an order of `side` with this limit (none: any price) would meet.
    [[nodiscard]] const KnownOrder* opponentOf(InstrumentId instrument, Side side, std::optional<Ticks> limit) const
    {
        for (const auto& [id, order] : m_orders) {
            const bool isOut = (order.isOpenThere || order.isUnderWay) && !order.hasEnded;
            const bool meets
                = !limit || !order.limit || (side == Side::Buy ? *limit >= *order.limit : *limit <= *order.limit);
            if (isOut && meets && order.instrument == instrument && order.side != side) {
                return &order;
            }
        }
        return nullptr;
    }
    [[nodiscard]] std::vector<OrderId> underWay() const
    {
        std::vector<OrderId> ids;
        for (const auto& [id, order] : m_orders) {
            if (order.isUnderWay) {
                ids.push_back(id);
            }
        }
        return ids;
    }

private:
    void forgetOld()
    {
        for (auto at = m_orders.begin(); m_orders.size() >= mostKnownOrders && at != m_orders.end();) {
            if (at->second.hasEnded || !at->second.isUnderWay) {
                m_byVenueId.erase(at->second.venueId);
                at = m_orders.erase(at);
            } else {
                ++at;
            }
        }
    }

    std::map<OrderId, KnownOrder> m_orders;
    std::map<std::string, OrderId, std::less<>> m_byVenueId;
};

} // namespace omni::brokers::alpaca
