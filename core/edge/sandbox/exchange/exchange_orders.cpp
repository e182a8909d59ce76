// The life of an order on the exchange.

#include "core/edge/sandbox/exchange/exchange.h"

#include "core/edge/sandbox/exchange/exchange_parts.h"
#include "core/trade/market/calendar.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace omni::sandbox {

Outcome<std::uint64_t> Exchange::place(AccountId account, const OrderWish& wish)
{
    if (const auto fault = check(account, wish)) {
        return tl::unexpected(*fault);
    }
    Book& book = *bookOf(account);
    VenueOrder& order = make(book, wish, 0);
    const std::uint64_t id = order.id;
    lock(order, needOf(book, wish, wish.size));
    tell(order, OrderChange::New, m_now);
    begin(order);
    settle();
    tellBalances();
    return id;
}

VenueOrder& Exchange::make(Book& book, const OrderWish& wish, std::uint64_t list)
{
    auto made = std::make_unique<VenueOrder>();
    made->wish = wish;
    made->id = ++m_lastOrder;
    made->account = book.id;
    made->list = list;
    made->created = made->updated = m_now;
    if (wish.clientId.empty()) {
        made->wish.clientId = fmt::format("sbx{:016x}", made->id * 0x9E37'79B9'7F4A'7C15U);
    }
    VenueOrder& order = *made;
    m_orders.emplace(order.id, std::move(made));
    book.orders.emplace(order.id, &order);
    book.open.emplace(order.id, &order);
    book.byClientId[order.wish.clientId] = order.id;
    ++book.openIn[wish.listing];
    if (waitsForTrigger(wish.kind)) {
        ++book.triggersIn[wish.listing];
    }
    ++m_open;
    if (wish.life == OrderLife::Day) {
        const market::TradingCalendar calendar(listings()[wish.listing].instrument.sessions);
        if (const auto at = wish.expires ? wish.expires : calendar.nextClose(m_now)) {
            m_expiries.emplace(*at, order.id);
        }
    }
    return order;
}

void Exchange::begin(VenueOrder& order)
{
    if (!order.isOpen()) {
        return; // its sibling was quicker
    }
    if (waitsForTrigger(order.wish.kind)) {
        watchTrigger(order);
    } else {
        enterBook(order);
    }
}

void Exchange::enterBook(VenueOrder& order)
{
    const std::size_t listing = order.wish.listing;
    const bool isMarket = !order.wish.limit;
    Lots size = order.left();
    if (isMarket && !isOpen(listing)) {
        end(order, OrderStatus::Expired, OrderChange::Expired);
        return;
    }
    if (order.wish.budget) {
        size = sizeWithin(listing, order.wish.side, *order.wish.budget);
        order.wish.size = size;
    }
    if (isMarket && order.wish.side == Side::Buy) {
        // A trigger locked what its stop would cost; the market may ask for more than there is.
        lock(order, {});
        const Money free = bookOf(order.account)->balances[lockAsset(order)].free;
        size = std::min(size, sizeWithin(listing, Side::Buy, free));
    }
    order.working = order.updated = m_now;
    if (size.count <= 0) {
        end(order, OrderStatus::Expired, OrderChange::Expired);
        return;
    }
    sim::MatchOrder incoming;
    incoming.id = clientBit | order.id;
    incoming.owner = order.wish.preventsSelfTrade ? static_cast<std::uint32_t>(order.account.value) : 0;
    incoming.side = order.wish.side;
    incoming.lasting = order.wish.life == OrderLife::FillOrKill       ? sim::Lasting::FillOrKill
        : isMarket || order.wish.life == OrderLife::ImmediateOrCancel ? sim::Lasting::ImmediateOrCancel
                                                                      : sim::Lasting::Rests;
    incoming.isMarket = isMarket;
    incoming.postOnly = order.wish.kind == OrderKind::LimitMaker;
    incoming.price = order.wish.limit.value_or(Ticks{});
    incoming.size = size;
    afterMatching(order, m_market->add(listing, m_now, incoming, *this));
}

void Exchange::afterMatching(VenueOrder& order, const sim::MatchOutcome& outcome)
{
    if (order.isOpen() && outcome.answer != sim::MatchAnswer::Rests && outcome.answer != sim::MatchAnswer::Done) {
        end(order, OrderStatus::Expired, OrderChange::Expired);
    }
}

std::size_t Exchange::lockAsset(const VenueOrder& order) const
{
    const Room& room = *m_rooms[order.wish.listing];
    return order.wish.side == Side::Buy ? room.quote : room.base;
}

void Exchange::lock(VenueOrder& order, Money amount)
{
    if (order.locked == amount) {
        return;
    }
    const std::size_t asset = lockAsset(order);
    Balance& balance = bookOf(order.account)->balances[asset];
    const std::int64_t more = amount.e8 - order.locked.e8;
    balance.free.e8 -= more;
    balance.locked.e8 += more;
    order.locked = amount;
    touchBalance(order.account, asset);
}

void Exchange::bookFill(VenueOrder& order, const sim::MatchTrade& match, std::uint64_t trade, bool isMaker,
                        Timestamp at)
{
    onLegWorks(order);
    const Listing& listing = listings()[order.wish.listing];
    const Room& room = *m_rooms[order.wish.listing];
    Book& book = *bookOf(order.account);
    const bool isBuy = order.wish.side == Side::Buy;

    AccountTrade fill;
    fill.id = trade;
    fill.order = order.id;
    fill.list = order.list;
    fill.account = order.account;
    fill.listing = order.wish.listing;
    fill.side = order.wish.side;
    fill.price = match.price;
    fill.size = match.size;
    fill.value = listing.valueOf(match.price, match.size);
    fill.at = at;
    fill.isMaker = isMaker;
    const Money quantity = listing.quantityOf(match.size);
    const Money received = isBuy ? quantity : fill.value;
    const Money given = isBuy ? fill.value : quantity;
    const Int128 fee = Int128{received.e8} * feeRateE8(order.wish.listing, isMaker) / 100'000'000;
    fill.fee = {static_cast<std::int64_t>(fee)};
    if (isBuy && m_config.feesInWholeLots) {
        fill.fee.e8 -= fill.fee.e8 % listing.lotUnit;
    }
    fill.feeAsset = isBuy ? room.base : room.quote;

    order.filled.count += match.size.count;
    order.spent.e8 += fill.value.e8;
    order.updated = at;
    lock(order, std::min(order.locked, needOf(book, order.wish, order.left())));
    const std::size_t givenAsset = lockAsset(order);
    book.balances[givenAsset].free.e8 -= given.e8;
    book.balances[fill.feeAsset].free.e8 += received.e8 - fill.fee.e8;
    m_house[givenAsset].e8 += given.e8;
    m_house[fill.feeAsset].e8 -= received.e8 - fill.fee.e8;
    touchBalance(order.account, givenAsset);
    touchBalance(order.account, fill.feeAsset);
    m_trades.push_back(fill);

    const bool isWhole = order.left().count <= 0;
    order.status = OrderStatus::PartiallyFilled;
    if (isWhole) {
        close(order, OrderStatus::Filled);
    }
    tell(order, OrderChange::Trade, at, &fill);
    if (isWhole && order.list != 0) {
        finishIfDone(m_lists.at(order.list));
    }
}

void Exchange::tell(const VenueOrder& order, OrderChange change, Timestamp at, const AccountTrade* trade,
                    std::string_view requestId)
{
    const OrderUpdate update{order, change, ++m_executions, trade, requestId, at};
    for (Watcher* watcher : m_watchers) {
        watcher->onOrder(update);
    }
}

/// It is no longer open: nothing of it is locked, and its name is free.
void Exchange::close(VenueOrder& order, OrderStatus status)
{
    assert(order.isOpen());
    Book& book = *bookOf(order.account);
    lock(order, {});
    order.status = status;
    book.open.erase(order.id);
    --book.openIn[order.wish.listing];
    if (waitsForTrigger(order.wish.kind) && !order.hasFired) {
        --book.triggersIn[order.wish.listing];
    }
    --m_open;
    m_done.push_back(order.id);
}

void Exchange::end(VenueOrder& order, OrderStatus status, OrderChange change, std::string_view requestId)
{
    unwatchTrigger(order);
    // Self-trade prevention has taken it out of the market itself.
    if (order.working.ns != 0 && status != OrderStatus::ExpiredInMatch) {
        m_market->cancel(order.wish.listing, m_now, clientBit | order.id, *this);
    }
    order.updated = m_now;
    close(order, status);
    tell(order, change, m_now, nullptr, requestId);
    if (order.list != 0) {
        onLegWorks(order);
        finishIfDone(m_lists.at(order.list));
    }
}

Outcome<VenueOrder> Exchange::cancel(AccountId account, std::uint64_t id, std::string_view requestId)
{
    advance();
    VenueOrder* order = find(id);
    if (order == nullptr || order->account != account || !order->isOpen()) {
        return tl::unexpected(Refusal::UnknownOrder);
    }
    if (order->list != 0) {
        static_cast<void>(cancelList(account, order->list, requestId));
    } else {
        end(*order, OrderStatus::Cancelled, OrderChange::Cancelled, requestId);
    }
    const VenueOrder ended = *order;
    settle();
    tellBalances();
    return ended;
}

Outcome<VenueOrder> Exchange::amend(AccountId account, std::uint64_t id, const OrderAmendment& amendment)
{
    advance();
    VenueOrder* order = find(id);
    if (order == nullptr || order->account != account || !order->isOpen()) {
        return tl::unexpected(Refusal::UnknownOrder);
    }
    OrderWish wished = order->wish;
    wished.size = amendment.size.value_or(wished.size);
    wished.limit = amendment.limit && wished.limit ? amendment.limit : wished.limit;
    wished.stop = amendment.stop && wished.stop ? amendment.stop : wished.stop;
    wished.trail = amendment.trail && wished.trail ? *amendment.trail : wished.trail;
    wished.life = amendment.life.value_or(wished.life);
    wished.clientId = amendment.clientId.empty() ? wished.clientId : amendment.clientId;
    if (const auto fault = amendFault(*order, amendment, wished)) {
        return tl::unexpected(*fault);
    }
    Book& book = *bookOf(account);
    const bool waits = waitsForTrigger(order->wish.kind) && !order->hasFired && order->status != OrderStatus::Held;
    if (waits) {
        unwatchTrigger(*order);
    }
    if (wished.clientId != order->wish.clientId) {
        order->firstClientId = order->firstClientId.empty() ? order->wish.clientId : order->firstClientId;
        book.byClientId[wished.clientId] = id;
    }
    order->wish = wished;
    order->updated = m_now;
    ++order->amends;
    if (order->status != OrderStatus::Held) {
        const Money need = needOfLegs(*order, wished).first;
        for (VenueOrder* partner : partnersOf(*order)) {
            lock(*partner, {});
        }
        lock(*order, need);
    }
    tell(*order, OrderChange::Replaced, m_now, nullptr, amendment.clientId);
    if (waits) {
        watchTrigger(*order);
    } else if (order->working.ns != 0) {
        afterMatching(*order,
                      m_market->replace(wished.listing, m_now, clientBit | id, *wished.limit, order->left(), *this));
    }
    const VenueOrder after = *order;
    settle();
    tellBalances();
    return after;
}

} // namespace omni::sandbox
