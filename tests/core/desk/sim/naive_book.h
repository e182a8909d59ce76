// A matching engine in the simplest words: the oracle of tst_matching.

#pragma once

#include "core/desk/sim/matching.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace omni::sim {

/// One list, searched from end to end: too simple to be wrong in the same way.
class NaiveBook
{
public:
    struct Resting {
        MatchOrder order;
        std::uint64_t arrival;
    };
    struct Trade {
        std::uint64_t maker, taker;
        std::int64_t price, size;
        friend bool operator==(const Trade&, const Trade&) = default;
    };

    explicit NaiveBook(SelfTrade selfTrade)
        : m_selfTrade(selfTrade)
    {
    }
    std::vector<Trade> trades;
    std::vector<std::uint64_t> removed;
    std::vector<Resting> resting;

    void add(MatchOrder order)
    {
        trades.clear();
        removed.clear();
        enter(order);
    }
    bool cancel(std::uint64_t id)
    {
        trades.clear();
        removed.clear();
        return std::erase_if(resting, [id](const Resting& r) { return r.order.id == id; }) == 1;
    }
    void replace(std::uint64_t id, Ticks price, Lots left)
    {
        trades.clear();
        removed.clear();
        const auto at = std::find_if(resting.begin(), resting.end(), [id](const auto& r) { return r.order.id == id; });
        if (at == resting.end()) {
            return;
        }
        if (at->order.price == price && left <= at->order.size) {
            at->order.size = left;
            return;
        }
        MatchOrder order = at->order;
        order.price = price;
        order.size = left;
        order.lasting = Lasting::Rests;
        order.postOnly = false;
        resting.erase(at);
        enter(order);
    }
    [[nodiscard]] std::map<std::int64_t, std::int64_t> levels(Side side) const
    {
        std::map<std::int64_t, std::int64_t> sizes;
        for (const Resting& r : resting) {
            if (r.order.side == side) {
                sizes[r.order.price.count] += r.order.size.count;
            }
        }
        return sizes;
    }

private:
    [[nodiscard]] std::vector<Resting*> reachable(const MatchOrder& order)
    {
        std::vector<Resting*> found;
        for (Resting& r : resting) {
            const bool isPriced = order.isMarket
                || (order.side == Side::Buy ? r.order.price <= order.price : r.order.price >= order.price);
            if (r.order.side != order.side && isPriced) {
                found.push_back(&r);
            }
        }
        std::sort(found.begin(), found.end(), [&order](const Resting* a, const Resting* b) {
            if (a->order.price != b->order.price) {
                return (a->order.price < b->order.price) == (order.side == Side::Buy);
            }
            return a->arrival < b->arrival;
        });
        return found;
    }
    void enter(MatchOrder order)
    {
        const bool isPrevented = m_selfTrade != SelfTrade::Allow && order.owner != 0;
        std::vector<std::uint64_t> gone;
        bool isStopped = false;
        if (order.lasting == Lasting::FillOrKill) {
            std::int64_t there = 0;
            for (const Resting* r : reachable(order)) {
                const bool isOwn = isPrevented && r->order.owner == order.owner;
                if (isOwn && m_selfTrade == SelfTrade::CancelIncoming) {
                    break;
                }
                there += isOwn ? 0 : r->order.size.count;
            }
            if (there < order.size.count) {
                return;
            }
        }
        if (order.postOnly && !reachable(order).empty()) {
            return;
        }
        for (Resting* r : reachable(order)) {
            if (order.size.count == 0) {
                break;
            }
            if (isPrevented && r->order.owner == order.owner) {
                if (m_selfTrade == SelfTrade::CancelIncoming) {
                    isStopped = true;
                    break;
                }
                removed.push_back(r->order.id);
                gone.push_back(r->order.id);
                continue;
            }
            const std::int64_t size = std::min(order.size.count, r->order.size.count);
            trades.push_back({r->order.id, order.id, r->order.price.count, size});
            order.size.count -= size;
            r->order.size.count -= size;
            if (r->order.size.count == 0) {
                gone.push_back(r->order.id);
            }
        }
        std::erase_if(resting,
                      [&](const Resting& r) { return std::find(gone.begin(), gone.end(), r.order.id) != gone.end(); });
        if (order.size.count > 0 && !order.isMarket && order.lasting == Lasting::Rests && !isStopped) {
            resting.push_back({order, ++m_arrivals});
        }
    }
    SelfTrade m_selfTrade;
    std::uint64_t m_arrivals = 0;
};

} // namespace omni::sim
