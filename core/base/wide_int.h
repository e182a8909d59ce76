// 128-bit integers for products of 64-bit counts, kept behind one header so that another compiler needs one change.
//
// No floating point, no undefined overflow: every operation that can leave its range says so.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace omni {

/// Wide enough for any product of two 64-bit counts.
__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

/// a * b, or nothing if it leaves 128 bits.
[[nodiscard]] constexpr std::optional<Int128> checkedProduct(Int128 a, Int128 b) noexcept
{
    Int128 product = 0;
    if (__builtin_mul_overflow(a, b, &product)) {
        return std::nullopt;
    }
    return product;
}

/// a + b, or nothing if it leaves 64 bits.
[[nodiscard]] constexpr std::optional<std::int64_t> checkedSum(std::int64_t a, std::int64_t b) noexcept
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        return std::nullopt;
    }
    return sum;
}

/// a - b, or nothing if it leaves 64 bits.
[[nodiscard]] constexpr std::optional<std::int64_t> checkedDifference(std::int64_t a, std::int64_t b) noexcept
{
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) {
        return std::nullopt;
    }
    return difference;
}

/// The value as 64 bits, or nothing if it does not fit.
[[nodiscard]] constexpr std::optional<std::int64_t> narrowed(Int128 value) noexcept
{
    if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min()) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(value);
}

/// The quotient rounded to the nearest integer, halves to the even one. `divisor` is above zero.
[[nodiscard]] constexpr Int128 dividedHalfEven(Int128 dividend, Int128 divisor) noexcept
{
    Int128 quotient = dividend / divisor;
    const Int128 rest = dividend % divisor;
    const Int128 size = rest < 0 ? -rest : rest;
    const Int128 left = divisor - size; // compared instead of doubled, which could leave the range
    if (size > left || (size == left && (quotient & 1) != 0)) {
        quotient += dividend < 0 ? -1 : 1;
    }
    return quotient;
}

/// The quotient rounded towards minus infinity. `divisor` is above zero.
[[nodiscard]] constexpr Int128 dividedDown(Int128 dividend, Int128 divisor) noexcept
{
    const Int128 quotient = dividend / divisor;
    return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/// The quotient rounded towards plus infinity. `divisor` is above zero.
[[nodiscard]] constexpr Int128 dividedUp(Int128 dividend, Int128 divisor) noexcept
{
    const Int128 quotient = dividend / divisor;
    return dividend % divisor > 0 ? quotient + 1 : quotient;
}

} // namespace omni
