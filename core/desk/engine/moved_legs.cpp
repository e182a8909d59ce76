#include "core/desk/engine/moved_legs.h"

#include "core/desk/engine/exits.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/risk_view.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

namespace {

using orders::OrderKind;
using orders::OrderRole;
using orders::OrderTicket;

bool isStop(const OrderTicket& leg) noexcept
{
    return leg.role == OrderRole::Stop && leg.kind == OrderKind::Stop;
}

bool isTarget(const OrderTicket& leg) noexcept
{
    return leg.role == OrderRole::Target && leg.kind == OrderKind::Limit && leg.parent;
}

std::optional<Ticks>& priceOf(OrderTicket& leg) noexcept
{
    return isStop(leg) ? leg.stop : leg.limit;
}

bool isOf(const DeskState& state, OrderId leg, HoldingKey key)
{
    const auto* record = state.ledger.find(leg);
    return record == nullptr || HoldingKey{record->ticket.strategy, record->ticket.instrument} == key;
}

} // namespace

void noteRefusedMove(DeskState& state, const orders::OrderRecord& leg)
{
    const auto& ticket = leg.ticket;
    const bool comesAgain
        = (isStop(ticket) && (ticket.parent || ticket.origin == orders::Origin::Risk)) || isTarget(ticket);
    if (!comesAgain || !leg.replacing) {
        return;
    }
    const auto before = isStop(ticket) ? ticket.stop : ticket.limit;
    const auto wanted = isStop(ticket) ? leg.replacing->stop : leg.replacing->limit;
    if (before && wanted && *before != *wanted) {
        state.movedLegs.insertOrAssign(ticket.id, *wanted);
    } else if (leg.replacing->size == ticket.size) {
        state.movedLegs.erase(ticket.id); // it is wanted where it stands
    }
}

bool mustTakeBack(Turn& turn, const orders::OrderRecord* leg)
{
    const bool isWanted = leg != nullptr && turn.state.movedLegs.contains(leg->ticket.id);
    const auto* instrument = isWanted ? turn.state.instrument(leg->ticket.instrument) : nullptr;
    if (instrument == nullptr || leg->state != orders::OrderState::Working || leg->replacing) {
        return false;
    }
    OrderTicket ticket = leg->ticket;
    placeWhereWanted(turn.state, *leg, ticket);
    auto view = riskViewOf(turn, ticket, std::nullopt);
    view.here.closing = {}; // its own place is free then
    const auto refusal = risk::Gate(turn.limits()).refusalOf(ticket, *instrument, view);
    if (isStop(ticket) && refusal && refusal->rule == risk::Rule::PriceCollar && refusal->actual <= 0) {
        static_cast<void>(closeAtPassedStop(turn, {ticket.strategy, ticket.instrument}));
    }
    return !refusal;
}

void retryMoves(Turn& turn)
{
    std::vector<InstrumentId> instruments;
    for (const auto& entry : turn.state.movedLegs) {
        if (const auto* leg = turn.state.ledger.find(entry.key); leg != nullptr && leg->ticket.parent) {
            instruments.push_back(leg->ticket.instrument);
        }
    }
    std::sort(instruments.begin(), instruments.end());
    instruments.erase(std::unique(instruments.begin(), instruments.end()), instruments.end());
    for (const InstrumentId instrument : instruments) {
        tendBrackets(turn, instrument);
    }
}

void placeWhereWanted(const DeskState& state, const orders::OrderRecord& leg, OrderTicket& ticket) noexcept
{
    if (const Ticks* wanted = state.movedLegs.find(leg.ticket.id)) {
        priceOf(ticket) = *wanted;
    }
}

void noteLegInPlace(DeskState& state, const OrderTicket& planned)
{
    if (state.movedLegs.isEmpty()) {
        return;
    }
    const HoldingKey key{planned.strategy, planned.instrument};
    state.movedLegs.eraseIf([&](OrderId leg, Ticks) {
        const auto* record = state.ledger.find(leg);
        return record == nullptr
            || (isOf(state, leg, key) && record->ticket.parent == planned.parent && record->ticket.role == planned.role
                && orders::isTerminal(record->state));
    });
}

void forgetMovesOf(DeskState& state, HoldingKey key)
{
    state.movedLegs.eraseIf([&](OrderId leg, Ticks) { return isOf(state, leg, key); });
}

void forgetMovesOf(DeskState& state, InstrumentId instrument)
{
    state.movedLegs.eraseIf([&](OrderId leg, Ticks) {
        const auto* record = state.ledger.find(leg);
        return record == nullptr || record->ticket.instrument == instrument;
    });
}

} // namespace omni::engine
