#include "core/trade/risk/rules/standing/standing_rules.h"

namespace omni::risk {

namespace {

/// The hands that may still close when everything else has been stopped.
bool isLastHand(const OrderCase& order) noexcept
{
    return isClosedByHand(order) || (order.ticket.reduceOnly && order.ticket.origin == orders::Origin::KillSwitch);
}

/// An unlisted value, out of a damaged record, stops everything.
bool isAllowedIn(Mode mode, const OrderCase& order) noexcept
{
    switch (mode) {
    case Mode::Halted:
        return isLastHand(order) || isProtective(order.ticket);
    case Mode::ReduceOnly:
        return order.ticket.reduceOnly;
    case Mode::Manual:
    case Mode::Automatic:
        return true;
    }
    return false;
}

bool isAllowedUnder(KillLevel level, const OrderCase& order) noexcept
{
    switch (level) {
    case KillLevel::None:
        return true;
    case KillLevel::Pause:
    case KillLevel::CancelEntries:
        return order.ticket.reduceOnly;
    case KillLevel::CancelAll:
    case KillLevel::Flatten:
        return isLastHand(order);
    }
    return false;
}

} // namespace

std::optional<Refusal> checkMode(const OrderCase& order) noexcept
{
    if (isAllowedIn(order.view.mode, order)) {
        return std::nullopt;
    }
    const Mode least = order.ticket.reduceOnly ? Mode::ReduceOnly : Mode::Manual;
    return Refusal{Rule::Mode, static_cast<std::int64_t>(least), static_cast<std::int64_t>(order.view.mode)};
}

std::optional<Refusal> checkLatch(const OrderCase& order) noexcept
{
    if (isAllowedUnder(order.view.latch, order)) {
        return std::nullopt;
    }
    return Refusal{Rule::Latched, 0, static_cast<std::int64_t>(order.view.latch)};
}

std::optional<Refusal> checkUnknownOrders(const OrderCase& order) noexcept
{
    if (order.view.unknownOrders <= 0 || order.ticket.reduceOnly) {
        return std::nullopt;
    }
    return Refusal{Rule::UnknownOrder, 0, order.view.unknownOrders};
}

} // namespace omni::risk
