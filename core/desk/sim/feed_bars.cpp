#include "core/desk/sim/feed_venue_impl.h"
#include "core/desk/sim/triggers.h"

#include <algorithm>
#include <limits>

namespace omni::sim {

namespace {

bool isAcceptable(const orders::OrderTicket& ticket, Ticks price) noexcept
{
    return !ticket.limit || (ticket.side == Side::Buy ? price <= *ticket.limit : price >= *ticket.limit);
}

Timestamp closeOf(const market::Bar& bar) noexcept
{
    return std::max(bar.closedAt, bar.opened + bar.interval);
}

} // namespace

/// The whole order at one price of a bar, or its end where the price is beyond its limit.
void FeedVenue::Impl::takeAt(FeedRoom& room, WorkingOrder& order, Ticks price, Timestamp time)
{
    if (!isAcceptable(order.ticket, price)) {
        end(room, order, OrderEventKind::Cancelled, "the price is beyond the limit");
        return;
    }
    const Terms terms{
        .liquidity = orders::Liquidity::Taker, .slips = !order.ticket.limit, .bar = &room.market.bar(), .time = time};
    static_cast<void>(fill(room, order, price, order.ticket.notional ? boundless : order.left(), terms));
}

// A bar cannot tell what happened within the time an order was under way, so a delay alone does not cost it the open.
void FeedVenue::Impl::openBar(FeedRoom& room)
{
    const market::Bar& bar = room.market.bar();
    const Timestamp latest = bar.opened + m_config.latency.toVenue + m_config.latency.jitter;
    if (m_config.barFill == BarFill::NextOpen) {
        for (WorkingOrder* order : copyOf(room.orders)) {
            if (order->stage == Stage::Waiting && order->arrived <= latest) {
                takeAt(room, *order, bar.open, bar.opened);
            }
        }
    }
    if (room.barStage == BarStage::Done) {
        m_inBar.push_back(&room);
    }
    room.barStage = BarStage::Stops;
    room.barRank = std::numeric_limits<std::uint64_t>::max();
    room.barDue = std::max(closeOf(bar), m_now);
}

bool FeedVenue::Impl::isLive(const FeedRoom& room, const WorkingOrder& order, Stage stage) const noexcept
{
    return order.stage == stage && order.arrival <= room.barRank && order.liveFrom <= room.market.bar().opened;
}

void FeedVenue::Impl::playBar(FeedRoom& room)
{
    switch (room.barStage) {
    case BarStage::Stops:
        room.barRank = m_own.lastArrival();
        room.barStage = BarStage::Limits;
        playStops(room);
        return;
    case BarStage::Limits:
        room.barStage = BarStage::Close;
        playLimits(room);
        return;
    case BarStage::Close:
        room.barStage = BarStage::Done;
        std::erase(m_inBar, &room);
        playClose(room);
        return;
    case BarStage::Done:
        return;
    }
}

void FeedVenue::Impl::playStops(FeedRoom& room)
{
    const market::Bar& bar = room.market.bar();
    for (WorkingOrder* order : copyOf(room.orders)) {
        if (!isLive(room, *order, Stage::Trigger)) {
            continue;
        }
        const auto price = firesIn(*order, bar);
        if (!price) {
            continue;
        }
        if (isAcceptable(order->ticket, *price)) {
            takeAt(room, *order, *price, bar.opened);
        } else {
            // Whether the price came back to the limit within the bar nobody knows.
            order->stage = Stage::Resting;
            order->liveFrom = closeOf(bar);
        }
    }
}

void FeedVenue::Impl::playLimits(FeedRoom& room)
{
    const market::Bar& bar = room.market.bar();
    for (WorkingOrder* order : copyOf(room.orders)) {
        const bool isBuy = order->ticket.side == Side::Buy;
        if (!isLive(room, *order, Stage::Resting) || !isAcceptable(order->ticket, isBuy ? bar.low : bar.high)) {
            continue;
        }
        const Ticks limit = *order->ticket.limit;
        const Ticks gapped = isBuy ? std::min(bar.open, limit) : std::max(bar.open, limit);
        // At a better price than its own it did not wait for anybody, which a post-only order always does.
        const Ticks price = order->ticket.postOnly ? limit : gapped;
        const auto liquidity = price == limit ? orders::Liquidity::Maker : orders::Liquidity::Taker;
        const Terms terms{.liquidity = liquidity, .slips = false, .bar = nullptr, .time = bar.opened};
        static_cast<void>(fill(room, *order, price, order->left(), terms));
    }
}

void FeedVenue::Impl::playClose(FeedRoom& room)
{
    if (m_config.barFill != BarFill::Close) {
        return;
    }
    for (WorkingOrder* order : copyOf(room.orders)) {
        if (order->stage == Stage::Waiting) {
            takeAt(room, *order, room.market.bar().close, m_now);
        }
    }
}

} // namespace omni::sim
