#include "core/desk/sim/market/synthetic_market_impl.h"
#include "core/desk/sim/triggers.h"

#include "core/trade/market/notional.h"

#include <algorithm>

namespace omni::sim {

namespace {

using orders::Liquidity;
using orders::OrderKind;
using orders::TimeInForce;

/// Ours are told from the agents' by the highest bit.
constexpr std::uint64_t oursBit = std::uint64_t{1} << 63;

std::uint64_t engineId(const WorkingOrder& order) noexcept
{
    return oursBit | order.arrival;
}

bool isPatient(const orders::OrderTicket& ticket) noexcept
{
    return orders::mayRest(ticket.timeInForce);
}

Lasting lastingOf(const orders::OrderTicket& ticket) noexcept
{
    switch (ticket.timeInForce) {
    case TimeInForce::ImmediateOrCancel:
        return Lasting::ImmediateOrCancel;
    case TimeInForce::FillOrKill:
        return Lasting::FillOrKill;
    case TimeInForce::Day:
    case TimeInForce::ExtendedDay: // this market has no hours beside its own
    case TimeInForce::GoodTillCancelled:
        return Lasting::Rests;
    }
    return Lasting::Rests;
}

bool wouldTake(const MatchingEngine& engine, Side side, Ticks price) noexcept
{
    const Side other = opposite(side);
    return engine.has(other) && (side == Side::Buy ? price >= engine.best(other) : price <= engine.best(other));
}

} // namespace

WorkingOrder* SyntheticMarket::Impl::ours(SyntheticRoom& room, std::uint64_t id) noexcept
{
    if ((id & oursBit) == 0) {
        return nullptr;
    }
    const auto found = std::find_if(room.orders.begin(), room.orders.end(),
                                    [id](const WorkingOrder* order) { return engineId(*order) == id; });
    return found != room.orders.end() ? *found : nullptr;
}

// --- requests ---

void SyntheticMarket::Impl::handle(const orders::OrderTicket& ticket)
{
    SyntheticRoom* room = roomOf(ticket.instrument);
    WorkingOrder* order = m_own.accept(m_now, ticket, room != nullptr ? &room->book.instrument() : nullptr);
    if (order == nullptr) {
        return;
    }
    room->orders.push_back(order);
    if (orders::isOfTheDay(ticket.timeInForce)) {
        if (const auto close = room->book.calendar().nextClose(m_now)) {
            m_own.setExpiry(*order, *close);
        }
    }
    route(*room, *order);
    settle(*room);
}

void SyntheticMarket::Impl::handle(const CancelRequest& request)
{
    WorkingOrder* order = m_own.find(request.order);
    if (order == nullptr) {
        m_own.reportUnknown(m_now, request.order, OrderEventKind::CancelRejected, "no such open order");
        return;
    }
    end(*roomOf(order->ticket.instrument), *order, OrderEventKind::Cancelled);
}

void SyntheticMarket::Impl::handle(const ports::ReplaceRequest& request)
{
    WorkingOrder* standing = m_own.find(request.order);
    SyntheticRoom* room = standing != nullptr ? roomOf(standing->ticket.instrument) : nullptr;
    if (standing != nullptr && standing->stage == Stage::Resting && standing->ticket.postOnly && request.limit
        && wouldTake(room->book.engine(), standing->ticket.side, *request.limit)) {
        m_own.report(m_now, *standing, OrderEventKind::ReplaceRejected, "post only: it would take");
        return;
    }
    WorkingOrder* order = m_own.replaced(m_now, request, room != nullptr ? &room->book.instrument() : nullptr);
    if (order == nullptr || order->stage != Stage::Resting) {
        return;
    }
    const Lots left = m_own.allowed(*order, order->left());
    const MatchOutcome outcome
        = room->book.replace(m_now, engineId(*order), *order->ticket.limit, left, order->ticket.postOnly, m_sink);
    bookTrades(*room);
    if (order->stage != Stage::Finished && outcome.answer != MatchAnswer::Done) {
        afterTaking(*room, *order, outcome);
    }
    settle(*room);
}

void SyntheticMarket::Impl::handle(const QueryRequest& request)
{
    m_own.answerQuery(m_now, request.order);
}

void SyntheticMarket::Impl::route(SyntheticRoom& room, WorkingOrder& order)
{
    switch (order.ticket.kind) {
    case OrderKind::Market:
        if (!room.book.isOpen()) {
            end(room, order, OrderEventKind::Rejected, "the market is closed");
            return;
        }
        enter(room, order);
        return;
    case OrderKind::Limit:
        if (!room.book.isOpen() && !isPatient(order.ticket)) {
            end(room, order, OrderEventKind::Cancelled, "the market is closed");
            return;
        }
        enter(room, order);
        return;
    case OrderKind::Stop:
    case OrderKind::StopLimit:
    case OrderKind::TrailingStop:
        order.stage = Stage::Trigger;
        m_hasTraded = true;
        return;
    }
}

/// Into the matching engine.
void SyntheticMarket::Impl::enter(SyntheticRoom& room, WorkingOrder& order)
{
    const Lots wanted = order.ticket.notional ? sizeOfNotional(room, order) : order.left();
    const Lots size = m_own.allowed(order, wanted);
    if (size.count == 0 || size < std::min(wanted, room.book.instrument().smallest)) {
        end(room, order, OrderEventKind::Cancelled,
            wanted.count == 0 ? "the amount is below the smallest order" : "reduce only: the position is closed");
        return;
    }
    const bool isMarket = !order.ticket.limit;
    MatchOrder incoming;
    incoming.id = engineId(order);
    incoming.owner = static_cast<std::uint32_t>(order.ticket.account.value % 0xFFFF'FFFF) + 1;
    incoming.side = order.ticket.side;
    incoming.lasting = isMarket && isPatient(order.ticket) ? Lasting::ImmediateOrCancel : lastingOf(order.ticket);
    incoming.isMarket = isMarket;
    incoming.postOnly = order.ticket.postOnly;
    incoming.price = order.ticket.limit.value_or(Ticks{});
    incoming.size = size;
    order.stage = Stage::Resting;
    const MatchOutcome outcome = room.book.add(m_now, incoming, m_sink);
    bookTrades(room);
    if (order.stage != Stage::Finished) {
        afterTaking(room, order, outcome);
    }
}

void SyntheticMarket::Impl::afterTaking(SyntheticRoom& room, WorkingOrder& order, const MatchOutcome& outcome)
{
    switch (outcome.answer) {
    case MatchAnswer::Rests:
    case MatchAnswer::Done:
        return;
    case MatchAnswer::Filled:
        // All that was sent in has filled; what the position or the amount did not allow will not.
        if (order.ticket.notional) {
            end(room, order, OrderEventKind::Filled);
        } else {
            end(room, order, OrderEventKind::Cancelled, "reduce only: the position is closed");
        }
        return;
    case MatchAnswer::Cancelled:
        end(room, order, OrderEventKind::Cancelled,
            order.ticket.timeInForce == TimeInForce::FillOrKill ? "fill or kill: not enough is there"
                : order.ticket.limit                            ? "immediate or cancel"
                                                                : "nobody is left to trade with");
        return;
    case MatchAnswer::WouldTake:
        end(room, order, OrderEventKind::Rejected, "post only: it would take");
        return;
    case MatchAnswer::Duplicate:
    case MatchAnswer::Full:
    case MatchAnswer::Invalid:
    case MatchAnswer::NotFound:
        end(room, order, OrderEventKind::Cancelled, "the venue has no room for it");
        return;
    }
}

/// Lots that the amount buys from the levels as they stand, fee included.
Lots SyntheticMarket::Impl::sizeOfNotional(const SyntheticRoom& room, const WorkingOrder& order) const
{
    WorkingOrder paying = order;
    const market::Instrument& instrument = room.book.instrument();
    room.book.engine().forEachLevel(opposite(order.ticket.side), [&](Ticks price, Lots shown) {
        const auto valueOf = [&](Lots size) -> std::optional<Money> {
            const auto value = market::notional(instrument, price, size);
            return value ? std::optional(*value) : std::nullopt;
        };
        const Lots lots = m_own.affordable(paying, instrument, shown, Liquidity::Taker, valueOf);
        if (lots.count > 0) {
            m_own.pay(paying, instrument, *valueOf(lots), lots, Liquidity::Taker);
        }
        return lots == shown;
    });
    return paying.filled < instrument.smallest ? Lots{} : std::min(paying.filled, instrument.largest);
}

// --- trades ---

/// Books our side of the engine's last call. Trades of one taker at one price are one fill, as they are one print.
void SyntheticMarket::Impl::bookTrades(SyntheticRoom& room)
{
    const MatchingEngine& engine = room.book.engine();
    if (engine.trades().empty() && engine.removals().empty()) {
        return;
    }
    m_hasTraded = true;
    if (room.orders.empty()) {
        return;
    }
    // Ending an order calls the engine again.
    m_trades.assign(engine.trades().begin(), engine.trades().end());
    m_removals.assign(engine.removals().begin(), engine.removals().end());
    for (const MatchTrade& trade : m_trades) {
        bookTrade(room, trade.maker, trade, trade.size, Liquidity::Maker);
    }
    std::int64_t size = 0;
    for (std::size_t i = 0; i < m_trades.size(); ++i) {
        size += m_trades[i].size.count;
        if (i + 1 == m_trades.size() || m_trades[i + 1].price != m_trades[i].price) {
            bookTrade(room, m_trades[i].taker, m_trades[i], {size}, Liquidity::Taker);
            size = 0;
        }
    }
    for (const MatchRemoval& removal : m_removals) {
        if (WorkingOrder* order = ours(room, removal.id)) {
            end(room, *order, OrderEventKind::Cancelled, "it would have traded with another order of yours");
        }
    }
}

void SyntheticMarket::Impl::bookTrade(SyntheticRoom& room, std::uint64_t id, const MatchTrade& trade, Lots size,
                                      Liquidity liquidity)
{
    WorkingOrder* order = ours(room, id);
    if (order == nullptr) {
        return;
    }
    const market::Instrument& instrument = room.book.instrument();
    const Money value = market::notional(instrument, trade.price, size).value_or(Money{});
    m_own.fill(m_now, *order, instrument, {trade.price, size, value, liquidity, m_now});
    if (!order->ticket.notional && order->left().count == 0) {
        end(room, *order, OrderEventKind::Filled);
    } else if (liquidity == Liquidity::Maker && trade.makerLeft.count == 0) {
        end(room, *order, OrderEventKind::Cancelled, "reduce only: the position is closed");
    }
}

/// Reduce-only orders of one account never offer more than its position together, the earlier ones first.
void SyntheticMarket::Impl::clipReduceOnly(SyntheticRoom& room)
{
    const MatchingEngine& engine = room.book.engine();
    MatchView view;
    for (WorkingOrder* order : copyOf(room.orders)) {
        if (!order->ticket.reduceOnly || order->stage != Stage::Resting || !engine.find(engineId(*order), view)) {
            continue;
        }
        std::int64_t closable = m_own.allowed(*order, {INT64_MAX}).count;
        for (const WorkingOrder* earlier : room.orders) {
            MatchView other;
            if (earlier == order) {
                break;
            }
            const bool isRival = earlier->ticket.reduceOnly && earlier->ticket.account == order->ticket.account
                && earlier->ticket.side == order->ticket.side && engine.find(engineId(*earlier), other);
            closable -= isRival ? other.left.count : 0;
        }
        if (closable <= 0) {
            end(room, *order, OrderEventKind::Cancelled, "reduce only: the position is closed");
        } else if (closable < view.left.count) {
            static_cast<void>(
                room.book.replace(m_now, engineId(*order), view.price, {closable}, order->ticket.postOnly, m_sink));
        }
    }
}

void SyntheticMarket::Impl::watchTriggers(SyntheticRoom& room)
{
    const auto last = room.book.lastPrice();
    if (!last || !room.book.isOpen()) {
        return;
    }
    for (WorkingOrder* order : copyOf(room.orders)) {
        if (order->stage == Stage::Trigger && firesAt(*order, *last)) {
            enter(room, *order);
        }
    }
}

/// After trades positions and the last price are new, and what follows from them may trade again.
void SyntheticMarket::Impl::settle(SyntheticRoom& room)
{
    while (m_hasTraded && !room.orders.empty()) {
        m_hasTraded = false;
        clipReduceOnly(room);
        watchTriggers(room);
    }
    m_hasTraded = false;
}

void SyntheticMarket::Impl::end(SyntheticRoom& room, WorkingOrder& order, OrderEventKind kind, std::string_view text)
{
    if (order.stage == Stage::Resting) {
        static_cast<void>(room.book.cancel(m_now, engineId(order), m_sink));
    }
    order.stage = Stage::Finished;
    std::erase(room.orders, &order);
    m_own.finish(m_now, order, kind, text);
}

const std::vector<WorkingOrder*>& SyntheticMarket::Impl::copyOf(const std::vector<WorkingOrder*>& orders)
{
    m_copy.assign(orders.begin(), orders.end());
    return m_copy;
}

} // namespace omni::sim
