// What the paper exchange tells its faces, in the order in which it happened.

#pragma once

#include "core/edge/sandbox/exchange/venue_order.h"

#include <span>

namespace omni::sandbox {

struct PublicTrade {
    std::uint64_t id = 0; ///< From 1 on for each listing, without gaps.
    std::uint64_t group = 0; ///< Trades of one taker at one price share it; from 1 on, without gaps.
    Ticks price;
    Lots size;
    Timestamp at;
    bool buyerIsMaker = false;
};

struct BookLevelChange {
    Side side = Side::Buy;
    Ticks price;
    Lots size; ///< Absolute; zero: the level is gone.
};

struct Touch {
    bool hasBid = false, hasAsk = false;
    Ticks bid, ask;
    Lots bidSize, askSize;
    friend bool operator==(const Touch&, const Touch&) = default;
};

enum class OrderChange : std::uint8_t {
    New,
    Held,
    Fired,
    Trade,
    Cancelled,
    Replaced,
    Expired,
    Rejected,
    TradePrevented
};

struct OrderUpdate {
    const VenueOrder& order; ///< As it stands after the change; good during the call.
    OrderChange change = OrderChange::New;
    std::uint64_t execution = 0; ///< Of all updates, rising.
    const AccountTrade* trade = nullptr; ///< Of a trade.
    std::string_view requestId; ///< The client's id of the cancel or the amendment; empty: none.
    Timestamp at;
};

/// Called from within the exchange's calls: a watcher may read the exchange and must not act on it.
class Watcher
{
public:
    virtual ~Watcher() = default;
    virtual void onTrade(std::size_t /*listing*/, const PublicTrade&) { }
    /// `update`: number of this change of the book, rising by one. `isImage`: all levels, what is not named is gone.
    virtual void onBook(std::size_t /*listing*/, std::uint64_t /*update*/, std::span<const BookLevelChange>,
                        bool /*isImage*/, Timestamp)
    {
    }
    virtual void onTouch(std::size_t /*listing*/, const Touch&, std::uint64_t /*update*/, Timestamp) { }
    virtual void onOrder(const OrderUpdate&) { }
    virtual void onList(const OrderList&, Timestamp) { }
    /// Assets of the account that may have changed, after the orders that changed them.
    virtual void onBalances(AccountId, std::span<const std::size_t> /*assets*/, Timestamp) { }
};

} // namespace omni::sandbox
