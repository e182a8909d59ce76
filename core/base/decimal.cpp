#include "core/base/decimal.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>

namespace omni {

namespace {

constexpr std::array<std::uint64_t, 19> powersOfTen = [] {
    std::array<std::uint64_t, 19> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) {
        powers[i] = powers[i - 1] * 10;
    }
    return powers;
}();

enum class Reading { Good, NoNumber, TooLong };

struct Parts {
    std::uint64_t digits = 0; ///< At most 19 of them, leading zeros not counted.
    int count = 0;
    int exponent = 0;
    bool isNegative = false;
};

constexpr int mostDigits = 19; // all numbers of 19 digits fit 64 bits without a sign

/// The part behind the "e": a sign or none, then one to three digits.
Reading readExponent(const char* at, const char* end, int& exponent) noexcept
{
    const bool isNegative = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) {
        ++at;
    }
    if (at == end || end - at > 3) {
        return Reading::NoNumber;
    }
    int value = 0;
    for (; at != end; ++at) {
        const auto digit = static_cast<unsigned>(*at) - '0';
        if (digit > 9) {
            return Reading::NoNumber;
        }
        value = value * 10 + static_cast<int>(digit);
    }
    exponent += isNegative ? -value : value;
    return Reading::Good;
}

// Files of millions of rows pass through here: one pass, no branch that a usual price takes unexpectedly.
inline Reading read(std::string_view text, Parts& parts) noexcept
{
    const char* at = text.data();
    const char* const end = at + text.size();
    if (at != end && *at == '-') {
        parts.isNegative = true;
        ++at;
    }
    const char* const wholeBegin = at;
    while (at != end && *at == '0') {
        ++at;
    }
    std::uint64_t digits = 0;
    const char* significant = at;
    unsigned digit = 0;
    while (at != end && (digit = static_cast<unsigned>(*at) - '0') <= 9) {
        digits = digits * 10 + digit; // may wrap for more than 19 digits, which are refused below
        ++at;
    }
    if (at == wholeBegin) {
        return Reading::NoNumber;
    }
    std::ptrdiff_t count = at - significant;
    if (at != end && *at == '.') {
        const char* const fractionBegin = ++at;
        if (count == 0) {
            while (at != end && *at == '0') {
                ++at;
            }
        }
        significant = at;
        while (at != end && (digit = static_cast<unsigned>(*at) - '0') <= 9) {
            digits = digits * 10 + digit;
            ++at;
        }
        count += at - significant;
        const std::ptrdiff_t decimals = at - fractionBegin;
        if (decimals == 0) {
            return Reading::NoNumber;
        }
        if (decimals > 1'000) {
            return Reading::TooLong;
        }
        parts.exponent = -static_cast<int>(decimals);
    }
    if (at != end) {
        if (*at != 'e' && *at != 'E') {
            return Reading::NoNumber;
        }
        if (readExponent(at + 1, end, parts.exponent) != Reading::Good) {
            return Reading::NoNumber;
        }
    }
    if (count > mostDigits) {
        return Reading::TooLong;
    }
    parts.digits = digits;
    parts.count = static_cast<int>(count);
    return Reading::Good;
}

tl::unexpected<Error> refusal(Reading reading, std::string_view text)
{
    if (reading == Reading::NoNumber) {
        return failure(Errc::Invalid, "not a decimal number: " + quoted(text));
    }
    return failure(Errc::Overflow, "a number with too many digits: " + quoted(text));
}

/// The digits with their sign, or nothing if they do not fit.
std::optional<std::int64_t> withSign(std::uint64_t digits, bool isNegative) noexcept
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (digits > most + (isNegative ? 1 : 0)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(isNegative ? 0 - digits : digits);
}

/// Decimal digits of `value`, without its sign, in `buffer`.
std::string_view digitsOf(std::int64_t value, std::array<char, 20>& buffer) noexcept
{
    const auto bits = static_cast<std::uint64_t>(value);
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value < 0 ? 0 - bits : bits);
    return {buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data())};
}

/// Puts the point `decimals` digits from the right, with zeros in front where digits are missing.
std::string withPoint(std::int64_t value, std::size_t decimals)
{
    std::array<char, 20> buffer{};
    const std::string_view digits = digitsOf(value, buffer);
    std::string text = value < 0 ? "-" : "";
    if (digits.size() > decimals) {
        text += digits.substr(0, digits.size() - decimals);
    } else {
        text += '0';
    }
    if (decimals > 0) {
        text += '.';
        text.append(decimals - std::min(decimals, digits.size()), '0');
        text += digits.substr(digits.size() - std::min(decimals, digits.size()));
    }
    return text;
}

} // namespace

Result<Decimal> decimalFromText(std::string_view text)
{
    Parts parts;
    if (const Reading reading = read(text, parts); reading != Reading::Good) {
        return refusal(reading, text);
    }
    constexpr int least = std::numeric_limits<std::int8_t>::min();
    constexpr int most = std::numeric_limits<std::int8_t>::max();
    if (parts.count > 18 || parts.exponent < least || parts.exponent > most) {
        return refusal(Reading::TooLong, text);
    }
    const auto digits = static_cast<std::int64_t>(parts.digits);
    return Decimal{parts.isNegative ? -digits : digits, static_cast<std::int8_t>(parts.exponent)};
}

std::string decimalText(Decimal value)
{
    if (value.exponent < 0) {
        return withPoint(value.mantissa, static_cast<std::size_t>(-value.exponent));
    }
    std::string text = withPoint(value.mantissa, 0);
    if (value.mantissa != 0) {
        text.append(static_cast<std::size_t>(value.exponent), '0');
    }
    return text;
}

Decimal normalised(Decimal value) noexcept
{
    if (value.mantissa == 0) {
        return {};
    }
    while (value.mantissa % 10 == 0 && value.exponent < std::numeric_limits<std::int8_t>::max()) {
        value.mantissa /= 10;
        ++value.exponent;
    }
    return value;
}

Result<std::int64_t> scaledFromText(std::string_view text, int decimals)
{
    assert(decimals >= 0 && decimals <= 18);
    Parts parts;
    if (const Reading reading = read(text, parts); reading != Reading::Good) {
        return refusal(reading, text);
    }
    std::uint64_t digits = parts.digits;
    const int shift = parts.exponent + decimals;
    if (shift > 0 && digits != 0) {
        if (shift > 18 || __builtin_mul_overflow(digits, powersOfTen[static_cast<std::size_t>(shift)], &digits)) {
            return refusal(Reading::TooLong, text);
        }
    } else if (shift < 0 && digits != 0) {
        const std::uint64_t divisor = shift < -18 ? 0 : powersOfTen[static_cast<std::size_t>(-shift)];
        if (divisor == 0 || digits % divisor != 0) {
            return failure(Errc::Invalid, "finer than " + std::to_string(decimals) + " decimals: " + quoted(text));
        }
        digits /= divisor;
    }
    if (const auto value = withSign(digits, parts.isNegative)) {
        return *value;
    }
    return refusal(Reading::TooLong, text);
}

std::string scaledText(std::int64_t value, int decimals, int least)
{
    assert(decimals >= 0 && decimals <= 18);
    least = std::max(least, 0);
    int kept = decimals;
    while (kept > least && value % 10 == 0) {
        value /= 10;
        --kept;
    }
    std::string text = withPoint(value, static_cast<std::size_t>(kept));
    if (least > kept) {
        text += kept == 0 ? "." : "";
        text.append(static_cast<std::size_t>(least - kept), '0');
    }
    return text;
}

} // namespace omni
