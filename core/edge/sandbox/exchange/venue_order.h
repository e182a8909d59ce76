// Orders, lists of orders, trades and balances as the paper exchange keeps them.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace omni::sandbox {

enum class OrderKind : std::uint8_t { Market, Limit, LimitMaker, Stop, StopLimit, TakeProfit, TakeProfitLimit };

[[nodiscard]] constexpr bool waitsForTrigger(OrderKind kind) noexcept
{
    return kind != OrderKind::Market && kind != OrderKind::Limit && kind != OrderKind::LimitMaker;
}

enum class OrderLife : std::uint8_t { GoodTillCancelled, ImmediateOrCancel, FillOrKill, Day };

enum class OrderStatus : std::uint8_t {
    Held, ///< The second part of a list, whose first has not filled.
    New,
    PartiallyFilled,
    Filled,
    Cancelled, ///< By its owner.
    Expired, ///< By the exchange: the remainder of what may not rest, the other leg of a list.
    ExpiredInMatch, ///< It would have met an order of the same account.
    Rejected, ///< A held order that could not begin.
};

[[nodiscard]] constexpr bool isOpen(OrderStatus status) noexcept
{
    return status <= OrderStatus::PartiallyFilled;
}

/// Why the exchange says no.
enum class Refusal : std::uint8_t {
    UnknownListing,
    PriceRange, ///< Outside [lowest, highest].
    PriceBand, ///< Too far from the average.
    Size,
    MarketSize,
    Value, ///< Too little or too much.
    OpenOrders, ///< Too many of the account.
    TriggerOrders,
    OpenLists,
    TrailRange,
    Position, ///< The account would hold more than it may.
    Amends,
    MarketClosed,
    Funds,
    DuplicateClientId,
    WouldTrigger,
    WouldTake,
    NoLast, ///< A trigger or a market order, and nobody has traded yet.
    ListPrices, ///< Legs stand on the wrong sides of the market.
    UnknownOrder,
    ChangesNothing,
    Grows, ///< An order that keeps its place can only get smaller.
    Full, ///< The exchange holds as many orders as it can.
};

template<class T> using Outcome = tl::expected<T, Refusal>;

/// How far behind the best price since it began a trigger follows. At most one of the two is above zero.
struct Trail {
    std::int32_t bp = 0;
    Ticks ticks{};
    [[nodiscard]] constexpr explicit operator bool() const noexcept
    {
        return bp > 0 || ticks.count > 0;
    }
};

/// What a client wants.
struct OrderWish {
    std::size_t listing = 0;
    Side side = Side::Buy;
    OrderKind kind = OrderKind::Limit;
    OrderLife life = OrderLife::GoodTillCancelled;
    std::optional<Timestamp> expires; ///< Of one of the day: when, if not with the market's close.
    Lots size{}; ///< Zero with a budget.
    std::optional<Money> budget; ///< Of a market order: quote to spend, or to get.
    std::optional<Ticks> limit, stop;
    Trail trail; ///< Of a Stop or TakeProfit; with `stop` too it begins to follow once that is reached.
    bool preventsSelfTrade = false; ///< Resting orders of the account that ask for it, too, go first.
    std::string clientId; ///< At most 64 bytes; unique among the account's open orders. Empty: the exchange names it.
    std::array<std::int64_t, 4> marks{}; ///< The face's own; handed back, never looked at.
};

/// What became of it.
struct VenueOrder {
    OrderWish wish; ///< As amended.
    std::uint64_t id = 0; ///< From 1, rising, unique on the exchange.
    AccountId account;
    std::uint64_t list = 0; ///< 0: none.
    OrderStatus status = OrderStatus::New;
    Lots filled{};
    Money spent{}; ///< Value of the fills, in the quote.
    Timestamp created, updated;
    Timestamp working{}; ///< When it came to the book; zero before.
    bool hasFired = false; ///< Its trigger.
    bool trails = false; ///< It has begun to follow, at `trailing`, from the best price `extreme`.
    Timestamp trailing{};
    Ticks extreme{};
    Money locked{}; ///< Of the quote for a buy, of the base for a sell.
    std::size_t amends = 0;
    std::string firstClientId; ///< Where an amendment has given it another.

    [[nodiscard]] Lots left() const noexcept
    {
        return {wish.size.count - filled.count};
    }
    [[nodiscard]] bool isOpen() const noexcept
    {
        return sandbox::isOpen(status);
    }
};

enum class ListKind : std::uint8_t {
    OneCancelsOther, ///< Two legs.
    OneTriggersOther, ///< The first works; when it has filled, the second begins.
    Bracket, ///< The first works; when it has filled, the other two begin, as OneCancelsOther.
};

struct ListWish {
    ListKind kind = ListKind::OneCancelsOther;
    std::string clientId;
    std::vector<OrderWish> legs; ///< All of one listing. Two, or three of a bracket.
};

struct OrderList {
    std::uint64_t id = 0;
    AccountId account;
    ListKind kind = ListKind::OneCancelsOther;
    std::string clientId;
    std::size_t listing = 0;
    std::vector<std::uint64_t> orders;
    Timestamp created, updated;
    bool isDone = false;
    bool hasSecond = false; ///< Its second part has begun.
};

/// A fill of an account's order.
struct AccountTrade {
    std::uint64_t id = 0; ///< Of the public trade; both sides have the same.
    std::uint64_t order = 0, list = 0;
    AccountId account;
    std::size_t listing = 0;
    Side side = Side::Buy;
    Ticks price;
    Lots size;
    Money value; ///< In the quote.
    Money fee;
    std::size_t feeAsset = 0; ///< What was received.
    Timestamp at;
    bool isMaker = false;
};

struct Balance {
    Money free, locked;
    friend bool operator==(const Balance&, const Balance&) = default;
};

} // namespace omni::sandbox
