// What the gate is shown of an order, made of a desk that can be asked: the engine's own, or its picture in a snapshot.
// One way for both, so that a window and the engine never differ.
//
// A desk answers, all of this moment:
//   environment() mode() isTrusted() isNaked() latchOver(account, strategy, instrument) eachBreaker(visit(breaker,
//   subject)) definition(instrument) ordersOf(instrument) positionOf(instrument) twinLots(order) bookValid(instrument)
//   trading(instrument)
//   quote(instrument) age(instrument) reference(instrument) atr(instrument) openOrders(account) eachSent(visit(order,
//   age) -> go on, the newest first) equity() elsewhere(instrument) rate(instrument) dayStart() peak() losingStreak()
//   hasExit(strategy, instrument) isClosing(instrument) eachOpen(visit(order record)).

#pragma once

#include "core/base/time.h"
#include "core/base/wide_int.h"
#include "core/desk/events/breaker_reach.h"
#include "core/trade/market/notional.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/gate.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace omni::views {

/// Equity below its peak, rounded up. Zero without a peak above zero.
[[nodiscard]] constexpr BasisPoints drawdownOf(std::optional<Money> peak, Money equity) noexcept
{
    if (!peak || peak->e8 <= 0 || equity >= *peak) {
        return {};
    }
    const Int128 share = dividedUp((Int128{peak->e8} - equity.e8) * 10'000, peak->e8);
    return {static_cast<std::int32_t>(std::min<Int128>(share, std::numeric_limits<std::int32_t>::max()))};
}

/// Equity at the day's start less equity now: above zero when the day is losing.
[[nodiscard]] constexpr Money dayLossOf(Money dayStart, Money equity) noexcept
{
    return {checkedDifference(dayStart.e8, equity.e8).value_or(std::numeric_limits<std::int64_t>::max())};
}

/// A person's order as the desk takes it: what only the desk may say is the desk's.
[[nodiscard]] inline orders::OrderTicket asPlaced(orders::OrderTicket ticket, AccountId account,
                                                  orders::Environment environment, PrincipalId by) noexcept
{
    ticket.origin = orders::Origin::Human;
    ticket.account = account;
    ticket.environment = environment;
    ticket.by = by;
    ticket.strategy = {};
    ticket.proposal = {};
    ticket.parent = {};
    ticket.oco = {};
    ticket.held = false;
    ticket.role = ticket.reduceOnly ? ticket.role : orders::OrderRole::Entry;
    if (ticket.reduceOnly && ticket.role == orders::OrderRole::Entry) {
        ticket.role = orders::OrderRole::Exit;
    }
    return ticket;
}

/// A person closes all of the position at market. Where the gate has no room for it because of orders that close it
/// already, the desk cancels those first and then closes the rest (S18).
[[nodiscard]] constexpr bool closesAll(const orders::OrderTicket& ticket, Lots position) noexcept
{
    const Int128 held = position.count < 0 ? -Int128{position.count} : Int128{position.count};
    return ticket.reduceOnly && ticket.origin == orders::Origin::Human && ticket.kind == orders::OrderKind::Market
        && position.count != 0 && (ticket.side == Side::Sell) == (position.count > 0) && ticket.size.count == held;
}

namespace detail {

/// A breaker that stands forbids new exposure in its reach, whatever became of the latch or the mode (S19).
template<class Desk> bool isPaused(const Desk& desk, const orders::OrderTicket& ticket)
{
    if (!desk.isTrusted()) {
        return true; // between a link and a finished comparison nothing is trusted (S14)
    }
    if (desk.isNaked()) {
        return true; // first the stop that is missing (S17)
    }
    bool paused = false;
    desk.eachBreaker([&](events::Breaker breaker, std::uint64_t subject) {
        paused = paused || events::reaches(breaker, subject, ticket);
    });
    return paused;
}

[[nodiscard]] constexpr Lots sumOf(Lots a, Lots b) noexcept
{
    return Lots{checkedSum(a.count, b.count).value_or(std::numeric_limits<std::int64_t>::max())};
}

/// Lots to which the orders by value against the position may come.
template<class Desk>
Lots mostByValue(const Desk& desk, InstrumentId instrument, Lots position, const orders::InstrumentOrders& open)
{
    const Money value = position.count > 0 ? open.notionalSells : open.notionalBuys;
    const auto* definition = value.e8 > 0 ? desk.definition(instrument) : nullptr;
    return definition != nullptr ? market::mostLotsFor(*definition, desk.reference(instrument), value) : Lots{};
}

/// Unfilled lots of orders that work against the position, without the twin of the order in question: of the two only
/// one fills.
template<class Desk>
Lots closingLots(const Desk& desk, const orders::OrderTicket& ticket, Lots position,
                 const orders::InstrumentOrders& open)
{
    const Int128 all = orders::lotsAgainst(open, position, mostByValue(desk, ticket.instrument, position, open));
    Lots closing{narrowed(all).value_or(std::numeric_limits<std::int64_t>::max())};
    closing.count -= std::min(closing.count, desk.twinLots(ticket.oco).count);
    return closing;
}

/// A duplicate is the order that a second click or a stuck loop would send: the same instrument and side, as much of it
/// (lots, or the amount of one by value) at the same prices. Whose it is does not matter, nor how long it is to stand.
template<class Sent> bool isSame(const Sent& sent, const orders::OrderTicket& ticket) noexcept
{
    return sent.instrument == ticket.instrument && sent.side == ticket.side && sent.size == ticket.size
        && sent.notional == ticket.notional && sent.limit == ticket.limit && sent.stop == ticket.stop
        && sent.trail == ticket.trail && sent.account == ticket.account && sent.reduces == ticket.reduceOnly;
}

template<class Desk> void fillPace(const Desk& desk, const orders::OrderTicket& ticket, risk::RiskView& view)
{
    desk.eachSent([&](const auto& sent, Duration age) {
        if (age >= minutes(1)) {
            return false; // the duplicate window is never longer
        }
        view.ordersLastMinute += sent.account == ticket.account ? 1 : 0;
        if (!view.sinceSameOrder && isSame(sent, ticket)) {
            view.sinceSameOrder = age;
        }
        return true;
    });
}

template<class Desk> void fillMoney(const Desk& desk, const orders::OrderTicket& ticket, risk::RiskView& view)
{
    view.equity = desk.equity();
    const auto elsewhere = desk.elsewhere(ticket.instrument);
    const auto rate = desk.rate(ticket.instrument);
    if (!elsewhere || !rate) {
        view.equity.reset(); // what is not known is not guessed: new risk is refused
    } else {
        view.grossElsewhere = elsewhere->gross;
        view.longElsewhere = elsewhere->longValue;
        view.shortElsewhere = elsewhere->shortValue;
        view.baseNumerator = rate->numerator;
        view.baseDenominator = rate->denominator;
    }
    view.dayStart = desk.dayStart();
    if (view.equity) {
        view.dayLoss = dayLossOf(view.dayStart, *view.equity);
        view.drawdown = drawdownOf(desk.peak(), *view.equity);
    }
}

/// The orders that will close the position may all fill, and this one, too: together they must not cross zero.
template<class Desk> std::optional<risk::Refusal> crossesClosing(const Desk& desk, const orders::OrderTicket& ticket)
{
    const std::int64_t position = desk.positionOf(ticket.instrument).count;
    const bool sells = ticket.side == Side::Sell;
    const bool isAgainst = sells ? position > 0 : position < 0;
    const orders::InstrumentOrders open = desk.ordersOf(ticket.instrument);
    const Int128 closing = sells ? open.closingSells.count : open.closingBuys.count;
    if (!isAgainst || closing == 0) {
        return std::nullopt;
    }
    const Int128 held = position < 0 ? -Int128{position} : Int128{position};
    const Lots byValue = mostByValue(desk, ticket.instrument, Lots{position}, open);
    const Int128 room = std::max<Int128>(0, held - orders::lotsAgainst(open, Lots{position}, byValue));
    if (!ticket.notional && ticket.size.count <= room) {
        return std::nullopt;
    }
    return risk::Refusal{risk::Rule::ReduceOnly, static_cast<std::int64_t>(room), ticket.size.count};
}

} // namespace detail

/// Lots that the legs of a position may close: of a pair the larger, as the books count it.
template<class Desk> [[nodiscard]] Lots legLots(const Desk& desk, InstrumentId instrument)
{
    Int128 lots = 0;
    desk.eachOpen([&](const orders::OrderRecord& record) {
        const auto& ticket = record.ticket;
        const bool isLeg = ticket.role == orders::OrderRole::Stop || ticket.role == orders::OrderRole::Target;
        const bool isOurs = ticket.parent || (ticket.origin == orders::Origin::Risk && ticket.stop);
        if (ticket.instrument != instrument || !ticket.reduceOnly || !isLeg || !isOurs) {
            return;
        }
        const std::int64_t own = orders::reservedLots(record).count;
        const std::int64_t twin = ticket.oco < ticket.id ? desk.twinLots(ticket.oco).count : 0;
        lots += std::max<std::int64_t>(0, own - twin);
    });
    return Lots{narrowed(lots).value_or(std::numeric_limits<std::int64_t>::max())};
}

/// A person closes a part of the position at market, and nothing but its legs is in the way: the desk makes those
/// smaller first and then closes the part (S17, S18).
template<class Desk> [[nodiscard]] bool makesRoomForPart(const Desk& desk, const orders::OrderTicket& ticket)
{
    const std::int64_t position = desk.positionOf(ticket.instrument).count;
    const Int128 held = position < 0 ? -Int128{position} : Int128{position};
    if (!ticket.reduceOnly || ticket.origin != orders::Origin::Human || ticket.kind != orders::OrderKind::Market
        || ticket.notional || position == 0 || (ticket.side == Side::Sell) != (position > 0) || ticket.size.count <= 0
        || ticket.size.count >= held || desk.isClosing(ticket.instrument)) {
        return false;
    }
    const Lots closing = detail::closingLots(desk, ticket, Lots{position}, desk.ordersOf(ticket.instrument));
    return held - closing.count + legLots(desk, ticket.instrument).count >= ticket.size.count;
}

/// `protectiveStop`: the trigger of the stop that will go with an entry.
template<class Desk>
[[nodiscard]] risk::RiskView gateView(const Desk& desk, const orders::OrderTicket& ticket,
                                      std::optional<Ticks> protectiveStop)
{
    risk::RiskView view;
    view.environment = desk.environment();
    view.mode = desk.mode();
    view.byPerson = ticket.origin == orders::Origin::Human;
    view.latch = desk.latchOver(ticket.account, ticket.strategy, ticket.instrument);
    if (detail::isPaused(desk, ticket)) {
        view.latch = std::max(view.latch, risk::KillLevel::Pause);
    }
    const orders::InstrumentOrders open = desk.ordersOf(ticket.instrument);
    view.unknownOrders = open.unknown;
    view.bookValid = desk.bookValid(ticket.instrument);
    view.trading = desk.trading(ticket.instrument);
    view.quote = desk.quote(ticket.instrument);
    view.quoteAge = desk.age(ticket.instrument);
    view.reference = desk.reference(ticket.instrument);
    view.atr = desk.atr(ticket.instrument);
    view.openOrders = desk.openOrders(ticket.account);
    view.here.position = desk.positionOf(ticket.instrument);
    // A stranger's orders raise exposure as ours do, and claim nothing of what ours may close.
    const orders::InstrumentOrders external = desk.externalOf(ticket.instrument);
    view.here.openBuys = detail::sumOf(open.openBuys, external.openBuys);
    view.here.openSells = detail::sumOf(open.openSells, external.openSells);
    view.here.buysByValue = open.notionalBuys;
    view.here.sellsByValue = open.notionalSells;
    view.here.closing = detail::closingLots(desk, ticket, view.here.position, open);
    view.losingStreak = desk.losingStreak();
    view.protectiveStop = protectiveStop;
    detail::fillPace(desk, ticket, view);
    detail::fillMoney(desk, ticket, view);
    return view;
}

/// What the gate says of an order once its position's legs have made room for it.
template<class Desk>
[[nodiscard]] std::optional<risk::Refusal> refusalBesideLegs(const Desk& desk, const orders::OrderTicket& ticket,
                                                             const market::Instrument& instrument,
                                                             const risk::Limits& limits)
{
    risk::RiskView view = gateView(desk, ticket, std::nullopt);
    view.here.closing.count -= std::min(view.here.closing.count, legLots(desk, ticket.instrument).count);
    return risk::Gate(limits).refusalOf(ticket, instrument, view);
}

/// Two things that only the whole desk can see, asked behind the gate: an entry does not cross an exit that is under
/// way, nor the orders that will close a position (S18).
template<class Desk>
[[nodiscard]] std::optional<risk::Refusal> crossesExits(const Desk& desk, const orders::OrderTicket& ticket)
{
    if (ticket.reduceOnly) {
        return std::nullopt;
    }
    if (desk.hasExit({}, ticket.instrument) || desk.hasExit(ticket.strategy, ticket.instrument)) {
        return risk::Refusal{risk::Rule::ReduceOnly, 0, ticket.size.count};
    }
    return detail::crossesClosing(desk, ticket);
}

} // namespace omni::views
