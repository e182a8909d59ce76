#include "core/desk/engine/protection.h"

#include "core/desk/engine/asking_again.h"
#include "core/desk/engine/booking.h"
#include "core/desk/engine/doubted_stops.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/moved_legs.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/part_exits.h"
#include "core/desk/engine/passed_stops.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/refused_legs.h"
#include "core/desk/engine/risk_view.h"
#include "core/desk/engine/settling_stops.h"
#include "core/desk/engine/watched_targets.h"
#include "core/desk/views/stop_doubt.h"
#include "core/trade/risk/stops/default_stop/default_stop.h"

#include <algorithm>

namespace omni::engine {

namespace {

using namespace events;
using orders::OrderRecord;
using orders::OrderRole;

bool isStopOf(const OrderRecord& record, HoldingKey key) noexcept
{
    return record.ticket.role == OrderRole::Stop && record.ticket.strategy == key.strategy
        && record.ticket.instrument == key.instrument;
}

/// A leg that waits for its entry. One of which nobody knows whether it has left may stand at the venue.
bool isAtHome(const OrderRecord& record) noexcept
{
    return record.ticket.held && record.state == orders::OrderState::Created;
}

/// What has been sent to close the holding at a trigger, or is closing it now. `surely`: what the venue has confirmed.
std::int64_t coveredBy(const Turn& turn, HoldingKey key, Side closing, bool surely = false)
{
    std::int64_t covered = 0;
    turn.state.ledger.forEachOpen([&](const OrderRecord& record) {
        const bool isExit = record.ticket.role == OrderRole::Exit && record.ticket.strategy == key.strategy
            && record.ticket.instrument == key.instrument;
        const bool counts = surely ? views::isProvenAtVenue(record.state) : !isAtHome(record);
        if ((isStopOf(record, key) || isExit) && counts && record.ticket.side == closing) {
            covered += record.ticket.size.count - record.filled.count;
        }
    });
    return covered;
}

bool isBeingClosed(const Turn& turn, HoldingKey key)
{
    return turn.state.exits.contains(key) || turn.state.exits.contains({{}, key.instrument});
}

/// The trigger of the newest stop of the holding, on whichever side of its life it is.
std::optional<Ticks> lastTrigger(const Turn& turn, HoldingKey key, Side closing)
{
    std::optional<Ticks> trigger;
    turn.state.ledger.forEach([&](const OrderRecord& record) {
        if (isStopOf(record, key) && record.ticket.side == closing && record.ticket.stop) {
            auto ticket = record.ticket;
            placeWhereWanted(turn.state, record, ticket);
            trigger = ticket.stop;
        }
    });
    return trigger;
}

orders::OrderTicket stopTicket(const Turn& turn, HoldingKey key, Side closing, std::int64_t lots, Ticks trigger)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{turn.state.nextOrder};
    ticket.instrument = key.instrument;
    ticket.account = turn.state.session.account;
    ticket.environment = turn.state.session.environment;
    ticket.side = closing;
    ticket.kind = orders::OrderKind::Stop;
    ticket.role = OrderRole::Stop;
    ticket.origin = orders::Origin::Risk;
    ticket.size = Lots{lots};
    ticket.stop = trigger;
    ticket.reduceOnly = true;
    ticket.strategy = key.strategy;
    ticket.by = desk;
    return ticket;
}

/// The venue holds a stop of the holding at that trigger: the market has not passed it, whatever is known of prices
/// here.
bool standsAtVenue(const Turn& turn, HoldingKey key, Side closing, Ticks trigger)
{
    bool stands = false;
    turn.state.ledger.forEachOpen([&](const OrderRecord& record) {
        stands = stands
            || (isStopOf(record, key) && record.ticket.side == closing && record.ticket.stop == trigger
                && !record.replacing && record.state == orders::OrderState::Working);
    });
    return stands;
}

/// Puts a stop where none is. False: it could not be sent; it is tried again, and later each time that the venue has
/// refused it. Without a price only beside one that stands at the venue, for what that does not cover. None for what
/// has only just filled and whose own stop comes.
bool placeStop(Turn& turn, HoldingKey key, Side closing, std::int64_t lots)
{
    const auto reference = turn.market.reference(key.instrument);
    auto trigger = lastTrigger(turn, key, closing);
    if (!reference && !(trigger && standsAtVenue(turn, key, closing, *trigger))) {
        return false;
    }
    const bool isPassed
        = trigger && reference && (closing == Side::Sell ? *trigger >= *reference : *trigger <= *reference);
    if (isPassed) {
        return closeAtPassedStop(turn, key);
    }
    lots -= lotsSettling(turn, key);
    const auto* refused = turn.state.refusedStops.find(key);
    if (lots <= 0) {
        return false;
    }
    if (refused != nullptr && waitLeft(*refused, turn.stamp) > Duration{}) {
        return false;
    }
    if (!trigger) {
        trigger = risk::defaultStop(opposite(closing), *reference, turn.limits().hardStopDistance);
    }
    if (!trigger) {
        return false;
    }
    const auto order = clearanceAgain(turn, stopTicket(turn, key, closing, lots, *trigger), AlertLevel::Critical, {});
    if (!order) {
        return false;
    }
    planAndRelease(turn, *order);
    return true;
}

/// Legs without an entry behind them do not follow what they protect by themselves. One that the venue would not move
/// comes again where it belongs.
void dropStrayStops(Turn& turn)
{
    std::vector<OrderId> strays, moving;
    turn.state.ledger.forEachOpen([&](const OrderRecord& record) {
        const auto& ticket = record.ticket;
        if (ticket.role != OrderRole::Stop || ticket.parent || ticket.origin != orders::Origin::Risk) {
            return;
        }
        const auto* holding = turn.state.holdings.find({ticket.strategy, ticket.instrument});
        const std::int64_t held = holding != nullptr ? holding->lots.count : 0;
        const bool covers = ticket.side == Side::Sell ? held > 0 : held < 0;
        if (!covers || ticket.size.count - record.filled.count > std::abs(held)) {
            strays.push_back(ticket.id);
        } else if (turn.state.movedLegs.contains(ticket.id)) {
            moving.push_back(ticket.id);
        }
    });
    for (const OrderId stray : strays) {
        cancel(turn, stray, Cause::Bracket, desk);
    }
    for (const OrderId stop : moving) {
        if (mustTakeBack(turn, turn.state.ledger.find(stop))) {
            cancel(turn, stop, Cause::Resize, desk);
        }
    }
}

/// Of the legs that are ending, to come back in another size. One that has ended and was not planned anew at once
/// covers nothing, nor does one of the other side: an execution that was taken back may have turned the holding. One
/// whose cancel the venue has refused stays as it is for as long as the venue likes.
struct GivingWay {
    bool any = false;
    bool stop = false;
};
GivingWay legsGivingWay(const Turn& turn, HoldingKey key, Side closing)
{
    GivingWay ending;
    if (!isLegComingBack(turn.state, key)) {
        return ending;
    }
    turn.state.ledger.forEachOpen([&](const OrderRecord& record) {
        const auto* mark = turn.state.legMarks.find(record.ticket.id);
        // One that moves covers as much when it is back: what it leaves open wants a stop of its own.
        const bool changesSize
            = mark != nullptr && *mark == LegMark::Returning && !turn.state.movedLegs.contains(record.ticket.id);
        if (changesSize && record.ticket.strategy == key.strategy && record.ticket.instrument == key.instrument
            && record.ticket.side == closing) {
            const bool isRefused = refusedCancels(turn.state, record.ticket.id).count > 0;
            ending.any = true;
            ending.stop = ending.stop || (record.ticket.role == OrderRole::Stop && !isRefused);
        }
    });
    return ending;
}

Side closingSideOf(std::int64_t held) noexcept
{
    return held > 0 ? Side::Sell : Side::Buy;
}

/// Unsigned lots of the holding that want a stop. Dust wants none, and a part of a step can have none.
std::int64_t lotsToCover(const Turn& turn, HoldingKey key, std::int64_t held)
{
    return std::max<std::int64_t>(
        0, turn.state.restable(key.instrument, Lots{std::abs(held)}).count - lotsGivenUp(turn.state, key));
}

/// Of those, what a stop may close: where others hold against the holding, the account has less on its side.
std::int64_t lotsToClose(const Turn& turn, HoldingKey key, std::int64_t held)
{
    const std::int64_t account = turn.state.portfolio.position(key.instrument).lots.count;
    const bool isSameSide = (account > 0) == (held > 0);
    const std::int64_t most = isSameSide ? std::min(std::abs(held), std::abs(account)) : 0;
    return std::max<std::int64_t>(0,
                                  turn.state.restable(key.instrument, Lots{most}).count - lotsGivenUp(turn.state, key));
}

/// Lots that closing orders of the holding may take of which nobody knows whether they stand at the venue. A stop
/// beside them would be refused: it waits until the venue has said what they are.
std::int64_t doubtedClosing(const Turn& turn, HoldingKey key, Side closing)
{
    std::int64_t lots = 0;
    turn.state.ledger.forEachOpen([&](const OrderRecord& record) {
        const auto& ticket = record.ticket;
        if (record.state == orders::OrderState::Unknown && ticket.reduceOnly && ticket.role == OrderRole::Target
            && ticket.side == closing && ticket.strategy == key.strategy && ticket.instrument == key.instrument) {
            lots += orders::reservedLots(record).count;
        }
    });
    return lots;
}

/// True when nothing of the holding is left uncovered.
bool protect(Turn& turn, HoldingKey key, std::int64_t held)
{
    const Side closing = closingSideOf(held);
    const std::int64_t lots = lotsToCover(turn, key, held);
    if (coveredBy(turn, key, closing) >= lots) {
        return true;
    }
    if (isBeingClosed(turn, key)) {
        const auto* exit = turn.state.exits.find(key);
        return exit == nullptr || exit->failures == 0; // one that was refused leaves it open to the market
    }
    if (const auto ending = legsGivingWay(turn, key, closing); ending.any) {
        return ending.stop; // as soon as the venue has ended them; a stop that waits for its target alone is gone
    }
    if (turn.state.unstopped.contains(key)) {
        return false; // a person took it away; he is told, and not overruled
    }
    tendBrackets(turn, key.instrument); // a held leg that was refused is tried again
    if (isBeingClosed(turn, key)) {
        return true;
    }
    const std::int64_t missing
        = lotsToClose(turn, key, held) - coveredBy(turn, key, closing) - doubtedClosing(turn, key, closing);
    const bool isPlaced = missing <= 0 || placeStop(turn, key, closing, missing);
    return isPlaced && (coveredBy(turn, key, closing) >= lots || isBeingClosed(turn, key));
}

constexpr std::string_view unprotected = "position.unprotected", opposed = "position.opposed";

/// Who holds the most against the holding; none: people, or whoever trades on the account.
StrategyId opponentOf(const Turn& turn, HoldingKey key, std::int64_t held)
{
    StrategyId opponent;
    std::int64_t most = 0;
    for (const auto& entry : turn.state.holdings) {
        const std::int64_t lots = entry.value.lots.count;
        if (entry.key.instrument == key.instrument && (lots > 0) != (held > 0) && std::abs(lots) > most) {
            opponent = entry.key.strategy;
            most = std::abs(lots);
        }
    }
    return opponent;
}

/// A person is told while a holding is uncovered: that its stop is missing, or, where none can stand because others
/// hold against it, who they are. Each is news after the other.
void tellNaked(Turn& turn, HoldingKey key, std::int64_t held)
{
    const std::int64_t covered = coveredBy(turn, key, closingSideOf(held));
    const std::int64_t missing = lotsToClose(turn, key, held) - covered;
    if (missing > 0 && missing <= lotsSettling(turn, key)) {
        return; // it comes, or is told in a moment
    }
    if (missing > 0) {
        turn.standing.ended({opposed, key.instrument, key.strategy});
        turn.keepTelling(AlertLevel::Critical, {unprotected, key.instrument, key.strategy}, missing);
        return;
    }
    turn.standing.ended({unprotected, key.instrument, key.strategy});
    if (turn.standing.isDue(AlertLevel::Critical, {opposed, key.instrument, key.strategy},
                            lotsToCover(turn, key, held) - covered, turn.stamp.mono)) {
        turn.alert(AlertLevel::Critical, opposed, key.instrument, {}, static_cast<std::int64_t>(key.strategy.value),
                   static_cast<std::int64_t>(opponentOf(turn, key, held).value));
    }
}

/// What was told is over once the venue has confirmed the cover, or the holding is being closed: a stop that is sent
/// and refused each time is one story.
void noteCovered(Turn& turn, HoldingKey key, std::int64_t held)
{
    if (turn.standing.size() == 0) {
        return;
    }
    if (isBeingClosed(turn, key) || coveredBy(turn, key, closingSideOf(held), true) >= lotsToCover(turn, key, held)) {
        turn.standing.ended({unprotected, key.instrument, key.strategy});
        turn.standing.ended({opposed, key.instrument, key.strategy});
    }
}

} // namespace

