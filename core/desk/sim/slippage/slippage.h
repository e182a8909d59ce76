// How much worse than seen a market order fills.

#pragma once

#include "core/trade/market/units.h"

#include <cstdint>

namespace omni::sim {

enum class SlippageSide : std::uint8_t {
    Both,
    BuysOnly, ///< A spread paid by the buyer alone, as some backtesting programs model it.
};

/// Applies to market orders and triggered stops, never to what has a limit. The default changes nothing.
struct Slippage {
    std::int64_t shareE8 = 0; ///< Of the price, in hundred-millionths: 5 bp is 50'000. In [0, 100'000'000].
    SlippageSide side = SlippageSide::Both;
    bool withinBar = false; ///< On bars: never beyond the bar's high for a buy, its low for a sell.
    friend bool operator==(const Slippage&, const Slippage&) = default;
};

/// The share that a fill of `side` suffers.
[[nodiscard]] constexpr std::int64_t shareFor(const Slippage& slippage, Side side) noexcept
{
    return side == Side::Sell && slippage.side == SlippageSide::BuysOnly ? 0 : slippage.shareE8;
}

/// What is exchanged instead of the unsigned `value`: more for a buy, less for a sell, rounded half to even at 1e-8.
[[nodiscard]] Money slipped(Money value, Side side, const Slippage& slippage) noexcept;

/// The price that goes with it, to the nearest tick, halves to even. For display.
[[nodiscard]] Ticks slipped(Ticks price, Side side, const Slippage& slippage) noexcept;

} // namespace omni::sim
