#include "core/desk/sim/feed_venue_impl.h"

#include "core/trade/market/notional.h"

#include <algorithm>

namespace omni::sim {

namespace {

using orders::TimeInForce;

/// `price` is beyond what the order would pay or take.
bool isBeyond(const orders::OrderTicket& ticket, Ticks price) noexcept
{
    return ticket.side == Side::Buy ? price > *ticket.limit : price < *ticket.limit;
}

std::optional<Money> unsignedValue(const market::Instrument& instrument, Ticks price, Lots size)
{
    const auto value = market::notional(instrument, price, size);
    if (!value) {
        return std::nullopt;
    }
    return Money{value->e8 < 0 ? -value->e8 : value->e8};
}

} // namespace

void FeedVenue::Impl::takeMarket(FeedRoom& room, WorkingOrder& order)
{
    if (room.market.isBarsOnly()) {
        takeInBar(room, order);
        return;
    }
    if (room.market.knowledge(order.ticket.side) == Knowledge::Nothing) {
        return;
    }
    if (order.ticket.timeInForce == TimeInForce::FillOrKill && !isFillable(room, order)) {
        end(room, order, OrderEventKind::Cancelled, "fill or kill: not enough is shown");
        return;
    }
    if (sweep(room, order, true)) {
        takeBeyond(room, order);
    }
}

void FeedVenue::Impl::takeLimit(FeedRoom& room, WorkingOrder& order)
{
    const orders::OrderTicket& ticket = order.ticket;
    const bool isPatient = orders::mayRest(ticket.timeInForce);
    if (room.market.isBarsOnly()) {
        takeInBar(room, order);
        return;
    }
    if (room.market.isPending()) {
        return;
    }
    const auto against = room.market.touch(opposite(ticket.side));
    if (ticket.postOnly && against && !isBeyond(ticket, *against)) {
        end(room, order, OrderEventKind::Rejected, "post only: it would take");
        return;
    }
    if (ticket.timeInForce == TimeInForce::FillOrKill && !isFillable(room, order)) {
        end(room, order, OrderEventKind::Cancelled, "fill or kill: not enough is shown");
        return;
    }
    if (!sweep(room, order, false)) {
        return;
    }
    if (isPatient) {
        rest(room, order);
    } else {
        end(room, order, OrderEventKind::Cancelled, "immediate or cancel");
    }
}

// Between a bar's open and its inside the only news there is are fills at that open: what the desk sends upon them, an
// entry behind the exit that made room for it, belongs to the same moment.
void FeedVenue::Impl::takeInBar(FeedRoom& room, WorkingOrder& order)
{
    const market::Bar& bar = room.market.bar();
    if (m_config.barFill == BarFill::NextOpen && room.barStage == BarStage::Stops) {
        takeAt(room, order, bar.open, bar.opened);
    } else if (m_config.barFill == BarFill::Close && room.barStage == BarStage::Done) {
        takeAt(room, order, bar.close, m_now);
    }
}

bool FeedVenue::Impl::isFillable(const FeedRoom& room, const WorkingOrder& order) const
{
    if (order.ticket.notional) {
        return true;
    }
    std::int64_t missing = order.left().count;
    if (m_own.allowed(order, order.left()) < order.left()) {
        return false;
    }
    room.market.forEachOffer(order.ticket.side, [&](Ticks price, Lots, Lots available) {
        if (order.ticket.limit && isBeyond(order.ticket, price)) {
            return false;
        }
        missing -= std::min(missing, available.count);
        return missing > 0;
    });
    return missing == 0;
}

/// True while the order goes on.
bool FeedVenue::Impl::sweep(FeedRoom& room, WorkingOrder& order, bool isMarket)
{
    const Terms terms{.liquidity = orders::Liquidity::Taker, .slips = isMarket, .bar = nullptr, .time = m_now};
    bool goesOn = true;
    room.market.forEachOffer(order.ticket.side, [&](Ticks price, Lots shown, Lots available) {
        if (!isMarket && isBeyond(order.ticket, price)) {
            return false;
        }
        if (available.count == 0) {
            return true;
        }
        const Lots before = order.filled;
        goesOn = fill(room, order, price, available, terms);
        if (shown != boundless) {
            room.market.consume(order.ticket.side, price, {order.filled.count - before.count});
        }
        return goesOn;
    });
    return goesOn;
}

/// The rest of a market order, beyond all that is known: each displayed size costs one tick more.
void FeedVenue::Impl::takeBeyond(FeedRoom& room, WorkingOrder& order)
{
    Ticks last;
    Lots shown{1};
    room.market.forEachOffer(order.ticket.side, [&](Ticks price, Lots size, Lots) {
        last = price;
        shown = size;
        return true;
    });
    const Terms terms{.liquidity = orders::Liquidity::Taker, .slips = true, .bar = nullptr, .time = m_now};
    const std::int64_t most = std::max(m_config.mostTicksBeyond, 1);
    const auto priceAt = [&](std::int64_t ticks) { return Ticks{last.count + signOf(order.ticket.side) * ticks}; };

    if (!order.ticket.notional) {
        const std::int64_t ticks = std::clamp((order.left().count - 1) / shown.count + 1, std::int64_t{1}, most);
        static_cast<void>(fill(room, order, priceAt(ticks), order.left(), terms));
        return;
    }
    for (std::int64_t ticks = 1; ticks <= most; ++ticks) {
        if (!fill(room, order, priceAt(ticks), ticks < most ? shown : boundless, terms)) {
            return;
        }
    }
    end(room, order, OrderEventKind::Filled);
}

void FeedVenue::Impl::rest(FeedRoom& room, WorkingOrder& order)
{
    order.stage = Stage::Resting;
    order.queue = {};
    if (const auto shown = room.market.shownAt(order.ticket.side, *order.ticket.limit)) {
        join(order.queue, *shown);
    }
}

bool FeedVenue::Impl::fill(FeedRoom& room, WorkingOrder& order, Ticks price, Lots most, const Terms& terms)
{
    const orders::OrderTicket& ticket = order.ticket;
    const std::int64_t roomLeft = room.instrument.largest.count - order.filled.count;
    const Lots wanted = ticket.notional ? Lots{std::min(most.count, roomLeft)} : std::min(order.left(), most);
    Lots lots = m_own.allowed(order, wanted);
    const bool isPositionGone = lots < wanted;
    if (ticket.notional) {
        lots = m_own.affordable(order, room.instrument, lots, terms.liquidity,
                                [&](Lots size) { return valueOf(room, ticket.side, price, size, terms); });
        if (order.filled.count == 0 && lots < room.instrument.smallest) {
            end(room, order, OrderEventKind::Cancelled, "the amount is below the smallest order");
            return false;
        }
    }
    if (lots.count > 0) {
        const auto value = valueOf(room, ticket.side, price, lots, terms);
        if (!value) {
            end(room, order, OrderEventKind::Cancelled, "the value does not fit");
            return false;
        }
        m_own.fill(m_now, order, room.instrument,
                   {priceOf(ticket.side, price, terms), lots, *value, terms.liquidity, terms.time});
    }
    if (isPositionGone && (!ticket.notional || lots.count == 0)) {
        end(room, order, OrderEventKind::Cancelled, "reduce only: the position is closed");
        return false;
    }
    const bool isDone = ticket.notional ? lots < most : order.left().count == 0;
    if (isDone) {
        end(room, order, OrderEventKind::Filled);
    }
    return !isDone;
}

/// The price to show for `valueOf`.
Ticks FeedVenue::Impl::priceOf(Side side, Ticks price, const Terms& terms) const noexcept
{
    const Ticks moved = terms.slips ? slipped(price, side, m_config.slippage) : price;
    if (!terms.slips || !m_config.slippage.withinBar || terms.bar == nullptr) {
        return moved;
    }
    return side == Side::Buy ? std::min(moved, terms.bar->high) : std::max(moved, terms.bar->low);
}

std::optional<Money> FeedVenue::Impl::valueOf(const FeedRoom& room, Side side, Ticks price, Lots size,
                                              const Terms& terms) const
{
    const auto value = unsignedValue(room.instrument, price, size);
    if (!value || !terms.slips) {
        return value;
    }
    const Money moved = slipped(*value, side, m_config.slippage);
    if (!m_config.slippage.withinBar || terms.bar == nullptr) {
        return moved;
    }
    const auto bound = unsignedValue(room.instrument, side == Side::Buy ? terms.bar->high : terms.bar->low, size);
    if (!bound) {
        return std::nullopt;
    }
    return side == Side::Buy ? std::min(moved, *bound) : std::max(moved, *bound);
}

} // namespace omni::sim
