#include "core/desk/sim/matching.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace omni::sim {

namespace {

constexpr std::int64_t mostPrice = std::int64_t{1} << 62;
constexpr std::int64_t mostSize = std::int64_t{1} << 40;
/// With `mostSize` their sum at one price fits 64 bits.
constexpr std::size_t mostOrdersEver = std::size_t{1} << 22;

} // namespace

MatchingEngine::MatchingEngine(const MatchingConfig& config)
    : m_config(config)
    , m_levels(config.windowTicks)
{
    assert(config.mostOrders >= 1 && config.mostOrders <= mostOrdersEver);
    const std::size_t slots = std::max(std::size_t{16}, std::bit_ceil(2 * config.mostOrders));
    m_slots.assign(slots, Slot{0, noNode});
    m_slotShift = 32U - static_cast<std::uint32_t>(std::countr_zero(slots));
    m_nodes.reserve(config.mostOrders);
    m_owners.reserve(config.mostOrders);
    m_trades.reserve(256);
    m_removals.reserve(16);
}

// --- ids ---

std::uint32_t MatchingEngine::lookUp(std::uint64_t id) const noexcept
{
    const std::uint32_t tag = tagOf(id);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = homeOf(tag);; at = (at + 1) & mask) {
        const Slot slot = m_slots[at];
        if (slot.node == noNode) {
            return noNode;
        }
        if (slot.tag == tag && m_nodes[slot.node].id == id) {
            return slot.node;
        }
    }
}

void MatchingEngine::remember(std::uint64_t id, std::uint32_t index) noexcept
{
    const std::uint32_t tag = tagOf(id);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = homeOf(tag);
    while (m_slots[at].node != noNode) {
        at = (at + 1) & mask;
    }
    m_slots[at] = {tag, index};
}

// Closes the gap instead of leaving a mark, so that the table never wears out (Knuth, TAOCP 3, 6.4, algorithm R).
void MatchingEngine::forget(std::uint64_t id) noexcept
{
    const std::uint32_t tag = tagOf(id);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t gap = homeOf(tag);
    while (m_slots[gap].tag != tag || m_nodes[m_slots[gap].node].id != id) {
        gap = (gap + 1) & mask;
    }
    for (std::size_t at = (gap + 1) & mask; m_slots[at].node != noNode; at = (at + 1) & mask) {
        const std::size_t home = homeOf(m_slots[at].tag);
        if (((at - home) & mask) >= ((at - gap) & mask)) {
            m_slots[gap] = m_slots[at];
            gap = at;
        }
    }
    m_slots[gap].node = noNode;
}

std::uint32_t MatchingEngine::newNode()
{
    ++m_resting;
    if (m_freeNode != noNode) {
        const std::uint32_t index = m_freeNode;
        m_freeNode = m_nodes[index].next;
        return index;
    }
    m_nodes.emplace_back();
    m_owners.emplace_back();
    return static_cast<std::uint32_t>(m_nodes.size() - 1);
}

// --- queues ---

template<Side side> void MatchingEngine::append(const MatchOrder& order, std::int64_t left)
{
    const std::uint32_t index = newNode();
    PriceLevel& level = m_levels.findOrMake(side, order.price.count);
    m_nodes[index] = {order.id, order.price.count, left, level.tail, noNode};
    m_owners[index] = order.owner;
    if (level.tail != noNode) {
        m_nodes[level.tail].next = index;
    } else {
        level.head = index;
    }
    level.tail = index;
    level.total += left;
    remember(order.id, index);
}

/// Takes a node out of its queue, the id table and the pool's use.
template<Side side> void MatchingEngine::unlink(std::uint32_t index)
{
    Node& node = m_nodes[index];
    PriceLevel& level = m_levels.at(side, node.price);
    level.total -= node.left;
    (node.prev != noNode ? m_nodes[node.prev].next : level.head) = node.next;
    (node.next != noNode ? m_nodes[node.next].prev : level.tail) = node.prev;
    if (level.head == noNode) {
        m_levels.remove(side, node.price);
    }
    forget(node.id);
    node.next = m_freeNode;
    m_freeNode = index;
    --m_resting;
}

