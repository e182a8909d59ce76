#include "core/desk/engine/ordering.h"

#include "core/desk/engine/asking_again.h"
#include "core/desk/engine/booking.h"
#include "core/desk/engine/doubted_legs.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/moved_legs.h"
#include "core/desk/engine/part_exits.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/refused_legs.h"
#include "core/desk/engine/risk_view.h"
#include "core/desk/engine/watched_targets.h"
#include "core/trade/market/notional.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace omni::engine {

namespace {

using namespace events;
using orders::OrderState;

bool isCountable(const orders::Replacement& with) noexcept
{
    const auto fits
        = [](std::int64_t count) { return count <= orders::largestCount && count >= -orders::largestCount; };
    return with.size.count > 0 && fits(with.size.count) && (!with.limit || fits(with.limit->count))
        && (!with.stop || fits(with.stop->count));
}

/// What a leg may have to cover at most. Of an entry by value that is not known before it fills: what the value buys at
/// the stop, or at half the price where the stop is above.
Lots largestLeg(const Turn& turn, const orders::OrderTicket& entry, Ticks price)
{
    if (!entry.notional) {
        return entry.size;
    }
    const auto* instrument = turn.state.instrument(entry.instrument);
    const auto reference = turn.market.reference(entry.instrument).value_or(price);
    const Ticks low{std::max<std::int64_t>(1, std::min(price.count, reference.count) / 2)};
    const std::int64_t most = market::lotsWorth(*instrument, low, *entry.notional).count;
    return Lots{std::clamp<std::int64_t>(most, 1, orders::largestCount)};
}

orders::OrderTicket legOf(const Turn& turn, const orders::OrderTicket& entry, orders::OrderRole role, Ticks price)
{
    orders::OrderTicket leg = entry;
    leg.side = opposite(entry.side);
    leg.role = role;
    leg.kind = role == orders::OrderRole::Stop ? orders::OrderKind::Stop : orders::OrderKind::Limit;
    leg.timeInForce = orders::TimeInForce::GoodTillCancelled;
    leg.size = largestLeg(turn, entry, price);
    leg.notional.reset();
    leg.limit = role == orders::OrderRole::Stop ? std::nullopt : std::optional(price);
    leg.stop = role == orders::OrderRole::Stop ? std::optional(price) : std::nullopt;
    leg.trail.reset();
    leg.postOnly = false;
    leg.reduceOnly = true;
    leg.held = true;
    leg.parent = entry.id;
    return leg;
}

struct Family {
    const orders::OrderRecord* parent = nullptr;
    const orders::OrderRecord* stop = nullptr;
    const orders::OrderRecord* target = nullptr;
    Lots closedBefore; ///< By the legs before these.
    /// Lots that the legs still have to cover.
    [[nodiscard]] std::int64_t uncovered() const noexcept
    {
        const std::int64_t closed = (stop != nullptr ? closedBy(*stop) : 0)
            + (target != nullptr ? closedBy(*target) : 0) + closedBefore.count; // each is far from the range's end
        return std::max<std::int64_t>(0, parent->filled.count - closed);
    }
};

/// Lots that the legs of a family may close: what the account holds on that side, less what all other orders against it
/// may close already; of those `forgiven` lots are left out.
std::int64_t roomFor(const Turn& turn, const Family& family, std::int64_t forgiven)
{
    const auto& entry = family.parent->ticket;
    const bool isLong = entry.side == Side::Buy;
    const std::int64_t position = turn.state.portfolio.position(entry.instrument).lots.count;
    const Int128 held = isLong ? Int128{position} : -Int128{position};
    const Int128 against = lotsAgainst(turn, entry.instrument, isLong);
    const auto claim
        = [](const orders::OrderRecord* leg) { return leg != nullptr ? orders::reservedLots(*leg).count : 0; };
    const Int128 others = against - std::max(claim(family.stop), claim(family.target)) - forgiven;
    return static_cast<std::int64_t>(std::clamp<Int128>(held - others, 0, std::numeric_limits<std::int64_t>::max()));
}

/// What the legs of a family may close: surely, and at most, if no leg of which nobody knows whether it has left stands
/// at the venue. What stands there within the two stays: none gives way for one that may not exist.
struct Cover {
    std::int64_t sure = 0;
    std::int64_t most = 0;
    [[nodiscard]] std::int64_t nearest(std::int64_t rest) const noexcept
    {
        return std::clamp(rest, sure, most);
    }
};

/// The market has passed the trigger before the stop could stand there: what it would have closed is closed now.
void closeInstead(Turn& turn, const orders::OrderTicket& stop)
{
    static_cast<void>(closeAtPassedStop(turn, {stop.strategy, stop.instrument}));
}

/// Lets a held leg go with `open` lots, if the gate clears it.
void goLive(Turn& turn, const orders::OrderRecord& leg, std::int64_t open)
{
    orders::OrderTicket ticket = leg.ticket;
    ticket.held = false;
    ticket.size = Lots{std::min(open, leg.ticket.size.count)};
    const bool isStop = ticket.role == orders::OrderRole::Stop;
    const auto level = isStop ? AlertLevel::Critical : AlertLevel::Warning;
    const auto order = clearanceAgain(turn, ticket, level, isStop ? "position.unprotected" : "order.leg_refused");
    if (order) {
        turn.decide(OrderReleased{ticket.id, ticket.size});
        turn.want(Submit{*order});
    } else if (isStop && order.error().rule == risk::Rule::PriceCollar && order.error().actual <= 0) {
        closeInstead(turn, ticket);
    }
}

void tendLeg(Turn& turn, const orders::OrderRecord* leg, const Cover& cover, bool parentDone)
{
    if (leg == nullptr || orders::isTerminal(leg->state)) {
        return;
    }
    const OrderId id = leg->ticket.id;
    if (leg->state == OrderState::Created) {
        if (cover.sure > 0) {
            goLive(turn, *leg, cover.sure);
        } else if (parentDone && cover.most == 0) {
            cancel(turn, id, Cause::Bracket, desk);
        }
        return;
    }
    if (leg->state != OrderState::Working || leg->replacing) {
        return; // its own report will bring us back here
    }
    const std::int64_t open = cover.nearest(leg->ticket.size.count - leg->filled.count);
    const std::int64_t total = leg->filled.count + std::min(open, orders::largestCount - leg->filled.count);
    if (open == 0) {
        cancel(turn, id, Cause::Bracket, desk);
    } else if (leg->ticket.size.count != total) {
        replace(turn, {id, Lots{total}, std::nullopt, std::nullopt, Cause::Bracket, desk});
    }
}

bool isReturning(const Turn& turn, const orders::OrderRecord* leg)
{
    const auto* mark = leg != nullptr ? turn.state.legMarks.find(leg->ticket.id) : nullptr;
    return mark != nullptr && *mark == LegMark::Returning;
}

bool hasEnded(const orders::OrderRecord* leg) noexcept
{
    return leg == nullptr || orders::isTerminal(leg->state);
}

Family familyAt(const Turn& turn, OrderId parent, const Bracket& legs)
{
    const auto& ledger = turn.state.ledger;
    return {ledger.find(parent), ledger.find(legs.stop), ledger.find(legs.target), legs.closed};
}

/// Of `lots` that stay of a holding: what the family of `parent` covers, and before it the older ones; those with a
/// stop come first. Each keeps its size until the venue has taken the smaller one, so that none gives way for another.
/// `parent` none: all those with a stop together.
std::int64_t shareOf(const Turn& turn, HoldingKey key, std::int64_t lots, OrderId parent)
{
    std::int64_t left = lots;
    for (const bool withStop : {true, false}) {
        for (const auto& entry : turn.state.brackets) {
            const Family family = familyAt(turn, entry.key, entry.value);
            if (family.parent == nullptr || family.parent->ticket.strategy != key.strategy
                || family.parent->ticket.instrument != key.instrument) {
                continue;
            }
            const bool hasStop = family.stop != nullptr && (!hasEnded(family.stop) || isReturning(turn, family.stop));
            if (hasStop != withStop) {
                continue;
            }
            const std::int64_t share = std::min(left, family.uncovered());
            if (entry.key == parent) {
                return share;
            }
            left -= share;
        }
        if (!parent) {
            break;
        }
    }
    return parent ? 0 : lots - left;
}

/// Both legs end, to come back in another size.
void takeBack(Turn& turn, const Bracket& legs)
{
    cancel(turn, legs.stop, Cause::Resize, desk);
    cancel(turn, legs.target, Cause::Resize, desk);
}

/// Plans the legs anew that were taken back, as a pair where both were.
void plantAnew(Turn& turn, const Family& family)
{
    const auto& entry = family.parent->ticket;
    const Lots size{std::max(entry.size.count, family.parent->filled.count)};
    std::vector<orders::OrderTicket> legs;
    for (const auto* leg : {family.stop, family.target}) {
        if (isReturning(turn, leg)) {
            legs.push_back(leg->ticket);
            placeWhereWanted(turn.state, *leg, legs.back());
        }
    }
    for (auto& leg : legs) {
        leg.size = size;
    }
    planPair(turn, legs);
}

bool isWrong(const orders::OrderRecord* leg, const Cover& cover) noexcept
{
    const std::int64_t rest = leg != nullptr ? leg->ticket.size.count - leg->filled.count : 0;
    return leg != nullptr && leg->state == OrderState::Working && !leg->replacing && cover.nearest(rest) != rest;
}

/// Legs that the venue would not change. True: they are on their way out, or nothing is to be covered; the family is
/// not tended further now.
bool tendStiff(Turn& turn, const Family& family, const Bracket& legs, HoldingKey key, const Cover& cover)
{
    const auto isGone = [&](const orders::OrderRecord* leg) { return isReturning(turn, leg) && hasEnded(leg); };
    if (isRefusedLeg(turn.state, family.stop) && mustRefusedLegWait(turn, key)) {
        return false; // the target is tended meanwhile
    }
    if (isGone(family.stop) || isGone(family.target)) {
        if (!hasEnded(family.stop) || !hasEnded(family.target)) {
            takeBack(turn, legs);
            return true;
        }
        if (cover.sure == 0 || static_cast<std::size_t>(turn.state.ledger.openCount()) + 2 >= orders::mostOpenOrders) {
            return true;
        }
        plantAnew(turn, family);
        return false;
    }
    const bool isStiff = turn.state.legMarks.contains(legs.stop)
        || (turn.state.legMarks.contains(legs.target) && !isWatchedTarget(turn.state, legs.target));
    const bool isGivenUp = cover.most == 0 && turn.state.parts.contains(key);
    const bool isWrongSize = isWrong(family.stop, cover) || isWrong(family.target, cover);
    const bool isWrongPlace = mustTakeBack(turn, family.stop) || mustTakeBack(turn, family.target);
    if (((isStiff || isGivenUp) && isWrongSize) || isWrongPlace) {
        takeBack(turn, legs);
        return true;
    }
    return false;
}

} // namespace

