#include "core/desk/engine/exits.h"

#include "core/desk/engine/asking_again.h"
#include "core/desk/engine/booking.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/part_exits.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
#include "core/desk/engine/risk_view.h"
#include "core/trade/market/calendar.h"
#include "core/trade/risk/stops/time_exit/time_exit.h"
#include "core/trade/risk/stops/trailing/trailing_stop.h"

#include <algorithm>
#include <vector>

namespace omni::engine {

namespace {

using namespace events;

bool belongs(const orders::OrderTicket& ticket, HoldingKey key) noexcept
{
    return ticket.instrument == key.instrument && (!key.strategy || ticket.strategy == key.strategy);
}

/// Signed lots to close: of the strategy, but never more than the account holds on that side, and no dust.
std::int64_t heldBy(const Turn& turn, HoldingKey key)
{
    const std::int64_t account = turn.state.portfolio.position(key.instrument).lots.count;
    if (!key.strategy) {
        return turn.state.closable(key.instrument, Lots{account}).count;
    }
    const auto* holding = turn.state.holdings.find(key);
    const std::int64_t own = holding != nullptr ? holding->lots.count : 0;
    if ((own > 0) != (account > 0)) {
        return 0;
    }
    return turn.state.closable(key.instrument, Lots{own > 0 ? std::min(own, account) : std::max(own, account)}).count;
}

bool isOfMachine(orders::Origin origin) noexcept
{
    return origin == orders::Origin::Strategy || origin == orders::Origin::Risk;
}

/// Halted and the latches from CancelAll on leave closing to persons and to the kill switch.
bool isForbidden(const Turn& turn, HoldingKey key, orders::Origin origin, Cause cause)
{
    if (!isOfMachine(origin)) {
        return false;
    }
    const bool isHalted = turn.state.mode == risk::Mode::Halted && cause != Cause::Bracket;
    return isHalted
        || turn.state.latchOver(turn.state.session.account, key.strategy, key.instrument) >= risk::KillLevel::CancelAll;
}

orders::OrderTicket exitTicket(const Turn& turn, HoldingKey key, const ExitWish& wish, std::int64_t held)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{turn.state.nextOrder};
    ticket.instrument = key.instrument;
    ticket.account = turn.state.session.account;
    ticket.environment = turn.state.session.environment;
    ticket.side = held > 0 ? Side::Sell : Side::Buy;
    ticket.kind = orders::OrderKind::Market;
    ticket.role = orders::OrderRole::Exit;
    ticket.origin = wish.origin;
    if (turn.state.mode == risk::Mode::Halted && isOfMachine(wish.origin)) {
        // Its stop has been cancelled for it: in the stop's stead the risk module closes.
        ticket.role = orders::OrderRole::Stop;
        ticket.origin = orders::Origin::Risk;
    }
    ticket.size = Lots{std::abs(held)};
    ticket.reduceOnly = true;
    ticket.strategy = key.strategy;
    ticket.by = wish.by;
    return ticket;
}

/// Asks for the cancel of everything in the way. False: something is still open, or the exit itself is.
bool isWayFree(Turn& turn, HoldingKey key)
{
    bool free = true;
    for (const OrderId id : turn.state.ledger.openIds()) {
        const auto& ticket = turn.state.ledger.find(id)->ticket;
        if (!belongs(ticket, key)) {
            continue;
        }
        if (!isOwnExit(ticket)) {
            cancel(turn, id, Cause::Exit, desk);
        }
        free = free && orders::isTerminal(turn.state.ledger.find(id)->state);
    }
    return free;
}

/// The market has gone through the trigger since the bar closed: a stop can no longer stand there.
bool isPassed(Turn& turn, orders::OrderTicket stop, Ticks trigger)
{
    stop.stop = trigger;
    const auto refusal = refusalOfPrices(turn, stop, std::nullopt);
    return refusal && refusal->rule == risk::Rule::PriceCollar && refusal->actual <= 0;
}

/// Draws the stop after the market. What it would have closed, had it stood there in time, is closed now. How far it
/// then is from the market is not judged: it has only come nearer (S15).
void tightenStop(Turn& turn, HoldingKey key, const orders::OrderRecord& stop, const market::Bar& bar)
{
    const auto atr = turn.market.dailyAtr(bar.instrument);
    if (!atr || !stop.ticket.stop) {
        return;
    }
    const Side position = opposite(stop.ticket.side);
    const auto moved = risk::trailedStop(position, stop.ticket.stop, bar.close, *atr, turn.limits().trailingStopAtr);
    if (!moved || *moved == *stop.ticket.stop) {
        return;
    }
    if (isPassed(turn, stop.ticket, *moved)) {
        wantExit(turn, key, orders::Origin::Risk, Cause::Bracket, desk);
    } else {
        replace(turn, {stop.ticket.id, std::nullopt, std::nullopt, moved, Cause::Trailing, desk});
    }
}

bool isOverdue(const Turn& turn, HoldingKey key)
{
    const auto* holding = turn.state.holdings.find(key);
    const auto* instrument = turn.state.instrument(key.instrument);
    if (holding == nullptr || instrument == nullptr || turn.limits().timeExitDays <= 0) {
        return false;
    }
    if (turn.stamp.wall - holding->opened < days(turn.limits().timeExitDays)) {
        return false; // trading days are never shorter than days
    }
    const market::TradingCalendar calendar(instrument->sessions);
    const auto opened = calendar.tradingDayOf(holding->opened);
    const auto today = calendar.tradingDayOf(turn.stamp.wall);
    return opened && today && risk::isTimeUp(calendar.tradingDaysBetween(*opened, *today), turn.limits().timeExitDays);
}

/// What the gate would say to the exit if its way were free. Legs are not taken away for an exit that could not follow.
std::optional<risk::Refusal> obstacleTo(Turn& turn, HoldingKey key, const ExitWish& wish)
{
    const std::int64_t held = heldBy(turn, key);
    const auto* instrument = turn.state.instrument(key.instrument);
    if (held == 0 || instrument == nullptr) {
        return std::nullopt;
    }
    const auto ticket = exitTicket(turn, key, wish, held);
    auto view = riskViewOf(turn, ticket, std::nullopt);
    view.here.closing = {};
    return risk::Gate(turn.limits()).refusalOf(ticket, *instrument, view);
}

bool hasLegs(const Turn& turn, HoldingKey key)
{
    bool found = false;
    turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        found = found
            || (belongs(record.ticket, key) && record.ticket.role == orders::OrderRole::Stop
                && record.state == orders::OrderState::Working);
    });
    return found;
}

} // namespace

