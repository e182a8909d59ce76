#include "core/trade/risk/rules/ticket/ticket_rules.h"

namespace omni::risk {

namespace {

using orders::OrderKind;
using orders::OrderRole;
using orders::OrderTicket;
using orders::TimeInForce;

bool hasOneSize(const OrderTicket& ticket) noexcept
{
    if (!ticket.notional) {
        return ticket.size.count > 0;
    }
    // A reduce-only order is bounded in lots; an amount is not.
    return ticket.size.count == 0 && ticket.notional->e8 > 0 && ticket.kind == OrderKind::Market && !ticket.reduceOnly;
}

bool hasItsPrices(const OrderTicket& ticket) noexcept
{
    const bool wantsLimit = ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit;
    const bool wantsTrail = ticket.kind == OrderKind::TrailingStop;
    return ticket.limit.has_value() == wantsLimit && ticket.stop.has_value() == isStopKind(ticket.kind)
        && ticket.trail.has_value() == wantsTrail && (!wantsTrail || ticket.trail->count > 0);
}

bool canBePostOnly(const OrderTicket& ticket) noexcept
{
    return ticket.kind == OrderKind::Limit && ticket.timeInForce != TimeInForce::ImmediateOrCancel
        && ticket.timeInForce != TimeInForce::FillOrKill;
}

} // namespace

std::optional<Refusal> checkTicket(const OrderCase& order) noexcept
{
    const OrderTicket& ticket = order.ticket;
    const bool opensAtNight
        = ticket.timeInForce == TimeInForce::ExtendedDay && !(ticket.kind == OrderKind::Limit && ticket.reduceOnly);
    if (opensAtNight) {
        return Refusal{Rule::TicketInvalid, 0, notForExtendedHours};
    }
    const bool isOurs = ticket.instrument && ticket.instrument == order.instrument.id;
    const bool keepsItsRole = ticket.role == OrderRole::Entry || ticket.reduceOnly;
    if (isOurs && keepsItsRole && hasOneSize(ticket) && hasItsPrices(ticket)
        && (!ticket.postOnly || canBePostOnly(ticket))) {
        return std::nullopt;
    }
    return Refusal{Rule::TicketInvalid};
}

std::optional<Refusal> checkEnvironment(const OrderCase& order) noexcept
{
    if (order.ticket.environment == order.view.environment) {
        return std::nullopt;
    }
    return Refusal{Rule::Environment, static_cast<std::int64_t>(order.view.environment),
                   static_cast<std::int64_t>(order.ticket.environment)};
}

} // namespace omni::risk