void planPair(Turn& turn, std::vector<orders::OrderTicket>& legs)
{
    OrderId next{turn.state.nextOrder};
    for (auto& leg : legs) {
        leg.id = next;
        ++next.value;
        leg.held = true;
        leg.oco = {};
    }
    if (legs.size() == 2) {
        legs[0].oco = legs[1].id;
        legs[1].oco = legs[0].id;
    }
    for (const auto& leg : legs) {
        turn.decide(OrderPlanned{leg, {}});
    }
}

bool canPlan(const Turn& turn, const orders::OrderTicket& ticket, std::optional<Ticks> stop,
             std::optional<Ticks> target) noexcept
{
    const auto fits
        = [](std::int64_t count) { return count <= orders::largestCount && count >= -orders::largestCount; };
    const auto priceFits = [&fits](std::optional<Ticks> price) { return !price || fits(price->count); };
    const auto& ledger = turn.state.ledger;
    return fits(ticket.size.count) && priceFits(ticket.limit) && priceFits(ticket.stop) && priceFits(ticket.trail)
        && priceFits(stop) && priceFits(target)
        && static_cast<std::size_t>(ledger.openCount()) + 2 * turn.state.brackets.size() + 3 < orders::mostOpenOrders;
}

bool legsMakeSense(Side side, Ticks entry, std::optional<Ticks> stop, std::optional<Ticks> target) noexcept
{
    const bool buys = side == Side::Buy;
    return (!stop || (buys ? *stop < entry : *stop > entry)) && (!target || (buys ? *target > entry : *target < entry));
}

