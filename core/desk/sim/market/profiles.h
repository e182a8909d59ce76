// The instruments of the built-in market and what sets them apart. Prices are invented.

#pragma once

#include "core/trade/market/instrument.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace omni::sim {

struct Profile {
    std::string_view symbol;
    market::Sessions sessions = market::Sessions::AlwaysOpen;
    Decimal tickSize;
    Decimal lotSize;
    std::int64_t startPrice = 0; ///< Ticks.
    double volatility = 0; ///< Of a minute, as a share of the price, in quiet times.
    double marketShare = 0; ///< Of the variance: what the common factor moves. In [0, 1).
    double arrivals = 0; ///< Orders and cancels a second.
    std::int64_t typicalSize = 1; ///< Lots of an agent's order, on average.
    std::int64_t roundSize = 1; ///< Many agents like multiples of this.
    std::int64_t sizeStep = 1; ///< All agents' sizes are multiples of this; only others trade in smaller lots.
};

[[nodiscard]] std::span<const Profile> profiles() noexcept;

/// They as instruments, numbered from `first`.
[[nodiscard]] std::vector<market::Instrument> instrumentsOf(std::string_view venue, InstrumentId first,
                                                            bool alwaysOpen);

} // namespace omni::sim
