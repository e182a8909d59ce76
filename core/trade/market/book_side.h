// One side of an order book by price level: a dense window of prices around the touch, and a sorted rest.
//
// A change inside the window costs the same wherever it falls: one store and up to three bits. Prices outside it
// are held sorted. Where the window lies is never visible in an answer; it follows the best price.

#pragma once

#include "core/trade/market/units.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace omni::market {

/// A price and what stands there.
struct BookLevel {
    Ticks price;
    Lots size; ///< Above zero.
    friend bool operator==(const BookLevel&, const BookLevel&) = default;
};

class BookSide
{
public:
    /// The largest window: three layers of 64.
    static constexpr std::size_t mostWindow = 64 * 64 * 64;

    /// All memory is taken here. `mostLevels` is at least 1; `windowTicks` is a power of two in [64, mostWindow].
    BookSide(Side side, std::size_t mostLevels, std::size_t windowTicks);

    /// Takes every level away, and forgets the cut.
    void clear() noexcept;

    /// Sets the absolute size at a price; zero removes the level, and removing an unknown one is harmless.
    /// `size` is not negative. When the side is full, the worst of its levels and the new one is given up (see
    /// `cutAt`).
    void set(Ticks price, Lots size);

    [[nodiscard]] std::optional<BookLevel> best() const noexcept;
    [[nodiscard]] std::optional<BookLevel> worst() const noexcept;
    /// Zero where there is no level.
    [[nodiscard]] Lots sizeAt(Ticks price) const noexcept;
    [[nodiscard]] std::size_t count() const noexcept
    {
        return m_count;
    }
    /// The best price given up for lack of room since `clear`: from there on levels may be missing.
    [[nodiscard]] std::optional<Ticks> cutAt() const noexcept
    {
        return m_cut ? std::optional(priceOf(*m_cut)) : std::nullopt;
    }

    /// For a side read back from bytes.
    void restoreCut(Ticks price) noexcept
    {
        m_cut = keyOf(price);
    }

    /// Calls `visit(BookLevel)` from the best level to the worst, until it returns false.
    template<class Visit> void forEach(Visit&& visit) const;

private:
    /// A price as a number of which more is better on this side.
    using Key = std::int64_t;

    struct Far {
        Key key = 0;
        std::int64_t size = 0;
    };

    [[nodiscard]] Key keyOf(Ticks price) const noexcept
    {
        return m_side == Side::Buy ? price.count : ~price.count; // ~ reverses the order and never overflows
    }
    [[nodiscard]] Ticks priceOf(Key key) const noexcept
    {
        return {m_side == Side::Buy ? key : ~key};
    }
    [[nodiscard]] std::uint64_t slotOf(Key key) const noexcept
    {
        return static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(m_base);
    }
    [[nodiscard]] Key keyAt(std::size_t slot) const noexcept
    {
        return m_base + static_cast<Key>(slot);
    }
    [[nodiscard]] bool holds(std::size_t slot) const noexcept
    {
        return (m_bits[slot / 64] >> (slot % 64) & 1) != 0;
    }
    [[nodiscard]] bool windowIsEmpty() const noexcept
    {
        return m_top == 0;
    }
    [[nodiscard]] static std::size_t highest(std::uint64_t bits) noexcept
    {
        return static_cast<std::size_t>(63 - std::countl_zero(bits));
    }
    [[nodiscard]] static std::size_t lowest(std::uint64_t bits) noexcept
    {
        return static_cast<std::size_t>(std::countr_zero(bits));
    }

    [[nodiscard]] std::size_t bestSlot() const noexcept;
    [[nodiscard]] std::size_t worstSlot() const noexcept;
    [[nodiscard]] std::optional<Key> worstKey() const noexcept;
    void place(Key key) noexcept;
    void mark(std::size_t slot) noexcept;
    void unmark(std::size_t slot) noexcept;
    void setNear(std::size_t slot, std::int64_t size) noexcept;
    void setFar(Key key, std::int64_t size);
    void remove(Key key);
    /// True when a new level may be added; gives up the worst one for it where that must be.
    [[nodiscard]] bool madeRoomFor(Key key);
    void noteCut(Key key) noexcept;
    void moveWindow();

    Side m_side;
    std::size_t m_most;
    std::size_t m_window;
    Key m_base = 0;
    std::size_t m_count = 0;
    std::size_t m_farTouches = 0; ///< Changes outside the window since it was placed.
    std::optional<Key> m_cut;
    std::unique_ptr<std::int64_t[]> m_sizes; ///< Of the window. Meaningless where the bit is not set.
    std::vector<std::uint64_t> m_bits; ///< One bit a slot.
    std::vector<std::uint64_t> m_words; ///< One bit for each word of `m_bits` that is not zero.
    std::uint64_t m_top = 0; ///< One bit for each word of `m_words` that is not zero.
    std::vector<Far> m_far; ///< Outside the window, worst first.
    std::vector<Far> m_spare; ///< Where `moveWindow` works.
};

template<class Visit> void BookSide::forEach(Visit&& visit) const
{
    const auto show = [&](Key key, std::int64_t size) { return visit(BookLevel{priceOf(key), Lots{size}}); };

    std::size_t far = m_far.size();
    for (; far > 0 && m_far[far - 1].key >= m_base; --far) {
        if (!show(m_far[far - 1].key, m_far[far - 1].size)) {
            return;
        }
    }
    for (std::uint64_t top = m_top; top != 0;) {
        const std::size_t group = highest(top);
        top &= ~(std::uint64_t{1} << group);
        for (std::uint64_t words = m_words[group]; words != 0;) {
            const std::size_t word = group * 64 + highest(words);
            words &= ~(std::uint64_t{1} << (word % 64));
            for (std::uint64_t bits = m_bits[word]; bits != 0;) {
                const std::size_t slot = word * 64 + highest(bits);
                bits &= ~(std::uint64_t{1} << (slot % 64));
                if (!show(keyAt(slot), m_sizes[slot])) {
                    return;
                }
            }
        }
    }
    for (; far > 0; --far) {
        if (!show(m_far[far - 1].key, m_far[far - 1].size)) {
            return;
        }
    }
}

} // namespace omni::market
