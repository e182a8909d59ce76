#include "core/trade/orders/order.h"

namespace omni::orders {

std::string_view nameOf(OrderKind value) noexcept
{
    switch (value) {
    case OrderKind::Market:
        return "market";
    case OrderKind::Limit:
        return "limit";
    case OrderKind::Stop:
        return "stop";
    case OrderKind::StopLimit:
        return "stop_limit";
    case OrderKind::TrailingStop:
        return "trailing_stop";
    }
    return "unknown";
}

std::string_view nameOf(TimeInForce value) noexcept
{
    switch (value) {
    case TimeInForce::Day:
        return "day";
    case TimeInForce::GoodTillCancelled:
        return "gtc";
    case TimeInForce::ImmediateOrCancel:
        return "ioc";
    case TimeInForce::FillOrKill:
        return "fok";
    case TimeInForce::ExtendedDay:
        return "extended_day";
    }
    return "unknown";
}

std::string_view nameOf(OrderRole value) noexcept
{
    switch (value) {
    case OrderRole::Entry:
        return "entry";
    case OrderRole::Stop:
        return "stop";
    case OrderRole::Target:
        return "target";
    case OrderRole::Exit:
        return "exit";
    }
    return "unknown";
}

std::string_view nameOf(Origin value) noexcept
{
    switch (value) {
    case Origin::Human:
        return "human";
    case Origin::Strategy:
        return "strategy";
    case Origin::Risk:
        return "risk";
    case Origin::KillSwitch:
        return "kill_switch";
    }
    return "unknown";
}

} // namespace omni::orders
