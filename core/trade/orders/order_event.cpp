#include "core/trade/orders/order_event.h"

namespace omni::orders {

std::string_view nameOf(OrderState value) noexcept
{
    switch (value) {
    case OrderState::Created:
        return "created";
    case OrderState::Sent:
        return "sent";
    case OrderState::Working:
        return "working";
    case OrderState::CancelSent:
        return "cancel_sent";
    case OrderState::Filled:
        return "filled";
    case OrderState::Cancelled:
        return "cancelled";
    case OrderState::Rejected:
        return "rejected";
    case OrderState::Expired:
        return "expired";
    case OrderState::Unknown:
        return "unknown";
    }
    return "unknown";
}

std::string_view nameOf(OrderEventKind value) noexcept
{
    switch (value) {
    case OrderEventKind::Sent:
        return "sent";
    case OrderEventKind::Accepted:
        return "accepted";
    case OrderEventKind::Rejected:
        return "rejected";
    case OrderEventKind::PartFilled:
        return "part_filled";
    case OrderEventKind::Filled:
        return "filled";
    case OrderEventKind::CancelSent:
        return "cancel_sent";
    case OrderEventKind::Cancelled:
        return "cancelled";
    case OrderEventKind::CancelRejected:
        return "cancel_rejected";
    case OrderEventKind::Expired:
        return "expired";
    case OrderEventKind::Lost:
        return "lost";
    case OrderEventKind::Found:
        return "found";
    case OrderEventKind::ReplaceSent:
        return "replace_sent";
    case OrderEventKind::Replaced:
        return "replaced";
    case OrderEventKind::ReplaceRejected:
        return "replace_rejected";
    }
    return "unknown";
}

std::string_view nameOf(Liquidity value) noexcept
{
    switch (value) {
    case Liquidity::Unknown:
        return "unknown";
    case Liquidity::Maker:
        return "maker";
    case Liquidity::Taker:
        return "taker";
    }
    return "unknown";
}

} // namespace omni::orders
