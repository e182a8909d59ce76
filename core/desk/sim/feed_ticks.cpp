#include "core/desk/sim/feed_venue_impl.h"
#include "core/desk/sim/triggers.h"

#include <algorithm>

namespace omni::sim {

namespace {

using market::Aggressor;

/// A trade by this aggressor may have been with a resting order of `side`.
bool mayMeet(Aggressor aggressor, Side side) noexcept
{
    return aggressor != (side == Side::Buy ? Aggressor::Buyer : Aggressor::Seller);
}

bool isBetter(Side side, Ticks a, Ticks b) noexcept
{
    return side == Side::Buy ? a > b : a < b;
}

/// Better prices first, then earlier arrivals.
bool standsBefore(const WorkingOrder* a, const WorkingOrder* b) noexcept
{
    const Ticks first = *a->ticket.limit;
    const Ticks second = *b->ticket.limit;
    return first != second ? isBetter(a->ticket.side, first, second) : a->arrival < b->arrival;
}

} // namespace

void FeedVenue::Impl::onTick(Timestamp now, const market::Tick& tick)
{
    FeedRoom* room = roomOf(market::instrumentOf(tick));
    if (room == nullptr) {
        return;
    }
    // A bar is told at its close, but what fills at its open happened before.
    const auto* bar = std::get_if<market::Bar>(&tick);
    const Timestamp moment = bar != nullptr ? std::min(now, bar->opened) : now;
    if (m_nextDeed <= moment) {
        advance(moment);
    }
    m_now = std::max(m_now, moment);
    std::visit([this, room](const auto& what) { onTick(*room, what); }, tick);
}

void FeedVenue::Impl::onTick(FeedRoom& room, const market::Quote& quote)
{
    room.market.onQuote(quote);
    if (!room.orders.empty()) {
        afterQuotes(room);
    }
}

void FeedVenue::Impl::onTick(FeedRoom& room, const market::DepthChange& change)
{
    room.market.onDepth(change);
    for (WorkingOrder* order : room.orders) {
        const bool isOurLevel = order->ticket.side == change.side && order->ticket.limit == change.price;
        if (order->stage == Stage::Resting && (isOurLevel || change.clearsBook)) {
            order->queue.isTold = true;
        }
    }
    if (!room.orders.empty() && change.endsBatch) {
        afterQuotes(room);
    }
}

void FeedVenue::Impl::onTick(FeedRoom& room, const market::Print& print)
{
    room.market.onPrint(print);
    if (room.orders.empty() || !room.market.isOpen()) {
        return;
    }
    fillByPrint(room, print);
    for (WorkingOrder* order : copyOf(room.orders)) {
        retry(room, *order);
    }
    if (m_config.trigger == TriggerBy::LastTrade) {
        watch(room, print.price, print.price);
    }
}

void FeedVenue::Impl::onTick(FeedRoom& room, const market::Bar& bar)
{
    room.market.onBar(bar);
    if (room.market.isBarsOnly() && !room.orders.empty() && room.market.isOpen()) {
        openBar(room);
        refresh();
    }
}

void FeedVenue::Impl::onTick(FeedRoom& room, const market::StatusChange& status)
{
    room.market.onStatus(status);
}

void FeedVenue::Impl::retry(FeedRoom& room, WorkingOrder& order)
{
    if (order.stage != Stage::Waiting) {
        return;
    }
    if (order.ticket.limit) {
        takeLimit(room, order);
    } else {
        takeMarket(room, order);
    }
}

void FeedVenue::Impl::afterQuotes(FeedRoom& room)
{
    const bool isOpen = room.market.isOpen();
    const auto bid = room.market.touch(Side::Buy);
    const auto ask = room.market.touch(Side::Sell);
    for (WorkingOrder* order : copyOf(room.orders)) {
        if (order->stage == Stage::Resting) {
            const bool isBuy = order->ticket.side == Side::Buy;
            lookAtQueue(room, *order, isBuy ? bid : ask);
            const auto& against = isBuy ? ask : bid;
            if (isOpen && against && !isBetter(order->ticket.side, *against, *order->ticket.limit)) {
                fillByQuotes(room, *order);
            }
        } else if (isOpen) {
            retry(room, *order);
        }
    }
    if (isOpen && (m_config.trigger == TriggerBy::Quote || !room.market.lastPrice())) {
        watch(room, ask, bid);
    }
}

/// A book tells of each level by itself; a quote tells of the best one only, and of nobody before us when we are
/// better.
void FeedVenue::Impl::lookAtQueue(FeedRoom& room, WorkingOrder& order, std::optional<Ticks> best)
{
    const bool isBest = best && isBetter(order.ticket.side, *order.ticket.limit, *best);
    if (room.market.hasBook() && !order.queue.isTold && (order.queue.isKnown || !isBest)) {
        return;
    }
    if (const auto shown = room.market.shownAt(order.ticket.side, *order.ticket.limit)) {
        onLevel(order.queue, *shown, m_config.queue);
    }
    order.queue.isTold = false;
}

void FeedVenue::Impl::fillByQuotes(FeedRoom& room, WorkingOrder& order)
{
    const orders::OrderTicket& ticket = order.ticket;
    if (room.market.knowledge(ticket.side) < Knowledge::Quotes) {
        return;
    }
    const Terms terms{.liquidity = orders::Liquidity::Maker, .slips = false, .bar = nullptr, .time = m_now};
    room.market.forEachOffer(ticket.side, [&](Ticks price, Lots shown, Lots available) {
        if (isBetter(ticket.side, price, *ticket.limit)) {
            return false;
        }
        const bool isThrough = price != *ticket.limit;
        const Lots reached = isThrough ? order.left() : available;
        if (reached.count == 0) {
            return true;
        }
        const Lots before = order.filled;
        const bool goesOn = fill(room, order, *ticket.limit, reached, terms);
        if (shown != boundless) {
            room.market.consume(ticket.side, price, {order.filled.count - before.count});
        }
        return goesOn;
    });
}

// Lots of one trade are given once: first to those who stood before us, then to our orders in their order.
void FeedVenue::Impl::fillByPrint(FeedRoom& room, const market::Print& print)
{
    m_copy.clear();
    for (WorkingOrder* order : room.orders) {
        const bool isReached = order->stage == Stage::Resting && mayMeet(print.aggressor, order->ticket.side)
            && !isBetter(order->ticket.side, print.price, *order->ticket.limit);
        if (isReached) {
            m_copy.push_back(order);
        }
    }
    std::sort(m_copy.begin(), m_copy.end(), standsBefore);

    const Terms terms{.liquidity = orders::Liquidity::Maker, .slips = false, .bar = nullptr, .time = m_now};
    const Lots size = print.size.count > 0 ? print.size : boundless;
    std::int64_t given = 0;
    for (WorkingOrder* order : m_copy) {
        const bool isThrough = print.price != *order->ticket.limit;
        const Lots reached = isThrough ? size : sim::onTrade(order->queue, size);
        const Lots share{std::min(reached.count - given, order->left().count)};
        if (share.count > 0) {
            const Lots before = order->filled;
            static_cast<void>(fill(room, *order, *order->ticket.limit, share, terms));
            given += order->filled.count - before.count;
        }
    }
}

void FeedVenue::Impl::watch(FeedRoom& room, std::optional<Ticks> forBuys, std::optional<Ticks> forSells)
{
    for (WorkingOrder* order : copyOf(room.orders)) {
        const auto price = order->ticket.side == Side::Buy ? forBuys : forSells;
        if (order->stage == Stage::Trigger && price && firesAt(*order, *price)) {
            fire(room, *order);
        }
    }
}

void FeedVenue::Impl::fire(FeedRoom& room, WorkingOrder& order)
{
    order.stage = Stage::Waiting;
    if (order.ticket.limit) {
        routeLimit(room, order);
    } else {
        takeMarket(room, order);
    }
}

std::optional<Ticks> FeedVenue::Impl::triggerPrice(const FeedRoom& room, Side side) const noexcept
{
    const auto last = room.market.lastPrice();
    return m_config.trigger == TriggerBy::LastTrade && last ? last : room.market.touch(opposite(side));
}

} // namespace omni::sim
