// What the market tells the exchange: trades, its book, and time.

#include "core/edge/sandbox/exchange/exchange.h"

#include "core/edge/sandbox/exchange/exchange_parts.h"

#include <algorithm>

namespace omni::sandbox {

void Exchange::onTrades(std::size_t listing, Timestamp at, std::span<const sim::MatchTrade> trades)
{
    Room& room = *m_rooms[listing];
    Ticks price{};
    for (const sim::MatchTrade& match : trades) {
        if (price != match.price || &match == trades.data()) {
            ++room.lastGroup;
        }
        price = match.price;
        const std::uint64_t id = ++room.lastTrade;
        for (const auto& [party, isMaker] : {std::pair(match.taker, false), std::pair(match.maker, true)}) {
            VenueOrder* order = (party & clientBit) != 0 ? find(party & ~clientBit) : nullptr;
            if (order != nullptr && order->isOpen()) {
                bookFill(*order, match, id, isMaker, at);
            }
        }
        const PublicTrade trade{id, room.lastGroup, match.price, match.size, at, match.takerSide == Side::Sell};
        room.trades.push_back(trade);
        if (room.trades.size() > m_config.limits.publicTrades) {
            room.trades.pop_front();
        }
        room.last = match.price;
        room.bars.add(at, match.price, match.size, trade.buyerIsMaker, id);
        for (Watcher* watcher : m_watchers) {
            watcher->onTrade(listing, trade);
        }
        showPrice(room, at, match.price);
    }
}

void Exchange::onRemoved(std::size_t, Timestamp, const sim::MatchRemoval& removal)
{
    VenueOrder* order = find(removal.id & ~clientBit);
    if (order != nullptr && order->isOpen()) {
        end(*order, OrderStatus::ExpiredInMatch, OrderChange::TradePrevented);
    }
}

void Exchange::onTick(std::size_t listing, Timestamp at, const market::Tick& tick)
{
    Room& room = *m_rooms[listing];
    if (const auto* change = std::get_if<market::DepthChange>(&tick)) {
        if (change->clearsBook) {
            room.changes.clear();
        }
        const bool isImage = change->clearsBook || (!room.changes.empty() && room.isImage);
        room.isImage = isImage;
        if (change->size.count > 0 || !isImage) {
            room.changes.push_back({change->side, change->price, change->size});
        }
        if (change->endsBatch) {
            ++room.bookUpdate;
            for (Watcher* watcher : m_watchers) {
                watcher->onBook(listing, room.bookUpdate, room.changes, isImage, at);
            }
            room.changes.clear();
            room.isImage = false;
        }
    } else if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        const Touch touch{quote->hasBid, quote->hasAsk, quote->bid, quote->ask, quote->bidSize, quote->askSize};
        const bool isNew = touch != room.touch;
        room.touch = touch;
        for (Watcher* watcher : m_watchers) {
            if (isNew) {
                watcher->onTouch(listing, touch, room.bookUpdate, at);
            }
        }
    }
}

// --- triggers ---

/// What is reached already fires at once.
void Exchange::watchTrigger(VenueOrder& order)
{
    Room& room = *m_rooms[order.wish.listing];
    if (order.wish.trail) {
        room.trailing.insert(order.id);
        if (room.last && !order.wish.stop) {
            order.trails = true;
            order.trailing = m_now;
            order.extreme = *room.last;
        }
        return;
    }
    const bool isStop = order.wish.kind == OrderKind::Stop || order.wish.kind == OrderKind::StopLimit;
    const bool isAbove = isStop == (order.wish.side == Side::Buy);
    const Ticks stop = order.wish.stop.value_or(Ticks{});
    if (room.last && (isAbove ? *room.last >= stop : *room.last <= stop)) {
        m_fired.push_back(order.id);
        return;
    }
    (isAbove ? room.above : room.below).emplace(stop, order.id);
}

