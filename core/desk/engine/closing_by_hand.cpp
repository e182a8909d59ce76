#include "core/desk/engine/closing_by_hand.h"

#include "core/desk/engine/exits.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/part_exits.h"
#include "core/desk/engine/risk_view.h"
#include "core/desk/views/gate_view.h"

namespace omni::engine {

namespace {

bool closesAll(const Turn& turn, const orders::OrderTicket& ticket)
{
    const Lots held = turn.state.portfolio.position(ticket.instrument).lots;
    return views::closesAll(ticket, held) || views::closesAll(ticket, turn.state.closable(ticket.instrument, held));
}

} // namespace

std::optional<events::Denial> closeByHand(Turn& turn, PrincipalId by, const orders::OrderTicket& ticket)
{
    const auto refusal = refusalNow(turn, ticket, std::nullopt);
    // With its dust the size is off the venue's step, and still it is all.
    const bool isInTheWay
        = refusal && (refusal->rule == risk::Rule::ReduceOnly || refusal->rule == risk::Rule::VenueFilter);
    if (isInTheWay && closesAll(turn, ticket)
        && (refusal->rule == risk::Rule::ReduceOnly
            || turn.state.closable(ticket.instrument, ticket.size) != ticket.size)) {
        wantExit(turn, {{}, ticket.instrument}, orders::Origin::Human, events::Cause::Person, by);
        return std::nullopt;
    }
    if (!canPlan(turn, ticket, std::nullopt, std::nullopt)) {
        return events::Denial::Invalid;
    }
    if (refusal && refusal->rule == risk::Rule::ReduceOnly && makesRoomForPart(turn, ticket)) {
        wantPart(turn, ticket);
        return std::nullopt;
    }
    if (const auto order = cleared(turn, ticket, std::nullopt)) {
        planAndRelease(turn, *order);
    }
    return std::nullopt;
}

} // namespace omni::engine
