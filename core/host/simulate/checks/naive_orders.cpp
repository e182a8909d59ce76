#include "core/host/simulate/checks/naive_orders.h"

#include "core/host/simulate/checks/exact.h"

#include <utility>

namespace omni::simulate {

using orders::OrderEventKind;

namespace {

/// What works on: as the venue told it, else as it was asked for.
NaiveOrder::Asked answerOf(const NaiveOrder& order, const events::OrderReport& report)
{
    const NaiveOrder::Asked standing{order.ticket.size, order.ticket.limit, order.ticket.stop};
    if (!report.size) {
        return order.asked.value_or(standing);
    }
    return {*report.size, report.limit ? report.limit : standing.limit, report.stop ? report.stop : standing.stop};
}

/// The venue has it, or has had it.
bool provesThatItLeft(OrderEventKind kind) noexcept
{
    switch (kind) {
    case OrderEventKind::Accepted:
    case OrderEventKind::PartFilled:
    case OrderEventKind::Filled:
    case OrderEventKind::Cancelled:
    case OrderEventKind::Expired:
    case OrderEventKind::Found:
    case OrderEventKind::Replaced:
        return true;
    case OrderEventKind::Sent:
    case OrderEventKind::Rejected:
    case OrderEventKind::CancelSent:
    case OrderEventKind::CancelRejected:
    case OrderEventKind::Lost:
    case OrderEventKind::ReplaceSent:
    case OrderEventKind::ReplaceRejected:
        return false;
    }
    return false;
}

} // namespace

void NaiveOrders::plan(const orders::OrderTicket& ticket)
{
    if (ticket.id.value >= m_orders.size()) {
        m_orders.resize(ticket.id.value + 1);
    }
    NaiveOrder& order = m_orders[ticket.id.value];
    order = {};
    order.ticket = ticket;
    order.isPlanned = true;
    if (NaiveOrder* parent = of(ticket.parent)) {
        order.olderLeg = parent->newestLeg;
        parent->newestLeg = ticket.id;
    }
    m_open.push_back(ticket.id);
}

void NaiveOrders::end(NaiveOrder& order)
{
    order.isOver = true;
    order.owed = 0;
    std::erase(m_open, order.ticket.id);
}

void NaiveOrders::release(const events::OrderReleased& released, Monotonic at)
{
    ++m_released;
    NaiveOrder* order = of(released.order);
    if (order == nullptr) {
        return;
    }
    order->isReleased = true;
    order->releasedAt = at;
    if (order->ticket.held) {
        order->ticket.held = false;
        order->ticket.size = released.size;
    }
}

void NaiveOrders::askCancel(OrderId id)
{
    NaiveOrder* order = of(id);
    if (order == nullptr) {
        return;
    }
    order->isOdd = true;
    if (!order->isReleased) {
        end(*order); // at home
    }
}

void NaiveOrders::take(NaiveOrder& order, const NaiveOrder::Asked& with)
{
    order.ticket.size = with.size;
    order.ticket.limit = with.limit;
    order.ticket.stop = with.stop;
    order.asked.reset();
}

/// With what it stands at the venue. A word that is older than what has filled says nothing.
void NaiveOrders::takeAsTold(NaiveOrder& order, const events::OrderReport& report)
{
    if (report.size && !order.ticket.notional && !order.isOver && !order.isToldFilled
        && report.size->count >= order.told) {
        take(order, answerOf(order, report));
        endIfFilled(order);
    }
}

void NaiveOrders::askReplace(const events::ReplaceAsked& asked)
{
    NaiveOrder* order = of(asked.order);
    if (order == nullptr) {
        return;
    }
    const NaiveOrder::Asked with{asked.size.value_or(order->ticket.size),
                                 asked.limit ? asked.limit : order->ticket.limit,
                                 asked.stop ? asked.stop : order->ticket.stop};
    if (!order->isReleased) {
        take(*order, with);
    } else {
        order->asked = with;
    }
}

void NaiveOrders::endIfFilled(NaiveOrder& order)
{
    if (!order.ticket.notional && order.told > 0 && !order.isOver && order.isReleased
        && order.told >= order.largestSize()) {
        end(order);
    }
}

bool NaiveOrders::report(const events::OrderReport& report)
{
    NaiveOrder* order = of(report.order);
    if (order == nullptr || !order->isReleased || (report.account && report.account != order->ticket.account)) {
        return false;
    }
    if (provesThatItLeft(report.kind)) {
        order->ticket.held = false;
    }
    // A refused cancel or replace may mean "no such order": it does not find a lost one.
    const bool saysNothing
        = report.kind == OrderEventKind::CancelRejected || report.kind == OrderEventKind::ReplaceRejected;
    const bool wasLost = order->isLost;
    order->isLost = saysNothing ? wasLost : report.kind == OrderEventKind::Lost;
    switch (report.kind) {
    case OrderEventKind::Rejected: {
        if (order->told > 0) {
            order->isOdd = true; // what has filled was not refused
            return false;
        }
        const bool isPlain = !order->isOdd && order->isOpen();
        end(*order);
        return isPlain;
    }
    case OrderEventKind::Cancelled:
    case OrderEventKind::Expired:
        end(*order);
        return false;
    case OrderEventKind::Found:
        // A change that is under way may be newer than the word: until it is answered, both sizes count.
        if (!order->asked || wasLost) {
            takeAsTold(*order, report);
        }
        return false;
    case OrderEventKind::Filled:
        takeAsTold(*order, report);
        if (!order->isOver && !order->isToldFilled) {
            order->isToldFilled = true;
            order->asked.reset();
            order->owed = std::max<std::int64_t>(0, order->ticket.size.count - order->told);
            if (order->ticket.notional || order->owed == 0) {
                end(*order);
            }
        }
        return false;
    case OrderEventKind::Replaced:
        if (!order->isOver) {
            order->isOdd = order->isOdd || !order->asked;
            take(*order, answerOf(*order, report));
            endIfFilled(*order);
        }
        return false;
    case OrderEventKind::ReplaceRejected:
        order->asked.reset();
        endIfFilled(*order);
        return false;
    case OrderEventKind::Lost:
    case OrderEventKind::CancelRejected:
        order->isOdd = true;
        return false;
    case OrderEventKind::Sent:
    case OrderEventKind::Accepted:
    case OrderEventKind::PartFilled:
    case OrderEventKind::CancelSent:
    case OrderEventKind::ReplaceSent:
        return false;
    }
    return false;
}

bool NaiveOrders::fill(const orders::Fill& fill)
{
    NaiveOrder* order = of(fill.order);
    const bool isOfIt = order != nullptr && order->ticket.instrument == fill.instrument
        && order->ticket.side == fill.side && order->ticket.account == fill.account;
    if (!isOfIt) {
        return false;
    }
    const bool isFirst = order->told == 0;
    order->ticket.held = order->ticket.held && !order->isReleased;
    order->isLost = false;
    order->told += fill.size.count;
    order->toldValue += fill.value.e8;
    order->owed = std::max<std::int64_t>(0, order->owed - fill.size.count);
    if (order->isToldFilled && order->owed == 0) {
        end(*order);
    }
    endIfFilled(*order);
    return isFirst;
}

void NaiveOrders::change(const NaiveChange& change, Int128 valueChange)
{
    NaiveOrder* order = of(change.order);
    if (order == nullptr) {
        return;
    }
    order->told += signOf(change.side) * change.lots;
    order->toldValue += valueChange;
    endIfFilled(*order);
}

void NaiveOrders::doubt(OrderId leg)
{
    if (NaiveOrder* order = of(leg)) {
        order->isReleased = order->isOdd = order->isLost = true;
    }
}

void NaiveOrders::settle(const events::UnknownSettled& settled)
{
    NaiveOrder* order = of(settled.order);
    if (order != nullptr && !settled.exists) {
        end(*order);
    }
}

void NaiveOrders::forgive(InstrumentId instrument)
{
    for (const OrderId id : std::vector(m_open)) {
        NaiveOrder& order = m_orders[id.value];
        if (order.ticket.instrument == instrument && order.isToldFilled) {
            end(order);
        }
    }
}

void NaiveOrders::restart()
{
    for (const OrderId id : std::vector(m_open)) {
        NaiveOrder& order = m_orders[id.value];
        order.isOdd = order.isLost = true;
        const NaiveOrder* parent = find(order.ticket.parent);
        const bool mayBeNeeded = order.ticket.held && parent != nullptr && parent->isOpen();
        if (!order.isReleased && !mayBeNeeded) {
            end(order);
        }
    }
}

/// Prices that do not come out even: a trigger that only reduces comes earlier, a trailing one is nearer, all else
/// waits.
void NaiveOrders::scale(InstrumentId instrument, Int128 lotsTimes, Int128 lotsOver, Int128 ticksTimes, Int128 ticksOver)
{
    const auto down = [](std::int64_t count, Int128 times, Int128 over) {
        return static_cast<std::int64_t>(quotientDown(count * times, over));
    };
    const auto up = [](std::int64_t count, Int128 times, Int128 over) {
        return static_cast<std::int64_t>(quotientUp(count * times, over));
    };
    const auto price = [&](std::optional<Ticks>& ticks, bool higher) {
        if (ticks) {
            const std::int64_t after = (higher ? up : down)(ticks->count, ticksTimes, ticksOver);
            ticks->count = ticks->count > 0 ? std::max<std::int64_t>(1, after) : after;
        }
    };
    for (NaiveOrder& order : m_orders) {
        auto& ticket = order.ticket;
        if (!order.isPlanned || ticket.instrument != instrument) {
            continue;
        }
        const bool sells = ticket.side == Side::Sell;
        ticket.size.count = up(ticket.size.count, lotsTimes, lotsOver);
        order.told = down(order.told, lotsTimes, lotsOver);
        order.owed = up(order.owed, lotsTimes, lotsOver);
        price(ticket.limit, sells);
        price(ticket.stop, sells == ticket.reduceOnly);
        price(ticket.trail, false);
        if (order.asked) {
            order.asked->size.count = up(order.asked->size.count, lotsTimes, lotsOver);
            price(order.asked->limit, sells);
            price(order.asked->stop, sells == ticket.reduceOnly);
        }
    }
}

} // namespace omni::simulate