// --- matching ---

template<Side side> bool MatchingEngine::isCrossing(std::int64_t price) const noexcept
{
    return side == Side::Buy ? price >= m_levels.best(Side::Sell) : price <= m_levels.best(Side::Buy);
}

template<Side side> std::int64_t MatchingEngine::match(const MatchOrder& order)
{
    constexpr Side other = opposite(side);
    std::int64_t left = order.size.count;
    m_isStopped = false;
    while (left > 0 && m_levels.count(other) > 0 && (order.isMarket || isCrossing<side>(order.price.count))) {
        const std::int64_t price = m_levels.best(other);
        PriceLevel& level = m_levels.at(other, price);
        const std::uint32_t index = level.head;
        Node& maker = m_nodes[index];
        if (m_config.selfTrade != SelfTrade::Allow && order.owner != 0 && m_owners[index] == order.owner) {
            if (m_config.selfTrade == SelfTrade::CancelIncoming) {
                m_isStopped = true;
                break;
            }
            removeSelf(index, other);
            continue;
        }
        const std::int64_t size = std::min(left, maker.left);
        left -= size;
        m_trades.push_back({.maker = maker.id,
                            .taker = order.id,
                            .makerOwner = m_owners[index],
                            .takerOwner = order.owner,
                            .takerSide = side,
                            .price = {price},
                            .size = {size},
                            .makerLeft = {maker.left - size}});
        if (size == maker.left) {
            unlink<other>(index);
        } else {
            maker.left -= size;
            level.total -= size;
        }
    }
    return left;
}

void MatchingEngine::removeSelf(std::uint32_t index, Side side)
{
    const Node& node = m_nodes[index];
    m_removals.push_back({node.id, m_owners[index], side, {node.price}, {node.left}});
    if (side == Side::Buy) {
        unlink<Side::Buy>(index);
    } else {
        unlink<Side::Sell>(index);
    }
}

template<Side side> bool MatchingEngine::isFillable(const MatchOrder& order) const noexcept
{
    constexpr Side other = opposite(side);
    const bool avoidsOwn = m_config.selfTrade != SelfTrade::Allow && order.owner != 0;
    std::int64_t missing = order.size.count;
    const std::int64_t end = other == Side::Buy ? PriceLevels::noBid : PriceLevels::noAsk;
    for (std::int64_t price = m_levels.best(other); price != end && missing > 0;
         price = m_levels.nextWorse(other, price)) {
        if (!order.isMarket && (side == Side::Buy ? price > order.price.count : price < order.price.count)) {
            break;
        }
        const PriceLevel& level = *m_levels.find(other, price);
        if (!avoidsOwn) {
            missing -= level.total;
            continue;
        }
        for (std::uint32_t at = level.head; at != noNode && missing > 0; at = m_nodes[at].next) {
            if (m_owners[at] != order.owner) {
                missing -= m_nodes[at].left;
            } else if (m_config.selfTrade == SelfTrade::CancelIncoming) {
                return false;
            }
        }
    }
    return missing <= 0;
}

bool MatchingEngine::isValid(std::uint64_t id, Lots size, Ticks price) const noexcept
{
    return id != 0 && size.count >= 1 && size.count <= mostSize && price.count >= -mostPrice
        && price.count <= mostPrice;
}

MatchOutcome MatchingEngine::add(const MatchOrder& order)
{
    m_trades.clear();
    m_removals.clear();
    if (!isValid(order.id, order.size, order.isMarket ? Ticks{} : order.price)) {
        return {MatchAnswer::Invalid, {}, {}};
    }
    if (lookUp(order.id) != noNode) {
        return {MatchAnswer::Duplicate, {}, {}};
    }
    return order.side == Side::Buy ? addTo<Side::Buy>(order) : addTo<Side::Sell>(order);
}

