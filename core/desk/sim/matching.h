// The matching engine of one instrument: every order by itself, best price first, then first come.
//
// Nothing is allocated while no more orders rest and no more levels lie outside the window than did before. One thread.
// Deterministic. Time is the caller's: messages are matched in the order in which they come.

#pragma once

#include "core/desk/sim/price_levels.h"
#include "core/trade/market/units.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace omni::sim {

/// What happens when an order meets one of the same owner. Owner 0 is nobody in particular and always trades.
enum class SelfTrade : std::uint8_t {
    Allow,
    CancelResting, ///< The resting one goes; the incoming one matches on.
    CancelIncoming, ///< What is left of the incoming one goes.
};

struct MatchingConfig {
    std::size_t mostOrders = 65'536; ///< Resting at a time, in [1, 4'194'304]; one more is refused with `Full`.
    std::size_t windowTicks = 16'384; ///< Prices around the touch that cost least. A power of two, at least 4'096.
    SelfTrade selfTrade = SelfTrade::Allow;
};

enum class Lasting : std::uint8_t { Rests, ImmediateOrCancel, FillOrKill };

struct MatchOrder {
    std::uint64_t id = 0; ///< The caller's; not zero, unique among resting orders.
    std::uint32_t owner = 0;
    Side side = Side::Buy;
    Lasting lasting = Lasting::Rests;
    bool isMarket = false; ///< Takes at any price and never rests; `price` is not looked at.
    bool postOnly = false; ///< Refused instead of taking.
    Ticks price; ///< In [-2^62, 2^62].
    Lots size; ///< In [1, 2^40].
};

enum class MatchAnswer : std::uint8_t {
    Rests, ///< What did not fill is in the book.
    Filled,
    Cancelled, ///< What did not fill is gone: nothing there to take, or not allowed to rest.
    Done, ///< Of a cancel or replace.
    WouldTake, ///< Refused: post-only.
    Duplicate, ///< Refused: an order with this id rests.
    Full, ///< Refused: no room for another resting order.
    Invalid, ///< Refused: id, size or price outside its bounds.
    NotFound, ///< Of a cancel or replace: no such resting order.
};

struct MatchOutcome {
    MatchAnswer answer = MatchAnswer::Done;
    Lots filled; ///< By this message.
    Lots left; ///< Resting after it; of a cancel: what was taken away.
};

struct MatchTrade {
    std::uint64_t maker = 0;
    std::uint64_t taker = 0;
    std::uint32_t makerOwner = 0;
    std::uint32_t takerOwner = 0;
    Side takerSide = Side::Buy;
    Ticks price; ///< The maker's.
    Lots size;
    Lots makerLeft;
};

/// A resting order that a message took away without a trade: self-trade prevention.
struct MatchRemoval {
    std::uint64_t id = 0;
    std::uint32_t owner = 0;
    Side side = Side::Buy;
    Ticks price;
    Lots left;
};

/// A resting order as it stands.
struct MatchView {
    std::uint32_t owner = 0;
    Side side = Side::Buy;
    Ticks price;
    Lots left;
};

class MatchingEngine
{
public:
    explicit MatchingEngine(const MatchingConfig& config);

    MatchOutcome add(const MatchOrder& order);
    MatchOutcome cancel(std::uint64_t id);
    /// `left` (in [1, 2^40]) is what shall be open from now on. Less at the same price keeps its place; more, or
    /// another price, goes to the end of the queue and may trade. A post-only order that would take is refused and
    /// stays as it was.
    MatchOutcome replace(std::uint64_t id, Ticks price, Lots left, bool postOnly = false);

    /// Of the last message, in the order in which they happened.
    [[nodiscard]] std::span<const MatchTrade> trades() const noexcept
    {
        return m_trades;
    }
    [[nodiscard]] std::span<const MatchRemoval> removals() const noexcept
    {
        return m_removals;
    }

