// What can be traded: Alpaca's assets as instruments of the house. Pure.
//
// Stocks. Alpaca takes prices of at most two decimals from 1.00 on and four below, so the tick is 0.01; of a stock
// whose last price is below 1.00 it is 0.0001, and what is off two decimals at or above 1.00 is refused before it is
// sent (order_rules.h). Positions may hold fractions, so a lot is 1e-9 where the asset is fractionable. Orders are for
// whole shares, the step: nothing but market and limit orders of the day may be for a fraction, and no stop could
// protect one. What closes may be for parts (market/parts.h).
//
// Crypto. The tick is `price_increment`; a lot is 1e-9, so that what is left after a fee in the asset itself is exact,
// and `min_trade_increment` is the step.

#pragma once

#include "core/base/error.h"
#include "core/desk/ports/broker.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

inline constexpr std::string_view venueName = "alpaca";

struct AssetImage {
    std::string symbol, name, assetClass, status; ///< "us_equity", "crypto"
    bool isTradable = false, isFractionable = false, isShortable = false;
    bool isLent = false; ///< It can be sold short now: shortable, and easy to borrow where that is told.
    std::optional<Decimal> smallestOrder, sizeIncrement, priceIncrement; ///< Of crypto.
};

[[nodiscard]] Result<AssetImage> assetFrom(std::string_view json);
/// At most 20'000 (there are about 12'000).
[[nodiscard]] Result<std::vector<AssetImage>> assetsFrom(std::string_view json);

/// Invalid: an asset of another kind, or one whose increments are none.
[[nodiscard]] Result<ports::ListedInstrument> instrumentFrom(const AssetImage& asset, bool isBelowOne = false);

/// A crypto pair: "BTC/USD".
[[nodiscard]] inline bool isCrypto(std::string_view symbol) noexcept
{
    return symbol.find('/') != std::string_view::npos;
}

} // namespace omni::brokers::alpaca
