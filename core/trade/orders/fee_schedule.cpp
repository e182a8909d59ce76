#include "core/trade/orders/fee_schedule.h"

#include "core/base/wide_int.h"

#include <algorithm>

namespace omni::orders {

namespace {

constexpr std::int64_t whole = 100'000'000;

/// lots x lotSize x perUnit, rounded up.
std::optional<Int128> unitFee(const FeeSchedule& schedule, const market::Instrument& instrument, Lots size) noexcept
{
    if (schedule.perUnit.e8 == 0) {
        return 0;
    }
    auto fee = checkedProduct(Int128{instrument.lotSize.mantissa} * schedule.perUnit.e8, size.count);
    Int128 divisor = 1;
    for (int exponent = instrument.lotSize.exponent; exponent < 0; ++exponent) {
        divisor *= 10;
    }
    for (int exponent = instrument.lotSize.exponent; exponent > 0 && fee; --exponent) {
        fee = checkedProduct(*fee, 10);
    }
    return fee ? std::optional(dividedUp(*fee, divisor)) : std::nullopt;
}

} // namespace

std::optional<Money> feeOfWhole(const FeeSchedule& schedule, const market::Instrument& instrument, Money value,
                                Lots size, Liquidity liquidity) noexcept
{
    const auto perSize = unitFee(schedule, instrument, size);
    if (!perSize) {
        return std::nullopt;
    }
    const std::int64_t share = liquidity == Liquidity::Maker ? schedule.makerE8 : schedule.takerE8;
    Int128 due = dividedUp(Int128{value.e8} * share, whole) + *perSize;
    if (schedule.leastPerOrder.e8 > 0) {
        due = std::max<Int128>(due, schedule.leastPerOrder.e8);
    }
    const auto fee = narrowed(due);
    return fee ? std::optional(Money{*fee}) : std::nullopt;
}

} // namespace omni::orders