void planEntry(Turn& turn, const orders::OrderTicket& ticket, std::optional<Ticks> stop, std::optional<Ticks> target,
               const Digest& approval)
{
    turn.decide(OrderPlanned{ticket, approval});
    OrderId next{ticket.id.value + 1};
    std::optional<orders::OrderTicket> stopLeg;
    std::optional<orders::OrderTicket> targetLeg;
    if (stop) {
        stopLeg = legOf(turn, ticket, orders::OrderRole::Stop, *stop);
        stopLeg->id = next;
        ++next.value;
    }
    if (target) {
        targetLeg = legOf(turn, ticket, orders::OrderRole::Target, *target);
        targetLeg->id = next;
    }
    if (stopLeg && targetLeg) {
        stopLeg->oco = targetLeg->id;
        targetLeg->oco = stopLeg->id;
    }
    if (stopLeg) {
        turn.decide(OrderPlanned{*stopLeg, approval});
    }
    if (targetLeg) {
        turn.decide(OrderPlanned{*targetLeg, approval});
    }
}

void planAndRelease(Turn& turn, const risk::ClearedOrder& order)
{
    turn.decide(OrderPlanned{order.ticket(), {}});
    release(turn, order);
}

namespace {

/// What the entry is to have when it fills, as it stands now.
std::optional<orders::PlannedStop> plannedStopOf(const Turn& turn, OrderId entry)
{
    const auto* bracket = turn.state.brackets.find(entry);
    const auto* stop = bracket != nullptr ? turn.state.ledger.find(bracket->stop) : nullptr;
    const bool isPlanned = stop != nullptr && stop->state == OrderState::Created
        && stop->ticket.kind == orders::OrderKind::Stop && stop->ticket.stop;
    return isPlanned ? std::optional(orders::PlannedStop{stop->ticket.id, *stop->ticket.stop}) : std::nullopt;
}

} // namespace

