// What the venue lists: a symbol's increments, filters and abilities, out of the answer to exchangeInfo. Pure, no Qt.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/edge/net/rate_limiter.h"
#include "core/trade/market/instrument.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

enum class SymbolStatus : std::uint8_t { Trading, Halted, Closed };

/// Amounts are counts of 10^-8, the finest that the venue writes. Zero switches a bound off.
struct SymbolRules {
    std::string symbol, base, quote;
    SymbolStatus status = SymbolStatus::Trading;
    int baseDecimals = 8; ///< Of balances and fees in the base currency.
    std::int64_t priceLeast = 0, priceMost = 0, tick = 0;
    std::int64_t sizeLeast = 0, sizeMost = 0, sizeStep = 0;
    std::int64_t marketLeast = 0, marketMost = 0, marketStep = 0;
    std::int64_t valueLeast = 0, valueMost = 0;
    bool valueLeastAtMarket = false, valueMostAtMarket = false;
    /// Of the average price, in hundred-millionths: 5 -> 500'000'000. Zero: no such filter.
    std::int64_t bidUp = 0, bidDown = 0, askUp = 0, askDown = 0;
    std::int32_t ordersMost = 0, stopOrdersMost = 0, listsMost = 0; ///< Open at once.
    std::int32_t amendsMost = 0; ///< Of one order.
    std::int64_t heldMost = 0; ///< Of the base, with what open buys would add.
    std::int32_t trailAboveLeast = 0, trailAboveMost = 0, trailBelowLeast = 0, trailBelowMost = 0; ///< Basis points.
    bool takesLimit = false, takesMarket = false, takesMaker = false, takesStop = false, takesStopLimit = false;
    bool takesValue = false, takesPairs = false, takesTrailing = false, takesAmends = false;
    bool isSpot = true;
    friend bool operator==(const SymbolRules&, const SymbolRules&) = default;
};

/// The symbol as an instrument with id 0. One lot is the smallest amount that a balance can hold, since fees are paid
/// in the base currency; `step` is what orders are multiples of. Invalid: increments that fit no instrument.
[[nodiscard]] Result<market::Instrument> instrumentOf(const SymbolRules& rules);

/// The list of all symbols is by far the longest answer.
inline constexpr std::size_t longestListing = 32 * 1024 * 1024;

struct ExchangeAnswer {
    std::vector<SymbolRules> symbols;
    std::vector<net::RateWindow> limits; ///< Of weights, orders and requests.
    std::uint32_t unreadable = 0; ///< Symbols that were left out.
};

/// Invalid: no such answer. A symbol that cannot be read is left out and counted; filters and fields that we do not
/// know are skipped.
[[nodiscard]] Result<ExchangeAnswer> exchangeFrom(std::string_view json);

} // namespace omni::brokers::binance
