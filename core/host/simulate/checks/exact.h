// The three roundings of a fraction, written out once more: what is checked is not checked with its own tools.

#pragma once

#include "core/base/wide_int.h"

#include <cstdint>

namespace omni::simulate {

/// Towards minus infinity. `by` is above zero, here and below.
[[nodiscard]] constexpr Int128 quotientDown(Int128 of, Int128 by) noexcept
{
    const Int128 whole = of / by;
    return whole * by > of ? whole - 1 : whole;
}

/// Towards plus infinity.
[[nodiscard]] constexpr Int128 quotientUp(Int128 of, Int128 by) noexcept
{
    return -quotientDown(-of, by);
}

/// To the nearest, halves to the even one.
[[nodiscard]] constexpr Int128 quotientNearest(Int128 of, Int128 by) noexcept
{
    const Int128 below = quotientDown(of, by);
    const Int128 rest = of - below * by; // in [0, by)
    const Int128 toNext = by - rest;
    if (rest == toNext) {
        return below % 2 == 0 ? below : below + 1;
    }
    return rest < toNext ? below : below + 1;
}

[[nodiscard]] constexpr Int128 sizeOf(Int128 value) noexcept
{
    return value < 0 ? -value : value;
}

} // namespace omni::simulate
