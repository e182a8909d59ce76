#include "core/trade/risk/rules/exposure/exposure_rules.h"

#include <algorithm>

namespace omni::risk {

namespace {

Int128 grossOf(const OrderCase& order, const Worth& worth) noexcept
{
    return Int128{order.view.grossElsewhere.e8} + std::max(worth.longHere, worth.shortHere).e8;
}

std::optional<Refusal> refusedAbove(Rule rule, Int128 exposure, Money equity, BasisPoints share) noexcept
{
    if (!isAbove(exposure, equity, share)) {
        return std::nullopt;
    }
    return Refusal{rule, shareOf(equity, share), saturated(exposure)};
}

} // namespace

std::optional<Refusal> checkEquityKnown(const OrderCase& order) noexcept
{
    if (order.view.equity && order.view.baseNumerator > 0 && order.view.baseDenominator > 0) {
        return std::nullopt;
    }
    return Refusal{Rule::EquityUnknown};
}

std::optional<Refusal> checkGrossExposure(const OrderCase& order, const Worth& worth) noexcept
{
    return refusedAbove(Rule::GrossExposure, grossOf(order, worth), *order.view.equity, order.limits.grossExposure);
}

std::optional<Refusal> checkNetExposure(const OrderCase& order, const Worth& worth) noexcept
{
    const Int128 allLong = Int128{order.view.longElsewhere.e8} + worth.longHere.e8;
    const Int128 allShort = Int128{order.view.shortElsewhere.e8} + worth.shortHere.e8;
    return refusedAbove(Rule::NetExposure, std::max(allLong, allShort), *order.view.equity, order.limits.netExposure);
}

std::optional<Refusal> checkLeverage(const OrderCase& order, const Worth& worth) noexcept
{
    const Int128 thousandfold = grossOf(order, worth) * 1'000;
    const Money equity = *order.view.equity;
    if (thousandfold <= Int128{equity.e8} * order.limits.leverage.count) {
        return std::nullopt;
    }
    const std::int64_t actual
        = equity.e8 > 0 ? saturated(dividedUp(thousandfold, equity.e8)) : std::numeric_limits<std::int64_t>::max();
    return Refusal{Rule::Leverage, order.limits.leverage.count, actual};
}

} // namespace omni::risk
