// What the paper exchange lists: an instrument, its assets, and the rules that its orders must keep.

#pragma once

#include "core/base/error.h"
#include "core/desk/sim/market/profiles.h"
#include "core/trade/market/instrument.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::sandbox {

/// All amounts are whole multiples of 10^-8 (`Money`), so that every sum is exact.
struct Listing {
    market::Instrument instrument; ///< Ids dense from 1, in the order of the listings.
    std::string symbol; ///< As its face spells it: "BTCUSDT", "BTC/USD", "AAPL".
    std::string base; ///< Asset that is bought: "BTC"; of a share its symbol.
    std::string quote; ///< Asset that is paid: "USDT".
    bool isShare = false;
    std::int64_t tickUnit = 0; ///< Price of a tick, in 10^-8.
    std::int64_t lotUnit = 0; ///< Quantity of a lot, in 10^-8.
    std::int64_t valueUnit = 0; ///< Value of a lot at a price of one tick, in 10^-8.

    // The rules.
    Ticks lowest{1}, highest{1'000'000'000};
    Lots smallest{1}, largest{1'000'000'000}, largestAtMarket{100'000'000};
    Money leastValue{500'000'000}; ///< Of an order: 5.
    Money mostValue{900'000'000'000'000}; ///< 9'000'000.
    std::int32_t bandUpPercent = 500, bandDownPercent = 20; ///< Of the average price: where a limit may stand.
    std::int32_t leastTrailBp = 10, mostTrailBp = 2'000;
    std::optional<Lots> mostHeld; ///< What an account may have of the base, its open buys included; none: any.
    std::size_t mostOrders = 200, mostTriggers = 5, mostLists = 20, mostAmends = 10; ///< Open, for each account.

    [[nodiscard]] Money valueOf(Ticks price, Lots size) const noexcept
    {
        return {price.count * size.count * valueUnit};
    }
    [[nodiscard]] Money quantityOf(Lots size) const noexcept
    {
        return {size.count * lotUnit};
    }
    [[nodiscard]] Money priceOf(Ticks price) const noexcept
    {
        return {price.count * tickUnit};
    }
};

/// "0.00100000": always eight decimals.
[[nodiscard]] std::string amountText(Money amount);
/// The same with trailing zeros dropped, but `least` decimals kept: "0.001".
[[nodiscard]] std::string shortAmountText(Money amount, int least = 0);
/// An exact decimal without sign, exponent or spaces as 10^-8. Errc::Invalid for what is no number, Errc::Overflow for
/// too many digits before or behind the point.
[[nodiscard]] Result<Money> amountFrom(std::string_view text);

/// A profile of the built-in market as a listing. `isAlwaysOpen` is for shares; coins never close.
[[nodiscard]] Listing listingOf(const sim::Profile& profile, std::size_t index, std::string base, std::string quote,
                                bool isAlwaysOpen);

/// A listing of the built-in market and how it moves.
struct BuiltIn {
    sim::Profile profile; ///< Its symbol is a literal.
    std::string base, quote;
};
/// BTCUSDT, ETHUSDT, BNBUSDT, SOLUSDT, XRPUSDT.
[[nodiscard]] std::vector<BuiltIn> builtInCoins();
/// AAPL, MSFT, NVDA, SPY, BTC/USD, ETH/USD.
[[nodiscard]] std::vector<BuiltIn> builtInShares();

} // namespace omni::sandbox
