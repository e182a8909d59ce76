// Donchian channel: the highest high and the lowest low of n bars.
//
// Over the bars before the current one it is the line that a breakout breaks; with the current one it is the channel of
// charts. Source: R. Donchian's four-week rule, as in C. Faith, "Way of the Turtle" (2007), ch. 9.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace omni::indicators {

enum class DonchianWindow : std::uint8_t {
    WithCurrent, ///< The last n bars.
    BeforeCurrent, ///< The n bars before the last one: no bar can break a line that it drew.
};

struct Channel {
    Ticks upper;
    Ticks lower;
    friend bool operator==(const Channel&, const Channel&) = default;
    /// In ticks, for charts.
    [[nodiscard]] double middle() const noexcept
    {
        return (static_cast<double>(upper.count) + static_cast<double>(lower.count)) / 2;
    }
};

/// Exact. O(1) a bar on average, at most `period` steps for one; allocates in its constructor only.
class Donchian
{
public:
    /// `period` in [1, 100'000].
    Donchian(int period, DonchianWindow window);

    void add(Ticks high, Ticks low) noexcept;

    [[nodiscard]] bool ready() const noexcept
    {
        return m_value.has_value();
    }
    [[nodiscard]] int period() const noexcept
    {
        return static_cast<int>(m_period);
    }
    /// Nothing until the window is full: after `period` bars, with `BeforeCurrent` one later.
    [[nodiscard]] std::optional<Channel> value() const noexcept
    {
        return m_value;
    }

    /// The same state again; a state of another period or window makes the reader bad and starts empty.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    /// Candidates for the extreme of a moving window, best first: each is newer and worse than the one before it.
    class Extremes
    {
    public:
        explicit Extremes(std::size_t capacity);
        void clear() noexcept;
        /// Adds the value of bar `number`, after those that left the window of `period` bars went.
        void add(std::uint64_t number, std::int64_t value, std::size_t period) noexcept;
        [[nodiscard]] std::int64_t front() const noexcept
        {
            return m_ring[m_first].value;
        }
        void save(ByteWriter& out) const;
        void load(ByteReader& in, std::uint64_t bars, std::size_t period);

    private:
        struct Candidate {
            std::uint64_t number = 0;
            std::int64_t value = 0; ///< Greater is better.
        };
        [[nodiscard]] std::size_t placeOf(std::size_t i) const noexcept
        {
            const std::size_t at = m_first + i;
            return at < m_ring.size() ? at : at - m_ring.size();
        }
        std::vector<Candidate> m_ring;
        std::size_t m_first = 0;
        std::size_t m_count = 0;
    };

    [[nodiscard]] Channel channel() const noexcept;

    std::size_t m_period;
    DonchianWindow m_window;
    std::uint64_t m_bars = 0;
    Extremes m_highs;
    Extremes m_lows; ///< Of the lows' complements, which reverse their order and never overflow.
    std::optional<Channel> m_value;
};

} // namespace omni::indicators
