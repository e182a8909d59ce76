#include "core/desk/engine/passed_stops.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

namespace {

constexpr std::string_view passed = "position.stop_passed";

AlertCause causeOf(const orders::OrderTicket& stop)
{
    return {passed, stop.instrument, stop.strategy, stop.id};
}

/// A quote that is old says nothing of where the market is.
bool isPassed(const Turn& turn, const orders::OrderRecord& record)
{
    const auto& stop = record.ticket;
    const bool stands = stop.role == orders::OrderRole::Stop && stop.stop
        && (record.state == orders::OrderState::Working || record.state == orders::OrderState::CancelSent);
    if (!stands) {
        return false;
    }
    const auto quote = turn.market.quote(stop.instrument);
    const auto age = turn.market.age(stop.instrument, turn.stamp);
    if (!quote || !quote->isTwoSided() || !age || *age > turn.limits().quoteAge
        || turn.market.trading(stop.instrument) != market::TradingState::Open) {
        return false;
    }
    return stop.side == Side::Sell ? quote->ask < *stop.stop : quote->bid > *stop.stop;
}

} // namespace

void tellPassedStops(Turn& turn)
{
    std::vector<OrderId> found;
    turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (isPassed(turn, record)) {
            found.push_back(record.ticket.id);
        }
    });
    turn.standing.endedIf([&found](const AlertCause& cause) {
        return cause.key.view() == passed && std::find(found.begin(), found.end(), cause.order) == found.end();
    });
    for (const OrderId id : found) {
        const auto& record = *turn.state.ledger.find(id);
        const auto cause = causeOf(record.ticket);
        if (turn.standing.hasLasted(cause, passedStopPatience, turn.stamp.mono)) {
            turn.keepTelling(events::AlertLevel::Critical, cause, record.ticket.size.count - record.filled.count);
        }
    }
}

} // namespace omni::engine
