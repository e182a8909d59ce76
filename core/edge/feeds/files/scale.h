// Decimal numbers of a file as whole counts of an increment.

#pragma once

#include "core/base/decimal.h"
#include "core/edge/feeds/files/row.h"

#include <array>
#include <cstdint>

namespace omni::feeds {

/// Counts beyond this are refused: sums of thousands of them still fit, and no market is so fine.
inline constexpr std::int64_t mostCount = 1'000'000'000'000'000;

enum class Counting : std::uint8_t { Exact, OffIncrement, TooLarge };

class Scale
{
public:
    /// `increment` is above zero, with at most 18 decimals.
    explicit Scale(Decimal increment) noexcept
        : m_unit(normalised(increment))
    {
    }

    /// `out` only where it is Exact.
    [[nodiscard]] Counting count(Number value, std::int64_t& out) const noexcept
    {
        const int shift = -m_unit.exponent - static_cast<int>(value.decimals);
        if (shift >= 0 && shift < static_cast<int>(powers.size()) && m_unit.mantissa == 1) {
            std::uint64_t shifted = 0;
            if (!__builtin_mul_overflow(value.mantissa, powers[static_cast<std::size_t>(shift)], &shifted)
                && shifted <= static_cast<std::uint64_t>(mostCount)) {
                out = static_cast<std::int64_t>(shifted);
                return Counting::Exact;
            }
            return Counting::TooLarge;
        }
        return countSlowly(value, out);
    }
    [[nodiscard]] Decimal increment() const noexcept
    {
        return m_unit;
    }

private:
    [[nodiscard]] Counting countSlowly(Number value, std::int64_t& out) const noexcept;
    static constexpr std::array<std::uint64_t, 19> powers = [] {
        std::array<std::uint64_t, 19> p{1};
        for (std::size_t i = 1; i < p.size(); ++i) {
            p[i] = p[i - 1] * 10;
        }
        return p;
    }();
    Decimal m_unit;
};

} // namespace omni::feeds
