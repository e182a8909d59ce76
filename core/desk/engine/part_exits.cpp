#include "core/desk/engine/part_exits.h"

#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/risk_view.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

namespace {

using namespace events;
using orders::OrderRole;
using orders::OrderState;

/// Signed lots of the holding, but never more than the account holds on that side, and no dust.
std::int64_t heldAt(const Turn& turn, HoldingKey key)
{
    const std::int64_t account = turn.state.portfolio.position(key.instrument).lots.count;
    const auto* holding = turn.state.holdings.find(key);
    const std::int64_t own = holding != nullptr ? holding->lots.count : 0;
    if ((own > 0) != (account > 0)) {
        return 0;
    }
    return turn.state.closable(key.instrument, Lots{own > 0 ? std::min(own, account) : std::max(own, account)}).count;
}

orders::OrderTicket partTicket(const Turn& turn, HoldingKey key, const PartWish& part, std::int64_t held)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{turn.state.nextOrder};
    ticket.instrument = key.instrument;
    ticket.account = turn.state.session.account;
    ticket.environment = turn.state.session.environment;
    ticket.side = held > 0 ? Side::Sell : Side::Buy;
    ticket.kind = orders::OrderKind::Market;
    ticket.timeInForce = part.timeInForce;
    ticket.role = OrderRole::Exit;
    ticket.origin = orders::Origin::Human;
    ticket.size = Lots{std::min(part.lots.count, std::abs(held))}; // a leg may have closed some in the meantime
    ticket.reduceOnly = true;
    ticket.strategy = key.strategy;
    ticket.by = part.by;
    return ticket;
}

/// A stop that stands without an entry behind it.
bool isLoneStop(const orders::OrderRecord& record, HoldingKey key) noexcept
{
    const auto& ticket = record.ticket;
    return ticket.role == OrderRole::Stop && !ticket.parent && ticket.origin == orders::Origin::Risk && ticket.stop
        && ticket.strategy == key.strategy && ticket.instrument == key.instrument;
}

/// Lone stops follow no entry: they are made smaller here, to what the legs of entries leave of what stays.
void shrinkLoneStops(Turn& turn, HoldingKey key, std::int64_t stays)
{
    std::vector<OrderId> stops;
    turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (isLoneStop(record, key)) {
            stops.push_back(record.ticket.id);
        }
    });
    std::int64_t left = stops.empty() ? 0 : stays - coveredByFamilies(turn, key, stays);
    for (const OrderId id : stops) {
        const auto& stop = *turn.state.ledger.find(id);
        const std::int64_t open = stop.ticket.size.count - stop.filled.count;
        const std::int64_t kept = std::min(left, open);
        left -= kept;
        if (kept == open || stop.state != OrderState::Working || stop.replacing) {
            continue;
        }
        const Lots total{stop.filled.count + kept};
        if (kept == 0 || turn.state.legMarks.contains(id)
            || !replace(turn, {id, total, std::nullopt, std::nullopt, Cause::Bracket, desk})) {
            cancel(turn, id, Cause::Bracket, desk); // put back as soon as it is missed
        }
    }
}

/// The venue still has to say what has become of a leg.
bool areLegsMoving(const Turn& turn, InstrumentId instrument)
{
    bool moving = false;
    turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        const bool isSettled = (record.state == OrderState::Working && !record.replacing)
            || (record.state == OrderState::Created && record.ticket.held);
        moving = moving || (record.ticket.instrument == instrument && record.ticket.reduceOnly && !isSettled);
    });
    return moving;
}

/// Lots of the position that no order may close yet.
std::int64_t freeLots(const Turn& turn, InstrumentId instrument)
{
    const std::int64_t position = turn.state.portfolio.position(instrument).lots.count;
    const Int128 against = lotsAgainst(turn, instrument, position > 0);
    const Int128 held = position < 0 ? -Int128{position} : Int128{position};
    return static_cast<std::int64_t>(std::max<Int128>(0, held - against));
}

