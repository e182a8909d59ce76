// What a venue charges for an order, and what that comes to.

#pragma once

#include "core/trade/market/instrument.h"
#include "core/trade/orders/order_event.h"

#include <cstdint>
#include <optional>

namespace omni::orders {

/// Every part is added; all zero is a venue without fees. Shares of the value are counted in hundred-millionths of
/// it (100'000'000 is all of it) and lie in [-100'000'000, 100'000'000]; below zero is a rebate.
struct FeeSchedule {
    std::int64_t makerE8 = 0; ///< Share of the value of fills that rested.
    std::int64_t takerE8 = 0; ///< Share of the value of fills that took.
    Money perUnit{}; ///< For a quantity of 1: a share, a coin.
    Money leastPerOrder{}; ///< An order that fills at all costs at least this. Zero: no least.
    friend bool operator==(const FeeSchedule&, const FeeSchedule&) = default;
};

/// What an order costs that fills whole, all of it in one way. `value`: of the fill, quote currency; `size` not below
/// zero. Each part is rounded up to 1e-8, so that a venue that rounds to the nearest never charges more for a fill of
/// that value. Nothing where it does not fit.
[[nodiscard]] std::optional<Money> feeOfWhole(const FeeSchedule& schedule, const market::Instrument& instrument,
                                              Money value, Lots size, Liquidity liquidity) noexcept;

} // namespace omni::orders
