#include "core/trade/risk/rules/pace/pace_rules.h"

namespace omni::risk {

std::optional<Refusal> checkDuplicate(const OrderCase& order) noexcept
{
    const auto& since = order.view.sinceSameOrder;
    if (order.ticket.reduceOnly || !since || *since >= order.limits.duplicateWindow) {
        return std::nullopt;
    }
    return Refusal{Rule::Duplicate, order.limits.duplicateWindow.ns, since->ns};
}

std::optional<Refusal> checkOrderRate(const OrderCase& order) noexcept
{
    if (isProtective(order.ticket) || (order.ticket.reduceOnly && order.ticket.role == orders::OrderRole::Exit)) {
        return std::nullopt; // it counts, but for the sake of the pace nobody is left naked, or kept in (S17)
    }
    const std::int32_t perMinute = order.limits.ordersPerMinute;
    const std::int32_t allowed = order.ticket.reduceOnly ? perMinute : ratePerMinuteForEntries(perMinute);
    if (order.view.ordersLastMinute < allowed) {
        return std::nullopt;
    }
    return Refusal{Rule::OrderRate, allowed, std::int64_t{order.view.ordersLastMinute} + 1};
}

std::optional<Refusal> checkOpenOrders(const OrderCase& order) noexcept
{
    if (order.ticket.reduceOnly || order.view.openOrders < order.limits.openOrders) {
        return std::nullopt;
    }
    return Refusal{Rule::OpenOrders, order.limits.openOrders, std::int64_t{order.view.openOrders} + 1};
}

} // namespace omni::risk
