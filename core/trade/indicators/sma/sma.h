// Simple moving average: the mean of the last n values.
//
// `ExactSma` sums integers, so that averages of different lengths are compared without a division and a cross is never
// a matter of rounding. `Sma` is for numbers that have no exact form.

#pragma once

#include "core/base/bytes.h"
#include "core/base/wide_int.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace omni::indicators {

/// The longest average; a bound for settings and for memory.
inline constexpr int longestPeriod = 100'000;

/// Mean of the last `period` integers (ticks of closes, usually). O(1) a value; allocates in its constructor only.
class ExactSma
{
public:
    /// `period` in [1, longestPeriod].
    explicit ExactSma(int period);

    void add(std::int64_t value) noexcept;

    /// `period` values have come.
    [[nodiscard]] bool ready() const noexcept
    {
        return m_count == m_ring.size();
    }
    [[nodiscard]] int period() const noexcept
    {
        return static_cast<int>(m_ring.size());
    }
    /// Of the values held, at most `period` of them.
    [[nodiscard]] Int128 sum() const noexcept
    {
        return m_sum;
    }
    [[nodiscard]] std::size_t count() const noexcept
    {
        return m_count;
    }
    /// The mean, rounded to a double once. Nothing before `ready`.
    [[nodiscard]] std::optional<double> value() const noexcept;

    /// The same state again; a state of another period makes the reader bad and starts empty.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    std::vector<std::int64_t> m_ring;
    std::size_t m_at = 0; ///< Where the next value goes, over the oldest.
    std::size_t m_count = 0;
    Int128 m_sum = 0;
};

/// Compares the two means exactly. Both are ready.
[[nodiscard]] std::strong_ordering compareMeans(const ExactSma& a, const ExactSma& b) noexcept;

/// Compares the mean with a value exactly. The average is ready.
[[nodiscard]] std::strong_ordering compareMean(const ExactSma& average, std::int64_t value) noexcept;

/// Mean of the last `period` doubles. A running sum that starts anew each time the ring comes round: rounding errors
/// do not pile up, however long it runs.
class Sma
{
public:
    /// `period` in [1, longestPeriod].
    explicit Sma(int period);

    void add(double value) noexcept;

    [[nodiscard]] bool ready() const noexcept
    {
        return m_count == m_ring.size();
    }
    [[nodiscard]] int period() const noexcept
    {
        return static_cast<int>(m_ring.size());
    }
    /// Nothing before `ready`.
    [[nodiscard]] std::optional<double> value() const noexcept
    {
        return ready() ? std::optional(m_sum / static_cast<double>(m_ring.size())) : std::nullopt;
    }

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    std::vector<double> m_ring;
    std::size_t m_at = 0;
    std::size_t m_count = 0;
    double m_sum = 0;
    double m_fresh = 0; ///< Sum of the values since the ring last came round, added in order.
};

} // namespace omni::indicators