void release(Turn& turn, const risk::ClearedOrder& order)
{
    const OrderId id = order.ticket().id;
    turn.decide(OrderReleased{id, order.ticket().size});
    const auto* record = turn.state.ledger.find(id);
    if (record == nullptr || record->state != OrderState::Sent) {
        turn.alert(AlertLevel::Critical, "order.not_recorded", order.ticket().instrument, id);
        return; // what is not in the books is not sent
    }
    turn.want(Submit{order, plannedStopOf(turn, id)});
}

void cancel(Turn& turn, OrderId order, Cause cause, PrincipalId by)
{
    const auto* record = turn.state.ledger.find(order);
    if (record == nullptr || orders::isTerminal(record->state) || record->state == OrderState::CancelSent) {
        return;
    }
    if (record->state == OrderState::Unknown && record->cancelsAsked > 0 && cause != Cause::Person) {
        return; // asked for blindly once; the next word is the venue's
    }
    if (isAskedAgain(cause) && waitLeft(refusedCancels(turn.state, order), turn.stamp) > Duration{}) {
        return; // it was refused just now, and will be asked for again
    }
    const bool wasSent = record->state != OrderState::Created;
    turn.decide(CancelAsked{order, cause, by});
    if (wasSent) {
        turn.want(Cancel{order});
    }
}

bool replace(Turn& turn, const ReplaceAsked& asked)
{
    const auto* record = turn.state.ledger.find(asked.order);
    if (record == nullptr || orders::isTerminal(record->state) || record->replacing || record->ticket.notional) {
        return false;
    }
    const Lots size = asked.size.value_or(record->ticket.size);
    if (size <= record->filled
        || !isCountable(
            {size, asked.limit ? asked.limit : record->ticket.limit, asked.stop ? asked.stop : record->ticket.stop})) {
        return false;
    }
    if (record->state != OrderState::Working && record->state != OrderState::Created) {
        return false;
    }
    if (isAskedAgain(asked.cause) && waitLeft(refusedChanges(turn.state, asked.order), turn.stamp) > Duration{}) {
        return false;
    }
    const bool wasSent = record->state == OrderState::Working;
    turn.decide(asked);
    if (wasSent) {
        turn.want(Replace{asked.order, asked.size, asked.limit, asked.stop});
    }
    return true;
}