void guardProtection(Turn& turn)
{
    if (!turn.limits().enforced || !turn.state.isOpen) {
        turn.naked = false;
        return;
    }
    dropStrayStops(turn);
    bool naked = false;
    for (std::size_t i = 0; i < turn.state.holdings.size(); ++i) { // only fills change holdings, and none comes of this
        const auto entry = *(turn.state.holdings.begin() + static_cast<std::ptrdiff_t>(i));
        if (entry.value.lots.count == 0) {
            continue;
        }
        if (!entry.key.strategy) {
            noteCovered(turn, entry.key,
                        entry.value.lots.count); // a person's own affair, but what was told may be over
            continue;
        }
        if (protect(turn, entry.key, entry.value.lots.count)) {
            noteCovered(turn, entry.key, entry.value.lots.count);
            continue;
        }
        naked = true;
        tellNaked(turn, entry.key, entry.value.lots.count);
    }
    turn.standing.endedIf([&turn](const AlertCause& cause) {
        const bool isOfHolding = cause.key.view() == unprotected || cause.key.view() == opposed;
        return isOfHolding && !turn.state.holdings.contains({cause.strategy, cause.instrument});
    });
    turn.naked = naked;
    tellPassedStops(turn);
    tellDoubtedStops(turn);
}

namespace {

/// The entry was to be cancelled, and its stop is: what it fills all the same stands without one.
bool hasLostItsStop(const DeskState& state, OrderId entry)
{
    const auto* record = state.ledger.find(entry);
    if (record == nullptr || record->cancelsAsked == 0) {
        return false;
    }
    bool isLost = false;
    state.ledger.forEach([&](const OrderRecord& leg) {
        isLost = isLost
            || (leg.ticket.parent == entry && leg.ticket.role == OrderRole::Stop
                && leg.state == orders::OrderState::Cancelled);
    });
    return isLost;
}

} // namespace

