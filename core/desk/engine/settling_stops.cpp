#include "core/desk/engine/settling_stops.h"

#include "core/desk/engine/doubted_stops.h"
#include "core/desk/engine/protection.h"
#include "core/desk/engine/refused_legs.h"
#include "core/desk/events/own_word.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

namespace omni::engine {

namespace {

using orders::OrderRecord;
using orders::OrderState;

constexpr std::string_view settling = "position.settling"; ///< Of an entry; it is never told under this name.
constexpr std::int64_t ofBefore = 1;

Duration patienceOf(const AlertCause& cause) noexcept
{
    return cause.why == ofBefore ? doubtedStopPatience : settlingPatience;
}

AlertCause causeOf(const orders::OrderTicket& ticket, OrderId entry, std::int64_t why = 0)
{
    return {settling, ticket.instrument, ticket.strategy, entry, why};
}

const OrderRecord* stopOf(const DeskState& state, OrderId entry)
{
    const auto* bracket = state.brackets.find(entry);
    return bracket != nullptr ? state.ledger.find(bracket->stop) : nullptr;
}

/// Of an entry: what its stop will cover when it comes, beside what was sent.
std::int64_t lotsToCome(const DeskState& state, OrderId entry)
{
    const auto* record = state.ledger.find(entry);
    const auto* stop = stopOf(state, entry);
    if (record == nullptr || stop == nullptr) {
        return 0;
    }
    if (isRefusedLeg(state, stop)) {
        return record->filled.count;
    }
    const bool isOnItsWay = stop->state == OrderState::Sent && stop->cancelsAsked == 0;
    return isOnItsWay ? std::max<std::int64_t>(0, record->filled.count - stop->ticket.size.count) : 0;
}

/// Something is held that the stop would close, and nobody is closing it.
bool isOwed(const DeskState& state, const OrderRecord& stop)
{
    const HoldingKey key{stop.ticket.strategy, stop.ticket.instrument};
    const auto* holding = state.holdings.find(key);
    const std::int64_t held = holding != nullptr ? holding->lots.count : 0;
    const bool closes = stop.ticket.side == Side::Sell ? held > 0 : held < 0;
    return closes && !state.exits.contains(key) && !state.exits.contains({{}, key.instrument});
}

} // namespace

void noteEntryFilled(Turn& turn, OrderId entry)
{
    const auto* stop = stopOf(turn.state, entry);
    if (stop != nullptr && stop->state == OrderState::Created) {
        static_cast<void>(turn.standing.hasLasted(causeOf(stop->ticket, entry), settlingPatience, turn.stamp.mono));
    }
}

void noteStopsOfBefore(Turn& turn)
{
    for (const auto& bracket : turn.state.brackets) {
        const auto* stop = turn.state.ledger.find(bracket.value.stop);
        if (isRefusedLeg(turn.state, stop)) {
            static_cast<void>(turn.standing.hasLasted(causeOf(stop->ticket, bracket.key, ofBefore), doubtedStopPatience,
                                                      turn.stamp.mono));
        }
    }
}

bool isToldLater(Turn& turn, const OrderRecord& stop, const events::OrderReport& report)
{
    if (report.kind != orders::OrderEventKind::Rejected || !isRefusedLeg(turn.state, &stop)) {
        return false;
    }
    const auto cause = causeOf(stop.ticket, stop.ticket.parent);
    if (!events::isOwnWord(report)) {
        turn.standing.ended(cause);
        return false;
    }
    const auto lasted = turn.standing.lastedFor(cause, turn.stamp.mono);
    return lasted && *lasted < settlingPatience;
}

std::int64_t lotsSettling(const Turn& turn, HoldingKey key)
{
    std::int64_t lots = 0;
    turn.standing.eachBegun(settling, [&](const AlertCause& cause, Monotonic began) {
        const bool isYoung = cause.why != ofBefore && turn.stamp.mono - began < settlingPatience;
        if (isYoung && cause.strategy == key.strategy && cause.instrument == key.instrument) {
            lots += lotsToCome(turn.state, cause.order);
        }
    });
    return lots;
}

void tellSettled(Turn& turn)
{
    std::vector<AlertCause> over;
    turn.standing.eachBegun(settling, [&](const AlertCause& cause, Monotonic began) {
        if (turn.stamp.mono - began >= patienceOf(cause)) {
            over.push_back(cause);
        }
    });
    bool isOfStrategy = false;
    for (const AlertCause& cause : over) {
        turn.standing.ended(cause);
        isOfStrategy = isOfStrategy || (cause.strategy && lotsToCome(turn.state, cause.order) > 0);
        const auto* stop = stopOf(turn.state, cause.order);
        if (isRefusedLeg(turn.state, stop) && isOwed(turn.state, *stop)) {
            tellRefused(turn, orders::OrderTicket(stop->ticket));
        }
    }
    if (isOfStrategy) {
        guardProtection(turn);
    }
}

Duration untilSettled(const DeskState& state, const StandingAlerts& standing, Monotonic now)
{
    Duration next{std::numeric_limits<std::int64_t>::max()};
    standing.eachBegun(settling, [&](const AlertCause& cause, Monotonic began) {
        if (lotsToCome(state, cause.order) > 0) {
            next = std::min(next, std::max(Duration{}, patienceOf(cause) - (now - began)));
        }
    });
    return next;
}

} // namespace omni::engine
