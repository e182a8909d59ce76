// Conversion rates between currencies: dated, sourced, exact.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <optional>

namespace omni::portfolio {

/// One unit of a currency is worth numerator / denominator units of another. Both above zero.
struct Rate {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
    friend bool operator==(const Rate&, const Rate&) = default;
};

enum class RateSource : std::uint8_t { Identity, Configured, Venue, Feed };

struct DatedRate {
    CurrencyId from, to;
    Rate rate;
    Timestamp at; ///< When the source gave it.
    RateSource source = RateSource::Configured;
    friend bool operator==(const DatedRate&, const DatedRate&) = default;
};

/// `amount` times `rate`, rounded once half to even. Nothing if it does not fit.
[[nodiscard]] std::optional<Money> converted(Money amount, Rate rate) noexcept;

} // namespace omni::portfolio
