// What a simulated venue charges for a fill.

#pragma once

#include "core/trade/market/instrument.h"
#include "core/trade/orders/fee_schedule.h"
#include "core/trade/orders/order_event.h"

#include <cstdint>

namespace omni::sim {

/// A share of a value as `FeeSchedule` takes it: `basisPoints(10)` is 10 bp, 0.1 %.
[[nodiscard]] constexpr std::int64_t basisPoints(std::int64_t count) noexcept
{
    return count * 10'000;
}

using orders::FeeSchedule;

/// What an order has been charged so far. Kept by the venue with the order.
struct FeeState {
    Money raw{}; ///< Without the least per order.
    Money charged{};
    friend bool operator==(const FeeState&, const FeeState&) = default;
};

/// The fee of one more fill, rounded half to even at 1e-8, and `state` with it booked. The least per order is charged
/// with the first fill; later ones charge only what goes beyond. A fee that does not fit becomes the largest amount.
[[nodiscard]] Money feeOf(const FeeSchedule& schedule, const market::Instrument& instrument, Money value, Lots size,
                          orders::Liquidity liquidity, FeeState& state) noexcept;

} // namespace omni::sim
