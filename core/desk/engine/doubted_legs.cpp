#include "core/desk/engine/doubted_legs.h"

#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

using namespace events;
using orders::OrderState;

namespace {

/// A doubted leg that the venue does not have, that nobody has cancelled, and in place of which none has come.
bool neverLeft(const Turn& turn, const orders::OrderRecord* leg)
{
    if (leg == nullptr || !leg->ticket.held || leg->state != OrderState::Rejected || leg->cancelsAsked > 0
        || static_cast<std::size_t>(turn.state.ledger.openCount()) + 2 >= orders::mostOpenOrders) {
        return false;
    }
    const auto* bracket = turn.state.brackets.find(leg->ticket.parent);
    const bool isStop = leg->ticket.role == orders::OrderRole::Stop;
    return bracket == nullptr || (isStop ? bracket->stop : bracket->target) == leg->ticket.id;
}

} // namespace

std::int64_t doubtedBeside(const Turn& turn, const orders::OrderTicket& entry)
{
    Int128 lots = 0;
    if (turn.state.ledger.of(entry.instrument).unknown > 0) {
        turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
            const auto& ticket = record.ticket;
            const bool isDoubted = ticket.held && record.state == OrderState::Unknown && ticket.parent != entry.id;
            const bool isBeside = ticket.instrument == entry.instrument && ticket.side != entry.side;
            lots += isDoubted && isBeside ? Int128{orders::reservedLots(record).count} : Int128{0};
        });
    }
    return static_cast<std::int64_t>(std::min<Int128>(lots, orders::largestCount));
}

void replantDoubted(Turn& turn, OrderId settled)
{
    const auto& ledger = turn.state.ledger;
    const auto* leg = ledger.find(settled);
    const auto* parent = leg != nullptr ? ledger.find(leg->ticket.parent) : nullptr;
    if (parent == nullptr || (orders::isTerminal(parent->state) && parent->filled.count == 0)) {
        return;
    }
    const auto* twin = ledger.find(leg->ticket.oco);
    if (twin != nullptr && twin->ticket.held && twin->state == OrderState::Unknown) {
        return; // its own answer brings us back here
    }
    std::vector<orders::OrderTicket> legs;
    for (const auto* one : {leg, twin}) {
        if (neverLeft(turn, one)) {
            legs.push_back(one->ticket);
        }
    }
    const auto* other = neverLeft(turn, leg) ? twin : leg;
    if (legs.size() == 1 && other != nullptr && !orders::isTerminal(other->state)) {
        if (legs.front().role != orders::OrderRole::Stop) {
            turn.alert(AlertLevel::Warning, "order.leg_refused", legs.front().instrument, legs.front().id);
            return;
        }
        cancel(turn, other->ticket.id, Cause::Bracket, desk);
    }
    planPair(turn, legs);
}

} // namespace omni::engine
