#include "core/trade/risk/rules/size/size_rules.h"

namespace omni::risk {

std::optional<Refusal> checkOrderSize(const OrderCase& order) noexcept
{
    if (!order.limits.orderSize) {
        return std::nullopt;
    }
    const auto lots = expectedLots(order);
    if (lots && *lots <= order.limits.orderSize->count) {
        return std::nullopt;
    }
    return Refusal{Rule::OrderSize, order.limits.orderSize->count, saturated(lots.value_or(0))};
}

std::optional<Refusal> checkOrderValue(const OrderCase& order, const Worth& worth) noexcept
{
    if (!order.limits.orderValue || worth.order <= *order.limits.orderValue) {
        return std::nullopt;
    }
    return Refusal{Rule::OrderValue, order.limits.orderValue->e8, worth.order.e8};
}

std::optional<Refusal> checkPositionSize(const OrderCase& order, const Worth& worth) noexcept
{
    const Money equity = *order.view.equity;
    const Money held = order.ticket.side == Side::Buy ? worth.longHere : worth.shortHere;
    if (equity.e8 > 0 && !isAbove(held.e8, equity, order.limits.positionPerTrade)) {
        return std::nullopt;
    }
    const std::int64_t allowed = equity.e8 > 0 ? shareOf(equity, order.limits.positionPerTrade) : 0;
    return Refusal{Rule::PositionSize, allowed, held.e8};
}

} // namespace omni::risk
