// Exact decimal text to and from scaled integers. No floating point, no locale.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace omni {

/// mantissa * 10^exponent. Not normalised: 1.50 keeps its two decimals, which is how increments are inferred.
struct Decimal {
    std::int64_t mantissa = 0;
    std::int8_t exponent = 0;
    friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// Reads "61800.2", "-3", "0.00001000", "1e-8". Refuses empty text, spaces, "nan", "inf", more than 18 digits.
[[nodiscard]] Result<Decimal> decimalFromText(std::string_view text);

/// Plain text without an exponent: "0.00001", "-3.50". Keeps the decimals that `value` has.
[[nodiscard]] std::string decimalText(Decimal value);

/// Trailing zeros of the mantissa moved into the exponent; zero becomes {0, 0}.
[[nodiscard]] Decimal normalised(Decimal value) noexcept;

/// `text` as an integer count of 10^-decimals, exactly; refused if it has finer digits or does not fit.
/// decimals in [0, 18].
[[nodiscard]] Result<std::int64_t> scaledFromText(std::string_view text, int decimals);

/// The exact text of value * 10^-decimals, with trailing zeros dropped but at least `least` decimals kept.
[[nodiscard]] std::string scaledText(std::int64_t value, int decimals, int least = 0);

} // namespace omni
