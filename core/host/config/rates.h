// Conversion rates as a person writes them down: what one of a currency is worth in another, since when, who says so.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::config {

/// One of `from` is worth `numberE8` hundred-millionths of `to`.
struct RateSetting {
    std::string from, to;
    std::int64_t numberE8 = 0; ///< Above zero.
    Timestamp at;
    std::string source; ///< A few words for people; empty: nobody is named.
    friend bool operator==(const RateSetting&, const RateSetting&) = default;
};

/// `pair` is "USDT/USD". Invalid: not two different currencies; the detail says what would be right.
[[nodiscard]] Result<RateSetting> pairFromText(std::string_view pair);

/// The number of a rate, at 1e-8. Invalid: not above zero, more than 8 decimals.
[[nodiscard]] Result<std::int64_t> rateNumberFromText(std::string_view text);

/// "0.9998 at 2024-08-08 from Kraken": the date, or date and time in UTC, is a must, the source is not. Invalid: the
/// detail says which part is wrong.
[[nodiscard]] Result<RateSetting> rateFromText(std::string_view pair, std::string_view text);

/// The same pair, either way round.
[[nodiscard]] bool isSamePair(const RateSetting& a, const RateSetting& b) noexcept;

} // namespace omni::config
