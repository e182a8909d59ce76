#include "core/desk/sim/fees/fee_schedule.h"

#include <algorithm>
#include <limits>

namespace omni::sim {

namespace {

constexpr std::int64_t whole = 100'000'000;

Money saturated(Int128 e8) noexcept
{
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    return Money{static_cast<std::int64_t>(std::clamp(e8, -most, most))};
}

/// lots x lotSize x perUnit, not yet rounded: `dividend / divisor`.
Int128 unitFee(const FeeSchedule& schedule, const market::Instrument& instrument, Lots size) noexcept
{
    if (schedule.perUnit.e8 == 0) {
        return 0;
    }
    const auto perLot = checkedProduct(Int128{instrument.lotSize.mantissa} * schedule.perUnit.e8, size.count);
    if (!perLot) {
        return saturated(std::numeric_limits<Int128>::max()).e8;
    }
    Int128 fee = *perLot;
    Int128 divisor = 1;
    for (int exponent = instrument.lotSize.exponent; exponent < 0; ++exponent) {
        divisor *= 10;
    }
    for (int exponent = instrument.lotSize.exponent; exponent > 0; --exponent) {
        fee = checkedProduct(fee, 10).value_or(std::numeric_limits<std::int64_t>::max());
    }
    return dividedHalfEven(fee, divisor);
}

} // namespace

Money feeOf(const FeeSchedule& schedule, const market::Instrument& instrument, Money value, Lots size,
            orders::Liquidity liquidity, FeeState& state) noexcept
{
    const std::int64_t share = liquidity == orders::Liquidity::Maker ? schedule.makerE8 : schedule.takerE8;
    const Int128 raw = dividedHalfEven(Int128{value.e8} * share, whole) + unitFee(schedule, instrument, size);

    state.raw = saturated(Int128{state.raw.e8} + raw);
    const Money due = schedule.leastPerOrder.e8 > 0 ? std::max(state.raw, schedule.leastPerOrder) : state.raw;
    const Money fee = saturated(Int128{due.e8} - state.charged.e8);
    state.charged = due;
    return fee;
}

} // namespace omni::sim
