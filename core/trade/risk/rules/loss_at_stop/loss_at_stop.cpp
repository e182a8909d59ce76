#include "core/trade/risk/rules/loss_at_stop/loss_at_stop.h"

#include <algorithm>

namespace omni::risk {

namespace {

/// Nothing if it does not fit.
std::optional<Money> lossOver(const OrderCase& order, Ticks entry, Int128 ticks) noexcept
{
    if (!order.ticket.notional) {
        const auto loss = quoteValue(order.instrument, ticks, order.ticket.size.count);
        return loss ? inBase(order.view, *loss) : std::nullopt;
    }
    // An amount loses the share of itself that the price loses. A better fill buys more lots, but each loses less.
    if (entry.count == 0) {
        return std::nullopt;
    }
    const auto product = checkedProduct(order.ticket.notional->e8, ticks);
    return product ? inBase(order.view, dividedUp(*product, magnitude(entry.count))) : std::nullopt;
}

} // namespace

std::optional<Ticks> worstEntry(const OrderCase& order) noexcept
{
    if (order.ticket.limit) {
        return order.ticket.limit;
    }
    if (order.ticket.stop) {
        return order.ticket.stop;
    }
    const auto& quote = order.view.quote;
    const auto& reference = order.view.reference;
    if (!quote || !quote->isTwoSided()) {
        return reference;
    }
    const bool buys = order.ticket.side == Side::Buy;
    const Ticks touch = buys ? quote->ask : quote->bid;
    if (!reference) {
        return touch;
    }
    return buys ? std::max(touch, *reference) : std::min(touch, *reference);
}

std::optional<Refusal> checkLossAtStop(const OrderCase& order, const Worth& worth) noexcept
{
    const Money equity = *order.view.equity;
    const std::int64_t allowed = std::max<std::int64_t>(shareOf(equity, order.limits.lossAtStop), 0);
    const auto entry = worstEntry(order);
    if (!entry || !order.view.protectiveStop) {
        return Refusal{Rule::LossAtStop, allowed, worth.order.e8};
    }
    const Int128 losing = (Int128{entry->count} - order.view.protectiveStop->count) * signOf(order.ticket.side);
    if (losing <= 0) {
        return Refusal{Rule::LossAtStop, allowed, worth.order.e8};
    }
    const auto loss = lossOver(order, *entry, losing);
    if (!loss) {
        return Refusal{Rule::LossAtStop, allowed, std::numeric_limits<std::int64_t>::max()};
    }
    if (isAbove(loss->e8, equity, order.limits.lossAtStop)) {
        return Refusal{Rule::LossAtStop, allowed, loss->e8};
    }
    return std::nullopt;
}

} // namespace omni::risk