void cancelIn(Turn& turn, risk::Scope scope, bool entriesOnly, Cause cause, PrincipalId by)
{
    const bool keepsHeldLegs = entriesOnly || cause != Cause::Kill;
    for (const OrderId id : turn.state.ledger.openIds()) {
        const auto& record = *turn.state.ledger.find(id);
        const auto& ticket = record.ticket;
        const bool isEntry = ticket.role == orders::OrderRole::Entry;
        const auto* parent = turn.state.ledger.find(ticket.parent);
        if (keepsHeldLegs && record.state == OrderState::Created && ticket.held && parent != nullptr
            && orders::isOpen(parent->state)) {
            continue;
        }
        if (risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument) && (isEntry || !entriesOnly)) {
            cancel(turn, id, cause, by);
        }
    }
}

void cancelUnderWay(Turn& turn, InstrumentId instrument)
{
    for (const OrderId id : turn.state.ledger.openIds()) {
        const auto& record = *turn.state.ledger.find(id);
        if (record.ticket.instrument == instrument && record.state == OrderState::Sent) {
            cancel(turn, id, Cause::Restart, desk);
        }
    }
}

void tendBracket(Turn& turn, OrderId parent)
{
    const auto* bracket = turn.state.brackets.find(parent);
    const auto* record = turn.state.ledger.find(parent);
    if (bracket == nullptr || record == nullptr) {
        return;
    }
    const Bracket legs = *bracket;
    const HoldingKey key{record->ticket.strategy, record->ticket.instrument};
    if (turn.state.exits.contains(key) || turn.state.exits.contains({{}, key.instrument})) {
        return; // the exit has taken the legs away
    }
    const auto* holding = turn.state.holdings.find(key);
    const std::int64_t held = holding != nullptr ? std::abs(holding->lots.count) : 0;
    const auto family = [&] {
        const auto* now = turn.state.brackets.find(parent);
        return familyAt(turn, parent, now != nullptr ? *now : legs);
    };
    std::int64_t wanted = std::min(family().uncovered(), held);
    if (const std::int64_t givenUp = lotsGivenUp(turn.state, key); givenUp > 0) {
        wanted = std::min(wanted, shareOf(turn, key, std::max<std::int64_t>(0, held - givenUp), parent));
    }
    const std::int64_t doubted = doubtedBeside(turn, record->ticket);
    const auto restable = [&](std::int64_t lots) { return turn.state.restable(key.instrument, Lots{lots}).count; };
    const Cover cover{restable(std::min(wanted, roomFor(turn, family(), 0))),
                      restable(std::min(wanted, roomFor(turn, family(), doubted)))};
    if (tendStiff(turn, family(), legs, key, cover)) {
        return;
    }
    const bool parentDone = orders::isTerminal(family().parent->state);
    tendLeg(turn, family().stop, cover, parentDone);
    if (turn.state.exits.contains(key)) {
        return;
    }
    tendLeg(turn, family().target, cover, parentDone);
}

std::int64_t coveredByFamilies(const Turn& turn, HoldingKey key, std::int64_t lots)
{
    return shareOf(turn, key, lots, {});
}

void tendBrackets(Turn& turn, InstrumentId instrument)
{
    std::vector<OrderId> parents;
    for (const auto& entry : turn.state.brackets) {
        const auto* record = turn.state.ledger.find(entry.key);
        if (record != nullptr && record->ticket.instrument == instrument) {
            parents.push_back(entry.key);
        }
    }
    for (const OrderId parent : parents) {
        tendBracket(turn, parent);
    }
}

OrderId familyOf(const Turn& turn, OrderId order)
{
    const auto* record = turn.state.ledger.find(order);
    return record != nullptr && record->ticket.parent ? record->ticket.parent : order;
}

} // namespace omni::engine
