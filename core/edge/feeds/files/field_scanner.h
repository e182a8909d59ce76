// Fields of a comma-separated row, read at the speed of a file: the usual form of a number and nothing else.
//
// Each function starts at the first byte of a field and gives the place of the comma behind it, or nullptr for
// whatever is not the usual form. What that is, and whether it is still a number, is found out by `row_parser`.
// At least eight readable bytes follow the field (see LineReader), and a comma ends it.

#pragma once

#include "core/edge/feeds/files/row.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace omni::feeds {

/// Digits with at most one point between them: "61800.2", "0". At most 18 digits.
[[nodiscard]] inline const char* scanNumber(const char* at, Number& out) noexcept
{
    std::uint64_t mantissa = 0;
    const char* const begin = at;
    unsigned digit = 0;
    while ((digit = static_cast<unsigned>(*at) - '0') <= 9) {
        mantissa = mantissa * 10 + digit;
        ++at;
    }
    std::ptrdiff_t digits = at - begin;
    std::ptrdiff_t decimals = 0;
    if (*at == '.') {
        const char* const fraction = ++at;
        while ((digit = static_cast<unsigned>(*at) - '0') <= 9) {
            mantissa = mantissa * 10 + digit;
            ++at;
        }
        decimals = at - fraction;
        if (decimals == 0 || digits == 0) {
            return nullptr;
        }
        digits += decimals;
    }
    if (*at != ',' || digits == 0 || digits > 18) {
        return nullptr;
    }
    out = {mantissa, static_cast<std::uint8_t>(decimals)};
    return at;
}

namespace detail {

/// Eight digits at once (D. Lemire's description of the classic multiply-and-mask way). False if one is no digit.
[[nodiscard]] inline bool eightDigits(const char* at, std::uint64_t& value) noexcept
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) {
        bytes = __builtin_bswap64(bytes);
    }
    if ((((bytes & 0xF0F0F0F0F0F0F0F0) | (((bytes + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)))
        != 0x3333333333333333) {
        return false;
    }
    bytes -= 0x3030303030303030;
    bytes = bytes * 10 + (bytes >> 8);
    constexpr std::uint64_t mask = 0x000000FF000000FF;
    constexpr std::uint64_t high = 100 + (1'000'000ULL << 32);
    constexpr std::uint64_t low = 1 + (10'000ULL << 32);
    bytes = ((bytes & mask) * high + ((bytes >> 16) & mask) * low) >> 32;
    value = bytes & 0xFFFFFFFF;
    return true;
}

} // namespace detail

/// Nanoseconds since 1970 as 19 digits, which is every year from 2001 to 2262; the last day of those is not the usual
/// form either.
[[nodiscard]] inline const char* scanNanoseconds(const char* at, std::int64_t& out) noexcept
{
    std::uint64_t high = 0, low = 0;
    if (!detail::eightDigits(at, high) || !detail::eightDigits(at + 8, low) || high >= 92'232'856) {
        return nullptr;
    }
    std::uint64_t value = high * 100'000'000 + low;
    for (int i = 16; i < 19; ++i) {
        const unsigned digit = static_cast<unsigned>(at[i]) - '0';
        if (digit > 9) {
            return nullptr;
        }
        value = value * 10 + digit;
    }
    out = static_cast<std::int64_t>(value);
    return at[19] == ',' ? at + 19 : nullptr;
}

/// One letter.
[[nodiscard]] inline const char* scanLetter(const char* at, char& out) noexcept
{
    out = *at;
    return at[0] != ',' && at[1] == ',' ? at + 1 : nullptr;
}

} // namespace omni::feeds