void wantExit(Turn& turn, HoldingKey key, orders::Origin origin, Cause cause, PrincipalId by)
{
    if (isForbidden(turn, key, origin, cause)) {
        turn.keepTelling(AlertLevel::Warning, {"exit.forbidden", key.instrument, key.strategy});
        return;
    }
    for (const auto& entry : std::vector(turn.state.waiting.begin(), turn.state.waiting.end())) {
        if (belongs(entry.value.made.ticket, key)) {
            turn.decide(ProposalClosed{entry.key, Closing::Withdrawn, cause, by});
        }
    }
    std::erase_if(turn.deferred, [&key](const DeferredEntry& entry) {
        return entry.key.instrument == key.instrument && (!key.strategy || entry.key.strategy == key.strategy);
    });
    bool hasOrders = false;
    turn.state.ledger.forEachOpen(
        [&](const orders::OrderRecord& record) { hasOrders = hasOrders || belongs(record.ticket, key); });
    const auto* holding = turn.state.holdings.find(key);
    const bool hasOwn = holding != nullptr && turn.state.closable(key.instrument, holding->lots).count != 0;
    const bool hasHolding = key.strategy ? hasOwn : heldBy(turn, key) != 0;
    if (!hasHolding && !hasOrders) {
        return;
    }
    if (!turn.state.exits.contains(key)) {
        turn.decide(ExitWanted{key.strategy, key.instrument, origin, cause, by});
    }
    advanceExit(turn, key);
}

