#include "core/trade/risk/rules/losses/loss_rules.h"

namespace omni::risk {

std::optional<Refusal> checkDailyLoss(const OrderCase& order) noexcept
{
    const Money start = order.view.dayStart;
    const Int128 allowed = Int128{start.e8} * order.limits.dailyLoss.count;
    if (start.e8 > 0 && Int128{order.view.dayLoss.e8} * 10'000 < allowed) {
        return std::nullopt;
    }
    const std::int64_t limit = start.e8 > 0 ? saturated(dividedUp(allowed, 10'000)) : 0;
    return Refusal{Rule::DailyLoss, limit, order.view.dayLoss.e8};
}

std::optional<Refusal> checkDrawdown(const OrderCase& order) noexcept
{
    if (order.view.drawdown < order.limits.drawdown) {
        return std::nullopt;
    }
    return Refusal{Rule::Drawdown, order.limits.drawdown.count, order.view.drawdown.count};
}

std::optional<Refusal> checkLosingStreak(const OrderCase& order) noexcept
{
    if (order.view.losingStreak < order.limits.losingStreak) {
        return std::nullopt;
    }
    return Refusal{Rule::LosingStreak, order.limits.losingStreak, order.view.losingStreak};
}

} // namespace omni::risk