void Exchange::unwatchTrigger(VenueOrder& order)
{
    Room& room = *m_rooms[order.wish.listing];
    room.trailing.erase(order.id);
    if (order.wish.stop) {
        for (auto* side : {&room.above, &room.below}) {
            const auto [first, last] = side->equal_range(*order.wish.stop);
            const auto found = std::find_if(first, last, [&](const auto& one) { return one.second == order.id; });
            if (found != last) {
                side->erase(found);
            }
        }
    }
}

void Exchange::showPrice(Room& room, Timestamp at, Ticks price)
{
    while (!room.above.empty() && room.above.begin()->first <= price) {
        m_fired.push_back(room.above.begin()->second);
        room.above.erase(room.above.begin());
    }
    while (!room.below.empty() && std::prev(room.below.end())->first >= price) {
        m_fired.push_back(std::prev(room.below.end())->second);
        room.below.erase(std::prev(room.below.end()));
    }
    for (auto next = room.trailing.begin(); next != room.trailing.end();) {
        const auto current = next++;
        VenueOrder& order = *find(*current);
        const std::int64_t sign = signOf(order.wish.side);
        if (!order.trails) {
            const bool isStop = order.wish.kind == OrderKind::Stop || order.wish.kind == OrderKind::StopLimit;
            const bool isAbove = isStop == (order.wish.side == Side::Buy);
            if (isAbove ? price < *order.wish.stop : price > *order.wish.stop) {
                continue;
            }
            order.trails = true;
            order.trailing = at;
            order.extreme = price;
            continue;
        }
        // A buy follows the lowest price, a sell the highest.
        if ((order.extreme.count - price.count) * sign > 0) {
            order.extreme = price;
            continue;
        }
        const std::int64_t way = (price.count - order.extreme.count) * sign;
        const Int128 far = Int128{way} * 10'000;
        if (order.wish.trail.bp > 0 ? far >= Int128{order.extreme.count} * order.wish.trail.bp
                                    : way >= order.wish.trail.ticks.count) {
            m_fired.push_back(order.id);
            room.trailing.erase(current);
        }
    }
}

void Exchange::settle()
{
    // Each order fires once and each list starts once, so this comes to an end.
    while (!m_fired.empty() || !m_secondParts.empty()) {
        if (!m_secondParts.empty()) {
            const std::uint64_t id = m_secondParts.front();
            m_secondParts.erase(m_secondParts.begin());
            if (const auto found = m_lists.find(id); found != m_lists.end()) {
                startSecond(found->second);
            }
            continue;
        }
        VenueOrder* order = find(m_fired.front());
        m_fired.erase(m_fired.begin());
        if (order == nullptr || !order->isOpen() || order->hasFired) {
            continue;
        }
        order->hasFired = true;
        --bookOf(order->account)->triggersIn[order->wish.listing];
        order->updated = m_now;
        onLegWorks(*order);
        tell(*order, OrderChange::Fired, m_now);
        enterBook(*order);
    }
    forget();
}

void Exchange::expireDayOrders()
{
    while (!m_expiries.empty() && m_expiries.begin()->first <= m_now) {
        VenueOrder* order = find(m_expiries.begin()->second);
        m_expiries.erase(m_expiries.begin());
        if (order != nullptr && order->isOpen()) {
            end(*order, OrderStatus::Expired, OrderChange::Expired);
        }
    }
}

void Exchange::touchBalance(AccountId account, std::size_t asset)
{
    m_touched.emplace(account.value, asset);
}

void Exchange::tellBalances()
{
    while (!m_touched.empty()) {
        const AccountId account{m_touched.begin()->first};
        std::vector<std::size_t> assets;
        while (!m_touched.empty() && m_touched.begin()->first == account.value) {
            assets.push_back(m_touched.begin()->second);
            m_touched.erase(m_touched.begin());
        }
        for (Watcher* watcher : m_watchers) {
            watcher->onBalances(account, assets, m_now);
        }
    }
}

} // namespace omni::sandbox