bool closeAtPassedStop(Turn& turn, HoldingKey key)
{
    const bool isCompared = turn.isSimulated() || turn.state.isReconciled;
    if (!isCompared || turn.state.reported.contains(key.instrument)) {
        return false;
    }
    wantExit(turn, key, orders::Origin::Risk, Cause::Bracket, desk);
    return true;
}

void advanceExit(Turn& turn, HoldingKey key)
{
    const auto* wanted = turn.state.exits.find(key);
    const bool isPartOfMore = key.strategy && turn.state.exits.contains({{}, key.instrument});
    if (wanted == nullptr || isPartOfMore) {
        return;
    }
    const ExitWish wish = *wanted;
    if (hasLegs(turn, key) && obstacleTo(turn, key, wish)) {
        return; // the stop stands on; looked at again every second
    }
    if (!isWayFree(turn, key)) {
        return;
    }
    const std::int64_t held = heldBy(turn, key);
    if (held == 0) {
        turn.decide(ExitDone{key.strategy, key.instrument});
        proposeDeferred(turn, key);
        return;
    }
    if (waitLeft({wish.failures, wish.failedAt}, turn.stamp) > Duration{}) {
        return;
    }
    const auto order = cleared(turn, exitTicket(turn, key, wish, held), std::nullopt);
    if (!order) {
        if (wish.failures == 0) {
            turn.alert(AlertLevel::Critical, "exit.refused", key.instrument);
        }
        return;
    }
    planAndRelease(turn, *order);
}

void askAgainWhatWasRefused(Turn& turn)
{
    std::vector<InstrumentId> instruments;
    for (const auto& asked : turn.state.askedInVain) {
        const auto* record = turn.state.ledger.find(asked.key);
        if (record != nullptr) {
            instruments.push_back(record->ticket.instrument);
        }
    }
    std::sort(instruments.begin(), instruments.end());
    instruments.erase(std::unique(instruments.begin(), instruments.end()), instruments.end());
    for (const InstrumentId instrument : instruments) {
        tendBrackets(turn, instrument);
        advanceExits(turn, instrument);
    }
}

void advanceExits(Turn& turn, InstrumentId instrument)
{
    advanceParts(turn, instrument);
    if (turn.state.exits.isEmpty()) {
        return;
    }
    for (const auto& entry : std::vector(turn.state.exits.begin(), turn.state.exits.end())) {
        if (entry.key.instrument == instrument) {
            advanceExit(turn, entry.key);
        }
    }
}

void retryExits(Turn& turn)
{
    retryParts(turn);
    for (const auto& entry : std::vector(turn.state.exits.begin(), turn.state.exits.end())) {
        advanceExit(turn, entry.key);
    }
}

void tendPositions(Turn& turn, StrategyId strategy, const market::Bar& bar)
{
    const HoldingKey key{strategy, bar.instrument};
    const auto* holding = turn.state.holdings.find(key);
    if (!turn.limits().enforced || holding == nullptr || turn.state.exits.contains(key)
        || turn.state.closable(key.instrument, holding->lots).count == 0) {
        return;
    }
    if (isOverdue(turn, key)) {
        turn.keepTelling(AlertLevel::Info, {"position.time_exit", bar.instrument, strategy});
        wantExit(turn, key, orders::Origin::Risk, Cause::TimeExit, desk);
        return;
    }
    std::vector<OrderId> stops;
    turn.state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (record.ticket.role == orders::OrderRole::Stop && belongs(record.ticket, key)
            && record.state == orders::OrderState::Working) {
            stops.push_back(record.ticket.id);
        }
    });
    for (const OrderId id : stops) {
        if (!turn.state.exits.contains(key)) {
            tightenStop(turn, key, *turn.state.ledger.find(id), bar);
        }
    }
}

} // namespace omni::engine