void warnIfNaked(Turn& turn, const Folded& folded, OrderId order)
{
    const auto* record = folded.external ? nullptr : turn.state.ledger.find(order);
    if (record == nullptr || record->ticket.role != OrderRole::Entry || record->ticket.strategy) {
        return;
    }
    if (turn.state.exits.contains({{}, record->ticket.instrument})) {
        return; // it is being closed
    }
    const bool isLate = record->lateFill && !turn.state.brackets.contains(order);
    if (isLate || hasLostItsStop(turn.state, order)) {
        turn.alert(AlertLevel::Critical, unprotected, record->ticket.instrument, order);
    }
}

/// One order after the other is sent in place of a stop that the venue refuses: together they are one cause (F57).
void tellRefused(Turn& turn, const orders::OrderTicket& ticket)
{
    const bool isLegOfStrategy = ticket.role == OrderRole::Stop && ticket.parent && ticket.strategy;
    if (isStopOfTheDesk(ticket) || isLegOfStrategy || isRefusedLeg(turn.state, turn.state.ledger.find(ticket.id))) {
        if (turn.standing.isDue(AlertLevel::Critical, {unprotected, ticket.instrument, ticket.strategy},
                                ticket.size.count, turn.stamp.mono)) {
            turn.alert(AlertLevel::Critical, unprotected, ticket.instrument, ticket.id);
        }
    } else if (ticket.role == orders::OrderRole::Stop) {
        turn.alert(AlertLevel::Critical, unprotected, ticket.instrument, ticket.id);
    } else if (isWatchedTarget(turn.state, ticket.id)) {
        turn.alert(AlertLevel::Info, "target.watched", ticket.instrument, ticket.id);
    } else {
        turn.alert(AlertLevel::Warning, "order.rejected", ticket.instrument, ticket.id);
    }
}

} // namespace omni::engine