    [[nodiscard]] bool has(Side side) const noexcept
    {
        return m_levels.count(side) > 0;
    }
    /// Best price of a side that has orders.
    [[nodiscard]] Ticks best(Side side) const noexcept
    {
        return {m_levels.best(side)};
    }
    /// Lots of all orders at a price.
    [[nodiscard]] Lots sizeAt(Side side, Ticks price) const noexcept;
    [[nodiscard]] std::size_t levelCount(Side side) const noexcept
    {
        return m_levels.count(side);
    }
    [[nodiscard]] std::size_t orderCount() const noexcept
    {
        return m_resting;
    }
    /// The resting order, if `id` is one: false otherwise.
    [[nodiscard]] bool find(std::uint64_t id, MatchView& out) const noexcept;
    /// Lots that stand before a resting order at its price; zero for an unknown one. Takes time with the queue.
    [[nodiscard]] Lots ahead(std::uint64_t id) const noexcept;
    /// Lots that an order of `side` could take, at `limit` or better, counted no further than `enough`.
    [[nodiscard]] Lots takeable(Side side, Ticks limit, Lots enough) const noexcept;

    /// Calls `visit(price, lots)` from the best level to the worst, until it returns false.
    template<class Visit> void forEachLevel(Side side, Visit&& visit) const
    {
        const std::int64_t end = side == Side::Buy ? PriceLevels::noBid : PriceLevels::noAsk;
        for (std::int64_t price = m_levels.best(side); price != end; price = m_levels.nextWorse(side, price)) {
            if (!visit(Ticks{price}, Lots{m_levels.find(side, price)->total})) {
                return;
            }
        }
    }

private:
    struct alignas(32) Node {
        std::uint64_t id;
        std::int64_t price;
        std::int64_t left;
        std::uint32_t prev;
        std::uint32_t next;
    };
    /// A place of the id table: part of the id's hash, and its node.
    struct Slot {
        std::uint32_t tag;
        std::uint32_t node;
    };

    [[nodiscard]] bool isValid(std::uint64_t id, Lots size, Ticks price) const noexcept;
    [[nodiscard]] Side sideOf(const Node& node) const noexcept
    {
        return node.price <= m_levels.best(Side::Buy) ? Side::Buy : Side::Sell;
    }
    template<Side side> MatchOutcome addTo(const MatchOrder& order);
    /// Takes from the other side; returns what is left. Sets `m_isStopped` when self-trade prevention ended it.
    template<Side side> std::int64_t match(const MatchOrder& order);
    template<Side side> bool isCrossing(std::int64_t price) const noexcept;
    template<Side side> bool isFillable(const MatchOrder& order) const noexcept;
    template<Side side> void append(const MatchOrder& order, std::int64_t left);
    template<Side side> void unlink(std::uint32_t index);
    void removeSelf(std::uint32_t index, Side side);

    /// Ids come in rising order, so eight that follow each other share a cache line; the lines are scattered.
    [[nodiscard]] static std::uint32_t tagOf(std::uint64_t id) noexcept
    {
        const std::uint64_t line = ((id >> 3) * 0x9E37'79B9'7F4A'7C15) >> 35;
        return static_cast<std::uint32_t>(line << 3 | (id & 7));
    }
    [[nodiscard]] std::size_t homeOf(std::uint32_t tag) const noexcept
    {
        return std::size_t{(tag >> m_slotShift) & ~7U} | (tag & 7);
    }
    [[nodiscard]] std::uint32_t lookUp(std::uint64_t id) const noexcept; ///< Its node, or `noNode`.
    void remember(std::uint64_t id, std::uint32_t index) noexcept;
    void forget(std::uint64_t id) noexcept;
    [[nodiscard]] std::uint32_t newNode();

    MatchingConfig m_config;
    PriceLevels m_levels;
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_owners; ///< Beside the nodes: seldom looked at.
    std::uint32_t m_freeNode = noNode; ///< Free nodes, linked by `next`.
    std::vector<Slot> m_slots; ///< Open addressing; at most half full.
    std::uint32_t m_slotShift = 0;
    std::size_t m_resting = 0;
    bool m_isStopped = false;
    std::vector<MatchTrade> m_trades;
    std::vector<MatchRemoval> m_removals;
};

} // namespace omni::sim
