// The price levels of one book whose orders are kept one by one: a dense window of prices around the touch, and a
// sorted rest for what lies outside.
//
// Bids and asks share the window, for no price holds both: a set bit at or below the best bid is a bid, any other an
// ask. A level inside costs one store and two bits wherever it falls.

#pragma once

#include "core/trade/market/units.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace omni::sim {

inline constexpr std::uint32_t noNode = UINT32_MAX;

/// A queue of orders at one price, by the numbers of their nodes.
struct PriceLevel {
    std::uint32_t head = noNode;
    std::uint32_t tail = noNode;
    std::int64_t total = 0; ///< Lots of all its orders.
};

class PriceLevels
{
public:
    static constexpr std::int64_t noBid = INT64_MIN;
    static constexpr std::int64_t noAsk = INT64_MAX;

    /// `window` is a power of two, at least 4'096.
    explicit PriceLevels(std::size_t window)
        : m_levels(window)
        , m_words(window / 64)
        , m_summary(window / 4'096)
    {
        assert(std::has_single_bit(window) && window >= 4'096);
    }

    /// The best price, or `noBid` or `noAsk`.
    [[nodiscard]] std::int64_t best(Side side) const noexcept
    {
        return side == Side::Buy ? m_bid : m_ask;
    }
    [[nodiscard]] std::size_t count(Side side) const noexcept
    {
        return m_counts[side == Side::Buy ? 0 : 1];
    }

    /// The level at a price of this side; made if there is none. Good until the next call that makes or removes one.
    [[nodiscard]] PriceLevel& findOrMake(Side side, std::int64_t price)
    {
        const std::uint64_t at = placeOf(price);
        if (at < m_levels.size()) [[likely]] {
            PriceLevel& level = m_levels[at];
            if (level.head == noNode) {
                setBit(at);
                noteNew(side, price);
            }
            return level;
        }
        return makeFar(side, price);
    }
    /// The level at a price where there is one.
    [[nodiscard]] PriceLevel& at(Side side, std::int64_t price) noexcept
    {
        const std::uint64_t place = placeOf(price);
        return place < m_levels.size() ? m_levels[place] : farAt(side, price)->level;
    }
    /// The level at a price, or null.
    [[nodiscard]] const PriceLevel* find(Side side, std::int64_t price) const noexcept
    {
        const std::uint64_t place = placeOf(price);
        if (place < m_levels.size()) {
            const bool isOfSide = side == Side::Buy ? price <= m_bid : price >= m_ask;
            return isOfSide && m_levels[place].head != noNode ? &m_levels[place] : nullptr;
        }
        const auto found = const_cast<PriceLevels*>(this)->farAt(side, price);
        return found != far(side).end() && found->price == price ? &found->level : nullptr;
    }
    /// Takes away a level that has no orders left.
    void remove(Side side, std::int64_t price)
    {
        const std::uint64_t at = placeOf(price);
        if (at < m_levels.size()) [[likely]] {
            m_levels[at] = {};
            clearBit(at);
        } else {
            far(side).erase(farAt(side, price));
            noteFar();
        }
        --m_counts[side == Side::Buy ? 0 : 1];
        if (price == best(side)) {
            (side == Side::Buy ? m_bid : m_ask) = nextWorse(side, price);
        }
    }
    /// The next price of this side that is worse than `price`, or `noBid` or `noAsk`.
    [[nodiscard]] std::int64_t nextWorse(Side side, std::int64_t price) const noexcept
    {
        return side == Side::Buy ? nextBid(price) : nextAsk(price);
    }

private:
    struct FarLevel {
        std::int64_t price = 0;
        PriceLevel level;
    };
    /// Visits to levels outside before the window is moved to the touch.
    static constexpr std::uint32_t patience = 256;

    [[nodiscard]] std::uint64_t placeOf(std::int64_t price) const noexcept
    {
        return static_cast<std::uint64_t>(price) - static_cast<std::uint64_t>(m_base);
    }
    void noteNew(Side side, std::int64_t price) noexcept
    {
        if (side == Side::Buy) {
            m_bid = std::max(m_bid, price);
            ++m_counts[0];
        } else {
            m_ask = std::min(m_ask, price);
            ++m_counts[1];
        }
    }
    void setBit(std::uint64_t at) noexcept
    {
        m_words[at / 64] |= std::uint64_t{1} << (at % 64);
        m_summary[at / 4'096] |= std::uint64_t{1} << (at / 64 % 64);
    }
    void clearBit(std::uint64_t at) noexcept
    {
        m_words[at / 64] &= ~(std::uint64_t{1} << (at % 64));
        if (m_words[at / 64] == 0) {
            m_summary[at / 4'096] &= ~(std::uint64_t{1} << (at / 64 % 64));
        }
    }
    [[nodiscard]] std::vector<FarLevel>& far(Side side) noexcept
    {
        return m_far[side == Side::Buy ? 0 : 1];
    }
    [[nodiscard]] const std::vector<FarLevel>& far(Side side) const noexcept
    {
        return m_far[side == Side::Buy ? 0 : 1];
    }
    /// Where `price` is or belongs; sorted by price, lowest first.
    [[nodiscard]] std::vector<FarLevel>::iterator farAt(Side side, std::int64_t price) noexcept
    {
        return std::lower_bound(far(side).begin(), far(side).end(), price,
                                [](const FarLevel& level, std::int64_t wanted) { return level.price < wanted; });
    }
    [[nodiscard]] std::int64_t nextBid(std::int64_t price) const noexcept;
    [[nodiscard]] std::int64_t nextAsk(std::int64_t price) const noexcept;
    /// The nearest set bit below or above a place, or `m_levels.size()`.
    [[nodiscard]] std::uint64_t bitBelow(std::uint64_t at) const noexcept;
    [[nodiscard]] std::uint64_t bitAbove(std::uint64_t at) const noexcept;
    [[nodiscard]] PriceLevel& makeFar(Side side, std::int64_t price);
    void noteFar()
    {
        ++m_farVisits;
    }
    /// Moves the window so that it begins at `base`.
    void recentre(std::int64_t base);

    std::vector<PriceLevel> m_levels;
    std::vector<std::uint64_t> m_words;
    std::vector<std::uint64_t> m_summary;
    std::int64_t m_base = 0;
    std::int64_t m_bid = noBid;
    std::int64_t m_ask = noAsk;
    std::size_t m_counts[2] = {0, 0};
    std::vector<FarLevel> m_far[2];
    std::vector<FarLevel> m_moving[2];
    std::uint32_t m_farVisits = patience; ///< The first price brings the window to it.
};

} // namespace omni::sim
