#include "core/desk/sim/market/agents.h"

#include <algorithm>
#include <cmath>

namespace omni::sim {

namespace {

constexpr double shareOfMarketOrders = 0.10;
constexpr double shareOfCancels = 0.40; ///< At the usual number of resting orders; in proportion to it otherwise.
constexpr double usualOrders = 320;
constexpr double alertness = 0.55; ///< How often one who comes notices a stale quote.
constexpr std::int64_t deepest = 80; ///< Ticks.
constexpr std::size_t leastLevels = 26; ///< Below, agents place where nobody stands, and take and cancel no more.
constexpr std::int64_t mostTaken = 3; ///< Ticks beyond the best price that one agent takes.
constexpr double eagerness = 0.6; ///< How often one who comes closes a spread of more than two ticks.

std::int64_t floorOf(double value) noexcept
{
    return static_cast<std::int64_t>(std::floor(value));
}

std::int64_t ceilOf(double value) noexcept
{
    return static_cast<std::int64_t>(std::ceil(value));
}

/// Distances with a heavy tail: near the touch half of the time, P(distance > d) about 1 / d further out.
std::int64_t drawDistance(SeededRandom& random) noexcept
{
    if (random.chance(0.5)) {
        return random.chance(0.6) ? 0 : 1;
    }
    const double u = 1 - random.uniform();
    return std::min(deepest, floorOf(2 / u));
}

} // namespace

Lots Agents::drawSize(SeededRandom& random) const
{
    const double drawn = random.exponential(static_cast<double>(m_profile.typicalSize));
    std::int64_t size = 1 + std::min(floorOf(drawn), 20 * m_profile.typicalSize);
    if (random.chance(0.55)) {
        size = std::max(m_profile.roundSize, size / m_profile.roundSize * m_profile.roundSize);
    }
    return {(size + m_profile.sizeStep - 1) / m_profile.sizeStep * m_profile.sizeStep};
}

AgentDeed Agents::seeding(Side side, std::int64_t depth, double value, SeededRandom& random)
{
    AgentDeed deed;
    deed.order.id = ++m_lastId;
    deed.order.side = side;
    deed.order.price = {side == Side::Buy ? floorOf(value) - depth : floorOf(value) + 1 + depth};
    deed.order.size = drawSize(random);
    return deed;
}

void Agents::rests(std::uint64_t id)
{
    m_live.push_back(id);
}

std::vector<std::uint64_t> Agents::leave()
{
    std::vector<std::uint64_t> all;
    all.swap(m_live);
    return all;
}

AgentDeed Agents::take(Side side, Ticks limit, Lots size)
{
    AgentDeed deed;
    deed.order.id = ++m_lastId;
    deed.order.side = side;
    deed.order.lasting = Lasting::ImmediateOrCancel;
    deed.order.price = limit;
    deed.order.size = size;
    return deed;
}

AgentDeed Agents::place(Side side, const MatchingEngine& book, double value, SeededRandom& random)
{
    const bool isBuy = side == Side::Buy;
    std::int64_t best = isBuy ? floorOf(value) : ceilOf(value);
    if (book.has(opposite(side))) {
        const std::int64_t other = book.best(opposite(side)).count;
        best = isBuy ? std::min(best, other - 1) : std::max(best, other + 1);
    }
    const bool isWide = book.has(side) && signOf(side) * (best - book.best(side).count) >= 2;
    std::int64_t price = isWide && random.chance(eagerness) ? best : best - signOf(side) * drawDistance(random);
    if (book.levelCount(side) < leastLevels) {
        price = best;
        while (book.sizeAt(side, {price}).count > 0) {
            price -= signOf(side);
        }
    }
    AgentDeed deed;
    deed.order.id = ++m_lastId;
    deed.order.side = side;
    deed.order.price = {price};
    deed.order.size = drawSize(random);
    return deed;
}

bool Agents::cancelSomebody(const MatchingEngine& book, AgentDeed& deed, SeededRandom& random)
{
    MatchView view;
    while (!m_live.empty()) {
        const std::size_t at = random.below(m_live.size());
        const std::uint64_t id = m_live[at];
        const bool isThere = book.find(id, view);
        if (isThere && book.levelCount(view.side) < leastLevels) {
            return false;
        }
        m_live[at] = m_live.back();
        m_live.pop_back();
        if (isThere) {
            deed.isCancel = true;
            deed.cancelled = id;
            return true;
        }
    }
    return false;
}

AgentDeed Agents::next(const MatchingEngine& book, double value, SeededRandom& random)
{
    for (const Side side : {Side::Buy, Side::Sell}) {
        const Side other = opposite(side);
        if (book.levelCount(other) < leastLevels) {
            continue;
        }
        // Ticks that one gains who takes the best price now.
        const double gain = static_cast<double>(signOf(side)) * (value - static_cast<double>(book.best(other).count));
        if (gain > 0 && random.chance(alertness)) {
            const std::int64_t worth = side == Side::Buy ? floorOf(value) : ceilOf(value);
            const std::int64_t reach = book.best(other).count + signOf(side) * mostTaken;
            return take(side, {side == Side::Buy ? std::min(worth, reach) : std::max(worth, reach)},
                        {2 * drawSize(random).count});
        }
    }
    const Side side = random.chance(0.5) ? Side::Buy : Side::Sell;
    const double kind = random.uniform();
    if (kind < shareOfMarketOrders && book.levelCount(opposite(side)) >= leastLevels) {
        const Ticks best = book.best(opposite(side));
        return take(side, {best.count + mostTaken * signOf(side)}, drawSize(random));
    }
    const double crowd = static_cast<double>(book.orderCount()) / usualOrders;
    AgentDeed deed;
    if (kind < shareOfMarketOrders + shareOfCancels * crowd && cancelSomebody(book, deed, random)) {
        return deed;
    }
    return place(side, book, value, random);
}

} // namespace omni::sim
