#include "core/desk/sim/price_levels.h"

namespace omni::sim {

std::uint64_t PriceLevels::bitBelow(std::uint64_t at) const noexcept
{
    const std::uint64_t none = m_levels.size();
    std::uint64_t word = at / 64;
    std::uint64_t bits = m_words[word] & ((std::uint64_t{1} << (at % 64)) - 1);
    if (bits == 0) {
        std::uint64_t block = word / 64;
        std::uint64_t words = m_summary[block] & ((std::uint64_t{1} << (word % 64)) - 1);
        while (words == 0) {
            if (block == 0) {
                return none;
            }
            words = m_summary[--block];
        }
        word = block * 64 + 63 - static_cast<std::uint64_t>(std::countl_zero(words));
        bits = m_words[word];
    }
    return word * 64 + 63 - static_cast<std::uint64_t>(std::countl_zero(bits));
}

std::uint64_t PriceLevels::bitAbove(std::uint64_t at) const noexcept
{
    const std::uint64_t none = m_levels.size();
    std::uint64_t word = at / 64;
    // Shifted twice, for a shift by 64 is undefined.
    std::uint64_t bits = m_words[word] & (~std::uint64_t{1} << (at % 64));
    if (bits == 0) {
        std::uint64_t block = word / 64;
        std::uint64_t words = m_summary[block] & (~std::uint64_t{1} << (word % 64));
        while (words == 0) {
            if (++block == m_summary.size()) {
                return none;
            }
            words = m_summary[block];
        }
        word = block * 64 + static_cast<std::uint64_t>(std::countr_zero(words));
        bits = m_words[word];
    }
    return word * 64 + static_cast<std::uint64_t>(std::countr_zero(bits));
}

std::int64_t PriceLevels::nextBid(std::int64_t price) const noexcept
{
    std::int64_t next = noBid;
    const auto& rest = far(Side::Buy);
    if (!rest.empty()) {
        const auto above = const_cast<PriceLevels*>(this)->farAt(Side::Buy, price);
        next = above == rest.begin() ? noBid : (above - 1)->price;
    }
    // Every set bit below a bid is a bid.
    const std::uint64_t place = placeOf(price);
    std::uint64_t below = m_levels.size();
    if (place < m_levels.size()) {
        below = bitBelow(place);
    } else if (price > m_base) {
        const std::uint64_t last = m_levels.size() - 1;
        below = (m_words[last / 64] >> 63) != 0 ? last : bitBelow(last);
    }
    if (below < m_levels.size()) {
        next = std::max(next, m_base + static_cast<std::int64_t>(below));
    }
    return next;
}

std::int64_t PriceLevels::nextAsk(std::int64_t price) const noexcept
{
    std::int64_t next = noAsk;
    const auto& rest = far(Side::Sell);
    if (!rest.empty()) {
        const auto above = const_cast<PriceLevels*>(this)->farAt(Side::Sell, price + 1);
        next = above == rest.end() ? noAsk : above->price;
    }
    const std::uint64_t place = placeOf(price);
    std::uint64_t above = m_levels.size();
    if (place < m_levels.size()) {
        above = bitAbove(place);
    } else if (price < m_base) {
        above = (m_words[0] & 1) != 0 ? 0 : bitAbove(0);
    }
    if (above < m_levels.size()) {
        next = std::min(next, m_base + static_cast<std::int64_t>(above));
    }
    return next;
}

PriceLevel& PriceLevels::makeFar(Side side, std::int64_t price)
{
    if (++m_farVisits >= patience) {
        const std::int64_t touch = side == Side::Buy ? std::max(m_bid, price) : std::min(m_ask, price);
        m_farVisits = 0;
        recentre(touch - static_cast<std::int64_t>(m_levels.size() / 2));
        return findOrMake(side, price);
    }
    auto at = farAt(side, price);
    if (at == far(side).end() || at->price != price) {
        at = far(side).insert(at, FarLevel{price, {}});
        noteNew(side, price);
    }
    return at->level;
}

void PriceLevels::recentre(std::int64_t base)
{
    for (const Side side : {Side::Buy, Side::Sell}) {
        auto& moving = m_moving[side == Side::Buy ? 0 : 1];
        moving.assign(far(side).begin(), far(side).end());
        far(side).clear();
    }
    std::uint64_t at = (m_words[0] & 1) != 0 ? 0 : bitAbove(0);
    while (at < m_levels.size()) {
        const std::int64_t price = m_base + static_cast<std::int64_t>(at);
        m_moving[price <= m_bid ? 0 : 1].push_back({price, m_levels[at]});
        m_levels[at] = {};
        clearBit(at);
        at = bitAbove(at);
    }

    m_base = base;
    for (const Side side : {Side::Buy, Side::Sell}) {
        auto& moving = m_moving[side == Side::Buy ? 0 : 1];
        std::sort(moving.begin(), moving.end(), [](const auto& a, const auto& b) { return a.price < b.price; });
        for (const FarLevel& level : moving) {
            const std::uint64_t place = placeOf(level.price);
            if (place < m_levels.size()) {
                m_levels[place] = level.level;
                setBit(place);
            } else {
                far(side).push_back(level);
            }
        }
    }
}

} // namespace omni::sim
