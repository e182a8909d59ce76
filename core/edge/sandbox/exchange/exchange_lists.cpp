// Orders that belong together: one cancels the other, one triggers the other, brackets.

#include "core/edge/sandbox/exchange/exchange.h"

#include "core/edge/sandbox/exchange/exchange_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox {

Outcome<std::uint64_t> Exchange::placeList(AccountId account, const ListWish& wish)
{
    advance();
    Book* book = bookOf(account);
    if (book == nullptr || wish.legs.empty()) {
        return tl::unexpected(Refusal::UnknownListing);
    }
    if (const auto fault = listFault(*book, wish)) {
        return tl::unexpected(*fault);
    }
    const std::uint64_t id = ++m_lastList;
    OrderList& list = m_lists[id];
    list.id = id;
    list.account = account;
    list.kind = wish.kind;
    list.clientId = wish.clientId.empty() ? fmt::format("sbxl{:016x}", id * 0x9E37'79B9'7F4A'7C15U) : wish.clientId;
    list.listing = wish.legs.front().listing;
    list.created = list.updated = m_now;
    book->listByClientId[list.clientId] = id;
    ++book->openLists;
    Money need{};
    for (const OrderWish& leg : wish.legs) {
        list.orders.push_back(make(*book, leg, id).id);
        need = std::max(need, needOf(*book, leg, leg.size));
    }
    const bool isPair = wish.kind == ListKind::OneCancelsOther;
    VenueOrder& first = *find(list.orders.front());
    // What serves both legs is locked once.
    lock(first, isPair ? need : needOf(*book, first.wish, first.left()));
    for (std::size_t i = 1; i < list.orders.size(); ++i) {
        find(list.orders[i])->status = isPair ? OrderStatus::New : OrderStatus::Held;
    }
    for (Watcher* watcher : m_watchers) {
        watcher->onList(list, m_now);
    }
    for (const std::uint64_t leg : list.orders) {
        const VenueOrder& order = *find(leg);
        tell(order, order.status == OrderStatus::Held ? OrderChange::Held : OrderChange::New, m_now);
    }
    for (std::size_t i = 0; i < (isPair ? list.orders.size() : 1); ++i) {
        begin(*find(list.orders[i]));
    }
    settle();
    tellBalances();
    return id;
}

std::vector<VenueOrder*> Exchange::siblingsOf(const VenueOrder& order)
{
    std::vector<VenueOrder*> found;
    const OrderList& list = m_lists.at(order.list);
    for (std::size_t i = list.kind == ListKind::OneCancelsOther ? 0 : 1; i < list.orders.size(); ++i) {
        VenueOrder* other = find(list.orders[i]);
        if (other != nullptr && other->isOpen() && other != &order) {
            found.push_back(other);
        }
    }
    return found;
}

/// Those that share what is locked with it.
std::vector<VenueOrder*> Exchange::partnersOf(const VenueOrder& order)
{
    if (order.list == 0) {
        return {};
    }
    const OrderList& list = m_lists.at(order.list);
    const bool standsAlone = list.kind == ListKind::OneTriggersOther
        || (list.kind == ListKind::Bracket && list.orders.front() == order.id);
    return standsAlone ? std::vector<VenueOrder*>() : siblingsOf(order);
}

/// What an order and its partners need together if it were as wished, and what they have locked.
std::pair<Money, Money> Exchange::needOfLegs(const VenueOrder& order, const OrderWish& wished)
{
    const Book& book = *bookOf(order.account);
    Money need = needOf(book, wished, Lots{wished.size.count - order.filled.count});
    Money held = order.locked;
    for (const VenueOrder* partner : partnersOf(order)) {
        need = std::max(need, needOf(book, partner->wish, partner->left()));
        held.e8 += partner->locked.e8;
    }
    return {need, held};
}

/// The leg that works takes over what was locked for both, and the other goes. A leg that has ended without a fill
/// takes the other with it, and the first part of a list takes those who wait for it.
void Exchange::onLegWorks(VenueOrder& order)
{
    // A leg that goes because another works must not take that one with it.
    if (order.list == 0 || m_isEndingLegs) {
        return;
    }
    const OrderList& list = m_lists.at(order.list);
    const bool isFirst = list.orders.front() == order.id;
    if (list.kind != ListKind::OneCancelsOther && isFirst) {
        if (order.isOpen() || order.status == OrderStatus::Filled) {
            return;
        }
    } else if (list.kind == ListKind::OneTriggersOther) {
        return;
    }
    m_isEndingLegs = true;
    for (VenueOrder* other : siblingsOf(order)) {
        const Money taken = other->locked;
        if (order.isOpen() && taken.e8 > 0) {
            lock(*other, {});
            lock(order, {order.locked.e8 + taken.e8});
        }
        const bool isCancelled = order.status == OrderStatus::Cancelled;
        end(*other, isCancelled ? OrderStatus::Cancelled : OrderStatus::Expired,
            isCancelled ? OrderChange::Cancelled : OrderChange::Expired);
    }
    m_isEndingLegs = false;
}

void Exchange::finishIfDone(OrderList& list)
{
    const auto isOver = [this](std::uint64_t id) {
        const VenueOrder* order = find(id);
        return order == nullptr || !order->isOpen();
    };
    const VenueOrder* first = find(list.orders.front());
    if (list.kind != ListKind::OneCancelsOther && first != nullptr && first->status == OrderStatus::Filled
        && !list.hasSecond) {
        list.hasSecond = true;
        m_secondParts.push_back(list.id);
    }
    if (list.isDone || !std::all_of(list.orders.begin(), list.orders.end(), isOver)) {
        return;
    }
    list.isDone = true;
    list.updated = m_now;
    --bookOf(list.account)->openLists;
    for (Watcher* watcher : m_watchers) {
        watcher->onList(list, m_now);
    }
}

void Exchange::startSecond(OrderList& list)
{
    Book& book = *bookOf(list.account);
    std::vector<VenueOrder*> legs;
    Money need{};
    for (std::size_t i = 1; i < list.orders.size(); ++i) {
        VenueOrder* leg = find(list.orders[i]);
        if (leg != nullptr && leg->status == OrderStatus::Held) {
            legs.push_back(leg);
            need = std::max(need, needOf(book, leg->wish, leg->left()));
        }
    }
    if (legs.empty()) {
        return;
    }
    const bool isPaid = need <= book.balances[lockAsset(*legs.front())].free;
    for (VenueOrder* leg : legs) {
        if (!isPaid && leg->isOpen()) {
            end(*leg, OrderStatus::Rejected, OrderChange::Rejected);
        }
    }
    if (!isPaid) {
        return;
    }
    lock(*legs.front(), need);
    for (VenueOrder* leg : legs) {
        leg->status = OrderStatus::New;
        leg->updated = m_now;
        tell(*leg, OrderChange::New, m_now);
    }
    for (VenueOrder* leg : legs) {
        begin(*leg);
    }
}

Outcome<std::vector<VenueOrder>> Exchange::cancelList(AccountId account, std::uint64_t id, std::string_view requestId)
{
    advance();
    const auto found = m_lists.find(id);
    if (found == m_lists.end() || found->second.account != account || found->second.isDone) {
        return tl::unexpected(Refusal::UnknownOrder);
    }
    std::vector<VenueOrder> ended;
    const std::vector<std::uint64_t> legs = found->second.orders;
    for (const std::uint64_t leg : legs) {
        VenueOrder* order = find(leg);
        if (order != nullptr && order->isOpen()) {
            end(*order, OrderStatus::Cancelled, OrderChange::Cancelled, requestId);
        }
    }
    for (const std::uint64_t leg : legs) {
        if (const VenueOrder* order = find(leg)) {
            ended.push_back(*order);
        }
    }
    settle();
    tellBalances();
    return ended;
}

} // namespace omni::sandbox
