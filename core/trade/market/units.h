// Exact units of the market: prices, sizes and money as integers of named kinds.
//
// Sums are exact. A product is rounded once, by the function that forms it, and
// that function says which way. Nothing in this file knows floating point.

#pragma once

#include "core/base/wide_int.h"

#include <compare>
#include <cstdint>

namespace omni {

enum class Side : std::uint8_t { Buy, Sell };

[[nodiscard]] constexpr Side opposite(Side side) noexcept
{
    return side == Side::Buy ? Side::Sell : Side::Buy;
}

/// +1 for a buy, -1 for a sell.
[[nodiscard]] constexpr std::int64_t signOf(Side side) noexcept
{
    return side == Side::Buy ? 1 : -1;
}

/// A price, counted in the instrument's smallest price step. May be negative (spreads).
struct Ticks {
    std::int64_t count = 0;
    friend auto operator<=>(const Ticks&, const Ticks&) = default;
};

/// A size, counted in the instrument's smallest tradable step. A position's size is signed.
struct Lots {
    std::int64_t count = 0;
    friend auto operator<=>(const Lots&, const Lots&) = default;
};

/// An amount of one currency; `e8` counts hundred-millionths of it.
struct Money {
    std::int64_t e8 = 0;
    friend auto operator<=>(const Money&, const Money&) = default;
};

/// A share of a whole; 10'000 is all of it.
struct BasisPoints {
    std::int32_t count = 0;
    friend auto operator<=>(const BasisPoints&, const BasisPoints&) = default;
};

/// What one lot gains when the price rises one tick: `e12 / divisor` trillionths of the currency. The divisor is 1
/// unless the value is finer than a trillionth; it is a power of ten, so the value stays exact.
struct TickLotValue {
    std::int64_t e12 = 0;
    std::int64_t divisor = 1;
    friend auto operator<=>(const TickLotValue&, const TickLotValue&) = default;
};

} // namespace omni
