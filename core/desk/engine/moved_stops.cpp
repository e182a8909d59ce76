#include "core/desk/engine/moved_stops.h"

#include "core/desk/engine/exits.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/risk_view.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

namespace {

bool isOf(const DeskState& state, OrderId stop, HoldingKey key)
{
    const auto* record = state.ledger.find(stop);
    return record == nullptr || HoldingKey{record->ticket.strategy, record->ticket.instrument} == key;
}

} // namespace

void noteRefusedMove(DeskState& state, const orders::OrderRecord& stop)
{
    const auto& ticket = stop.ticket;
    const bool comesAgain = ticket.parent || ticket.origin == orders::Origin::Risk;
    const bool isMove = stop.replacing && stop.replacing->stop && ticket.stop && *stop.replacing->stop != *ticket.stop;
    if (ticket.role == orders::OrderRole::Stop && ticket.kind == orders::OrderKind::Stop && comesAgain && isMove) {
        state.movedStops.insertOrAssign(ticket.id, *stop.replacing->stop);
    }
}

bool mustTakeBack(Turn& turn, const orders::OrderRecord* stop)
{
    const Ticks* wanted = stop != nullptr ? turn.state.movedStops.find(stop->ticket.id) : nullptr;
    const auto* instrument = wanted != nullptr ? turn.state.instrument(stop->ticket.instrument) : nullptr;
    if (instrument == nullptr || stop->state != orders::OrderState::Working || stop->replacing) {
        return false;
    }
    orders::OrderTicket ticket = stop->ticket;
    ticket.stop = *wanted;
    auto view = riskViewOf(turn, ticket, std::nullopt);
    view.here.closing = {}; // its own place is free then
    const auto refusal = risk::Gate(turn.limits()).refusalOf(ticket, *instrument, view);
    if (refusal && refusal->rule == risk::Rule::PriceCollar && refusal->actual <= 0) {
        wantExit(turn, {ticket.strategy, ticket.instrument}, orders::Origin::Risk, events::Cause::Bracket, desk);
    }
    return !refusal;
}

void retryMoves(Turn& turn)
{
    std::vector<InstrumentId> instruments;
    for (const auto& entry : turn.state.movedStops) {
        if (const auto* stop = turn.state.ledger.find(entry.key); stop != nullptr && stop->ticket.parent) {
            instruments.push_back(stop->ticket.instrument);
        }
    }
    std::sort(instruments.begin(), instruments.end());
    instruments.erase(std::unique(instruments.begin(), instruments.end()), instruments.end());
    for (const InstrumentId instrument : instruments) {
        tendBrackets(turn, instrument);
    }
}

std::optional<Ticks> triggerAfter(const DeskState& state, const orders::OrderRecord& stop) noexcept
{
    const Ticks* moved = state.movedStops.find(stop.ticket.id);
    return moved != nullptr ? std::optional(*moved) : stop.ticket.stop;
}

void noteStopInPlace(DeskState& state, const orders::OrderTicket& planned)
{
    if (state.movedStops.isEmpty() || planned.role != orders::OrderRole::Stop) {
        return;
    }
    const HoldingKey key{planned.strategy, planned.instrument};
    state.movedStops.eraseIf([&](OrderId stop, Ticks) {
        const auto* record = state.ledger.find(stop);
        return record == nullptr
            || (isOf(state, stop, key) && record->ticket.parent == planned.parent && orders::isTerminal(record->state));
    });
}

void forgetMovesOf(DeskState& state, HoldingKey key)
{
    state.movedStops.eraseIf([&](OrderId stop, Ticks) { return isOf(state, stop, key); });
}

void forgetMovesOf(DeskState& state, InstrumentId instrument)
{
    state.movedStops.eraseIf([&](OrderId stop, Ticks) {
        const auto* record = state.ledger.find(stop);
        return record == nullptr || record->ticket.instrument == instrument;
    });
}

} // namespace omni::engine