void endPart(Turn& turn, HoldingKey key)
{
    turn.decide(PartialExitDone{key.strategy, key.instrument});
    tendBrackets(turn, key.instrument); // back to what is held
}

/// True: it is to be sent now.
bool isReady(Turn& turn, HoldingKey key, const PartWish& part, std::int64_t held)
{
    const auto ticket = partTicket(turn, key, part, held);
    if (refusalBesideLegs(turn, ticket)) {
        turn.alert(AlertLevel::Critical, "exit.refused", key.instrument);
        endPart(turn, key);
        return false;
    }
    shrinkLoneStops(turn, key, std::abs(held) - ticket.size.count);
    tendBrackets(turn, key.instrument);
    const auto* still = turn.state.parts.find(key);
    if (still == nullptr || still->order) {
        return false;
    }
    if (!areLegsMoving(turn, key.instrument)) {
        return true; // there will be no more room: the gate has the last word
    }
    return freeLots(turn, key.instrument) >= ticket.size.count && !isLegComingBack(turn.state, key);
}

void advancePart(Turn& turn, HoldingKey key)
{
    const auto* found = turn.state.parts.find(key);
    if (found == nullptr) {
        return;
    }
    const PartWish part = *found;
    if (part.order) {
        const auto* exit = turn.state.ledger.find(part.order);
        if (exit == nullptr || orders::isTerminal(exit->state)) {
            endPart(turn, key);
        }
        return;
    }
    const std::int64_t held = heldAt(turn, key);
    if (held == 0) {
        return endPart(turn, key);
    }
    if (!isReady(turn, key, part, held)) {
        return;
    }
    const auto order = cleared(turn, partTicket(turn, key, part, held), std::nullopt);
    if (!order) {
        turn.alert(AlertLevel::Critical, "exit.refused", key.instrument);
        return endPart(turn, key);
    }
    turn.decide(OrderPlanned{order->ticket(), {}});
    turn.decide(PartialExitSent{key.strategy, key.instrument, order->ticket().id});
    release(turn, *order);
}

} // namespace

void wantPart(Turn& turn, const orders::OrderTicket& ticket)
{
    if (const auto refusal = refusalBesideLegs(turn, ticket)) {
        turn.decide(OrderRefused{ticket, *refusal, false});
        return;
    }
    std::int64_t left = ticket.size.count;
    for (const auto& holding : std::vector(turn.state.holdings.begin(), turn.state.holdings.end())) {
        const bool isSameSide = (holding.value.lots.count > 0) == (ticket.side == Side::Sell);
        if (holding.key.instrument != ticket.instrument || !isSameSide || left == 0) {
            continue;
        }
        const std::int64_t taken = std::min(left, std::abs(holding.value.lots.count));
        left -= taken;
        turn.decide(
            PartialExitWanted{holding.key.strategy, ticket.instrument, Lots{taken}, ticket.timeInForce, ticket.by});
    }
    advanceParts(turn, ticket.instrument);
}

void advanceParts(Turn& turn, InstrumentId instrument)
{
    if (turn.state.parts.isEmpty()) {
        return;
    }
    for (const auto& entry : std::vector(turn.state.parts.begin(), turn.state.parts.end())) {
        if (entry.key.instrument == instrument) {
            advancePart(turn, entry.key);
        }
    }
}

void retryParts(Turn& turn)
{
    for (const auto& entry : std::vector(turn.state.parts.begin(), turn.state.parts.end())) {
        advancePart(turn, entry.key);
    }
}

std::int64_t lotsGivenUp(const DeskState& state, HoldingKey key) noexcept
{
    const auto* part = state.parts.find(key);
    return part != nullptr && !part->order ? part->lots.count : 0;
}

bool isLegComingBack(const DeskState& state, HoldingKey key) noexcept
{
    return std::any_of(state.legMarks.begin(), state.legMarks.end(), [&](const auto& mark) {
        const auto* leg = state.ledger.find(mark.key);
        return mark.value == LegMark::Returning && leg != nullptr && leg->ticket.strategy == key.strategy
            && leg->ticket.instrument == key.instrument;
    });
}

} // namespace omni::engine