template<Side side> MatchOutcome MatchingEngine::addTo(const MatchOrder& order)
{
    const bool mayRest = order.lasting == Lasting::Rests && !order.isMarket;
    const bool isTaking = order.isMarket ? m_levels.count(opposite(side)) > 0 : isCrossing<side>(order.price.count);
    if (order.postOnly && isTaking) {
        return {MatchAnswer::WouldTake, {}, {}};
    }
    // Asked before anything trades: an order is taken whole or not at all.
    if (mayRest && m_resting >= m_config.mostOrders) {
        return {MatchAnswer::Full, {}, {}};
    }
    if (order.lasting == Lasting::FillOrKill && !isFillable<side>(order)) {
        return {MatchAnswer::Cancelled, {}, {}};
    }
    const std::int64_t left = isTaking ? match<side>(order) : order.size.count;
    const Lots filled{order.size.count - left};
    if (left == 0) {
        return {MatchAnswer::Filled, filled, {}};
    }
    if (!mayRest || (isTaking && m_isStopped)) {
        return {MatchAnswer::Cancelled, filled, {}};
    }
    append<side>(order, left);
    return {MatchAnswer::Rests, filled, {left}};
}

MatchOutcome MatchingEngine::cancel(std::uint64_t id)
{
    m_trades.clear();
    m_removals.clear();
    const std::uint32_t index = lookUp(id);
    if (index == noNode) {
        return {MatchAnswer::NotFound, {}, {}};
    }
    const std::int64_t left = m_nodes[index].left;
    if (sideOf(m_nodes[index]) == Side::Buy) {
        unlink<Side::Buy>(index);
    } else {
        unlink<Side::Sell>(index);
    }
    return {MatchAnswer::Done, {}, {left}};
}

MatchOutcome MatchingEngine::replace(std::uint64_t id, Ticks price, Lots left, bool postOnly)
{
    m_trades.clear();
    m_removals.clear();
    const std::uint32_t index = lookUp(id);
    if (index == noNode) {
        return {MatchAnswer::NotFound, {}, {}};
    }
    if (!isValid(id, left, price)) {
        return {MatchAnswer::Invalid, {}, {}};
    }
    Node& node = m_nodes[index];
    const Side side = sideOf(node);
    if (price.count == node.price && left.count <= node.left) {
        m_levels.at(side, node.price).total -= node.left - left.count;
        node.left = left.count;
        return {MatchAnswer::Done, {}, left};
    }
    MatchOrder order{
        .id = id, .owner = m_owners[index], .side = side, .postOnly = postOnly, .price = price, .size = left};
    if (side == Side::Buy) {
        if (postOnly && isCrossing<Side::Buy>(price.count)) {
            return {MatchAnswer::WouldTake, {}, {}};
        }
        unlink<Side::Buy>(index);
        return addTo<Side::Buy>(order);
    }
    if (postOnly && isCrossing<Side::Sell>(price.count)) {
        return {MatchAnswer::WouldTake, {}, {}};
    }
    unlink<Side::Sell>(index);
    return addTo<Side::Sell>(order);
}

// --- questions ---

Lots MatchingEngine::sizeAt(Side side, Ticks price) const noexcept
{
    const PriceLevel* level = m_levels.find(side, price.count);
    return {level != nullptr ? level->total : 0};
}

bool MatchingEngine::find(std::uint64_t id, MatchView& out) const noexcept
{
    const std::uint32_t index = lookUp(id);
    if (index == noNode) {
        return false;
    }
    const Node& node = m_nodes[index];
    out = {m_owners[index], sideOf(node), {node.price}, {node.left}};
    return true;
}

Lots MatchingEngine::ahead(std::uint64_t id) const noexcept
{
    const std::uint32_t index = lookUp(id);
    std::int64_t lots = 0;
    if (index != noNode) {
        for (std::uint32_t at = m_nodes[index].prev; at != noNode; at = m_nodes[at].prev) {
            lots += m_nodes[at].left;
        }
    }
    return {lots};
}

Lots MatchingEngine::takeable(Side side, Ticks limit, Lots enough) const noexcept
{
    std::int64_t lots = 0;
    forEachLevel(opposite(side), [&](Ticks price, Lots size) {
        if (side == Side::Buy ? price > limit : price < limit) {
            return false;
        }
        lots += std::min(size.count, enough.count - lots);
        return lots < enough.count;
    });
    return {lots};
}

} // namespace omni::sim
