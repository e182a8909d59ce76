// What the exchange refuses, before anything has happened.

#include "core/edge/sandbox/exchange/exchange.h"

#include "core/edge/sandbox/exchange/exchange_parts.h"

#include <algorithm>

namespace omni::sandbox {

namespace {

bool isStopKind(OrderKind kind) noexcept
{
    return kind == OrderKind::Stop || kind == OrderKind::StopLimit;
}

} // namespace

std::optional<Refusal> Exchange::check(AccountId account, const OrderWish& wish)
{
    advance();
    const Book* book = bookOf(account);
    if (book == nullptr || wish.listing >= m_rooms.size()) {
        return Refusal::UnknownListing;
    }
    return faultOf(*book, wish, false);
}

/// `isHeldBack`: its triggers and funds are looked at when its turn comes, or by the list.
std::optional<Refusal> Exchange::faultOf(const Book& book, const OrderWish& wish, bool isHeldBack) const
{
    const Listing& listing = listings()[wish.listing];
    if (const auto fault = priceFault(listing, wish)) {
        return fault;
    }
    if (const auto fault = sizeFault(listing, wish)) {
        return fault;
    }
    if (const auto fault = countFault(book, wish)) {
        return fault;
    }
    if (const auto fault = positionFault(book, wish)) {
        return fault;
    }
    if (isHeldBack) {
        return std::nullopt;
    }
    if (wish.kind == OrderKind::Market && !isOpen(wish.listing)) {
        return Refusal::MarketClosed;
    }
    if (const auto fault = triggerFault(wish)) {
        return fault;
    }
    return fundsFault(book, wish);
}

std::optional<Refusal> Exchange::priceFault(const Listing& listing, const OrderWish& wish) const
{
    for (const auto& price : {wish.limit, wish.stop}) {
        if (price && (*price < listing.lowest || *price > listing.highest)) {
            return Refusal::PriceRange;
        }
    }
    const Int128 average = averagePrice(wish.listing).count;
    if (wish.limit && average > 0
        && (Int128{wish.limit->count} * 100 > average * listing.bandUpPercent
            || Int128{wish.limit->count} * 100 < average * listing.bandDownPercent)) {
        return Refusal::PriceBand;
    }
    const std::int32_t bp = wish.trail.bp;
    if (bp != 0 && (bp < listing.leastTrailBp || bp > listing.mostTrailBp)) {
        return Refusal::TrailRange;
    }
    if (wish.trail.ticks.count < 0) {
        return Refusal::TrailRange;
    }
    return std::nullopt;
}

std::optional<Refusal> Exchange::sizeFault(const Listing& listing, const OrderWish& wish) const
{
    const bool isMarket = !wish.limit;
    if (wish.budget) {
        return *wish.budget < listing.leastValue || *wish.budget > listing.mostValue ? std::optional(Refusal::Value)
                                                                                     : std::nullopt;
    }
    if (wish.size < listing.smallest || wish.size > listing.largest) {
        return Refusal::Size;
    }
    if (isMarket && wish.size > listing.largestAtMarket) {
        return Refusal::MarketSize;
    }
    const Ticks price = wish.limit ? *wish.limit : wish.stop ? *wish.stop : averagePrice(wish.listing);
    // Sizes and prices are within bounds by now, and their product within 128 bits.
    const Int128 value = Int128{price.count} * wish.size.count * listing.valueUnit;
    if (value < listing.leastValue.e8 || value > listing.mostValue.e8) {
        return Refusal::Value;
    }
    return std::nullopt;
}

/// What is held of the base, locked or not, and what would come to it if every open buy filled. Of a list, of which one
/// leg alone fills, the largest counts.
std::optional<Refusal> Exchange::positionFault(const Book& book, const OrderWish& wish) const
{
    const Listing& listing = listings()[wish.listing];
    if (wish.side != Side::Buy || !listing.mostHeld) {
        return std::nullopt;
    }
    const Balance& held = book.balances[m_rooms[wish.listing]->base];
    Int128 most = Int128{held.free.e8} + held.locked.e8;
    std::map<std::uint64_t, Int128> ofLists;
    for (const auto& [id, order] : book.open) {
        const Int128 left = listings()[order->wish.listing].quantityOf(order->left()).e8;
        if (order->wish.side != Side::Buy || m_rooms[order->wish.listing]->base != m_rooms[wish.listing]->base) {
            continue;
        }
        if (order->list == 0) {
            most += left;
        } else {
            ofLists[order->list] = std::max(ofLists[order->list], left);
        }
    }
    for (const auto& [list, left] : ofLists) {
        most += left;
    }
    most += listing.quantityOf(wish.budget ? sizeWithin(wish.listing, Side::Buy, *wish.budget) : wish.size).e8;
    return most > listing.quantityOf(*listing.mostHeld).e8 ? std::optional(Refusal::Position) : std::nullopt;
}

std::optional<Refusal> Exchange::countFault(const Book& book, const OrderWish& wish) const
{
    const Listing& listing = listings()[wish.listing];
    if (m_open >= m_config.limits.openOrders) {
        return Refusal::Full;
    }
    if (book.openIn[wish.listing] >= listing.mostOrders) {
        return Refusal::OpenOrders;
    }
    if (waitsForTrigger(wish.kind) && book.triggersIn[wish.listing] >= listing.mostTriggers) {
        return Refusal::TriggerOrders;
    }
    if (!wish.clientId.empty()) {
        const auto named = book.byClientId.find(wish.clientId);
        if (named != book.byClientId.end() && book.open.contains(named->second)) {
            return Refusal::DuplicateClientId;
        }
    }
    return std::nullopt;
}

std::optional<Refusal> Exchange::triggerFault(const OrderWish& wish) const
{
    const auto last = lastPrice(wish.listing);
    if (waitsForTrigger(wish.kind)) {
        if (!last) {
            return Refusal::NoLast;
        }
        const bool isAbove = isStopKind(wish.kind) == (wish.side == Side::Buy);
        if (wish.stop && (isAbove ? *last >= *wish.stop : *last <= *wish.stop)) {
            return Refusal::WouldTrigger;
        }
    }
    return wish.kind == OrderKind::LimitMaker && wouldTake(wish) ? std::optional(Refusal::WouldTake) : std::nullopt;
}

bool Exchange::wouldTake(const OrderWish& wish) const
{
    bool takes = false;
    m_market->forEachLevel(wish.listing, opposite(wish.side), [&](Ticks price, Lots) {
        takes = wish.side == Side::Buy ? *wish.limit >= price : *wish.limit <= price;
        return false;
    });
    return takes;
}

std::optional<Refusal> Exchange::fundsFault(const Book& book, const OrderWish& wish) const
{
    const Listing& listing = listings()[wish.listing];
    const Room& room = *m_rooms[wish.listing];
    const Money freeBase = book.balances[room.base].free;
    const Money freeQuote = book.balances[room.quote].free;
    if (wish.side == Side::Buy) {
        const Money cost = wish.budget       ? *wish.budget
            : wish.kind == OrderKind::Market ? costAtMarket(wish.listing, wish.size)
                                             : needOf(book, wish, wish.size);
        return cost > freeQuote ? std::optional(Refusal::Funds) : std::nullopt;
    }
    const Lots size = wish.budget ? sizeWithin(wish.listing, wish.side, *wish.budget) : wish.size;
    if (book.terms.maySellShort && listing.isShare) {
        const Lots shorted{size.count - std::max<std::int64_t>(0, freeBase.e8 / listing.lotUnit)};
        const Ticks price = wish.limit ? *wish.limit : room.last.value_or(Ticks{});
        return shorted.count > 0 && listing.valueOf(price, shorted) > freeQuote ? std::optional(Refusal::Funds)
                                                                                : std::nullopt;
    }
    return listing.quantityOf(size) > freeBase ? std::optional(Refusal::Funds) : std::nullopt;
}

Money Exchange::costAtMarket(std::size_t listing, Lots size) const
{
    Money cost{};
    m_market->forEachLevel(listing, Side::Sell, [&](Ticks price, Lots there) {
        const Lots taken = std::min(size, there);
        cost.e8 += listings()[listing].valueOf(price, taken).e8;
        size.count -= taken.count;
        return size.count > 0;
    });
    return cost;
}

/// What a budget buys, or what sells for it, by the book as it stands.
Lots Exchange::sizeWithin(std::size_t listing, Side side, Money budget) const
{
    Lots size{};
    m_market->forEachLevel(listing, opposite(side), [&](Ticks price, Lots there) {
        const std::int64_t each = listings()[listing].valueOf(price, Lots{1}).e8;
        const std::int64_t taken = std::min(there.count, budget.e8 / each);
        size.count += taken;
        budget.e8 -= taken * each;
        return taken == there.count;
    });
    return size;
}

Money Exchange::needOf(const Book& book, const OrderWish& wish, Lots left) const
{
    const Listing& listing = listings()[wish.listing];
    if (wish.kind == OrderKind::Market) {
        return {};
    }
    if (wish.side == Side::Sell) {
        return book.terms.maySellShort && listing.isShare ? Money{} : listing.quantityOf(left);
    }
    const Ticks price = wish.limit ? *wish.limit : wish.stop ? *wish.stop : lastPrice(wish.listing).value_or(Ticks{});
    return listing.valueOf(price, left);
}

std::optional<Refusal> Exchange::listFault(const Book& book, const ListWish& wish) const
{
    const std::size_t legs = wish.kind == ListKind::Bracket ? 3 : 2;
    if (wish.legs.size() != legs || wish.legs.front().listing >= m_rooms.size()) {
        return Refusal::UnknownListing;
    }
    const Listing& listing = listings()[wish.legs.front().listing];
    if (book.openLists >= listing.mostLists) {
        return Refusal::OpenLists;
    }
    if (const auto named = book.listByClientId.find(wish.clientId);
        !wish.clientId.empty() && named != book.listByClientId.end() && !m_lists.at(named->second).isDone) {
        return Refusal::DuplicateClientId;
    }
    for (const OrderWish& leg : wish.legs) {
        const bool isFirst = &leg == &wish.legs.front();
        const bool isHeldBack = wish.kind == ListKind::OneCancelsOther || !isFirst;
        if (leg.listing != wish.legs.front().listing || leg.budget) {
            return Refusal::ListPrices;
        }
        if (const auto fault = faultOf(book, leg, isHeldBack)) {
            return fault;
        }
    }
    if (wish.kind != ListKind::OneCancelsOther) {
        return std::nullopt;
    }
    const Room& room = *m_rooms[wish.legs.front().listing];
    Money need{};
    for (const OrderWish& leg : wish.legs) {
        if (const auto fault = triggerFault(leg)) {
            return fault;
        }
        need = std::max(need, needOf(book, leg, leg.size));
    }
    const bool isBuy = wish.legs.front().side == Side::Buy;
    return need > book.balances[isBuy ? room.quote : room.base].free ? std::optional(Refusal::Funds) : std::nullopt;
}

std::optional<Refusal> Exchange::amendFault(const VenueOrder& order, const OrderAmendment& amendment,
                                            const OrderWish& wished)
{
    const Listing& listing = listings()[wished.listing];
    const Book& book = *bookOf(order.account);
    if (amendment.onlySmaller && wished.size >= order.wish.size) {
        return wished.size == order.wish.size ? Refusal::ChangesNothing : Refusal::Grows;
    }
    if (amendment.onlySmaller && order.amends >= listing.mostAmends) {
        return Refusal::Amends;
    }
    if (wished.size <= order.filled) {
        return Refusal::ChangesNothing;
    }
    if (const auto fault = priceFault(listing, wished)) {
        return fault;
    }
    if (const auto fault = sizeFault(listing, wished)) {
        return fault;
    }
    if (!wished.clientId.empty() && wished.clientId != order.wish.clientId) {
        const auto named = book.byClientId.find(wished.clientId);
        if (named != book.byClientId.end() && book.open.contains(named->second)) {
            return Refusal::DuplicateClientId;
        }
    }
    const bool moves = wished.limit != order.wish.limit;
    if (wished.kind == OrderKind::LimitMaker && moves && wouldTake(wished)) {
        return Refusal::WouldTake;
    }
    if (order.status != OrderStatus::Held) {
        const auto [need, held] = needOfLegs(order, wished);
        if (need.e8 - held.e8 > book.balances[lockAsset(order)].free.e8) {
            return Refusal::Funds;
        }
    }
    return std::nullopt;
}

} // namespace omni::sandbox
