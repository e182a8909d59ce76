// An order as Alpaca writes it, and the request that makes one. Pure: bytes and values.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

enum class OrderStatus : std::uint8_t {
    New,
    PendingNew,
    Accepted,
    AcceptedForBidding,
    PartiallyFilled,
    Filled,
    DoneForDay,
    Canceled,
    Expired,
    Replaced,
    PendingCancel,
    PendingReplace,
    Rejected,
    Suspended,
    Held,
    Stopped,
    Calculated,
    Other, ///< A word that we do not know.
};

/// "pending_new"
[[nodiscard]] OrderStatus orderStatusFrom(std::string_view word) noexcept;

/// It may still fill. A word that we do not know counts as open: nothing is freed upon it.
[[nodiscard]] bool isOpen(OrderStatus status) noexcept;

/// An order at the venue. Quantities and prices are the venue's own decimals.
struct OrderImage {
    std::string id; ///< The venue's.
    std::string clientId;
    std::string symbol;
    std::string orderClass; ///< Empty for a simple one.
    std::string type; ///< "stop_limit"
    std::string timeInForce;
    OrderStatus status = OrderStatus::Other;
    Side side = Side::Buy;
    bool isForExtendedHours = false;
    std::optional<Decimal> size, notional, limit, stop, trail;
    Decimal filled;
    std::optional<Timestamp> created, submitted, updated;
    std::string replaces, replacedBy; ///< Ids of the venue.
    std::vector<OrderImage> legs;
};

/// Of an answer to POST, PATCH or GET of one order. Invalid: it is none, or names neither id, client id nor symbol.
[[nodiscard]] Result<OrderImage> orderFrom(std::string_view json);
/// Of a list of orders; at most 500.
[[nodiscard]] Result<std::vector<OrderImage>> ordersFrom(std::string_view json);

/// An exit that comes with an order.
struct ExitWish {
    std::string limit; ///< Of the take-profit, or of a stop that becomes a limit.
    std::string stop;
};

/// A new order. Amounts are decimal text; empty: not named.
struct OrderWish {
    std::string symbol, clientId;
    Side side = Side::Buy;
    std::string size, notional; ///< One of them.
    std::string_view type; ///< "market", "limit", "stop", "stop_limit", "trailing_stop"
    std::string_view timeInForce; ///< "day", "gtc", "opg", "cls", "ioc", "fok"
    std::string limit, stop;
    std::string trailPrice, trailPercent; ///< Of a trailing stop: one of them.
    bool extendedHours = false;
    /// "sell_to_close", "buy_to_close": the venue refuses it unless the account holds what it would close. Of stocks:
    /// a coin cannot be sold short, and clients tell that the venue refuses the word there. Empty: the venue finds it,
    /// and an order of the other side than what is held may open one. The desk's own exits leave it empty: they close
    /// what a strategy holds, and the account may hold the other side.
    std::string_view intent;
    std::string_view orderClass; ///< "bracket", "oco", "oto"; empty: a simple one.
    std::optional<ExitWish> takeProfit, stopLoss;
};
[[nodiscard]] std::string orderText(const OrderWish& wish);

} // namespace omni::brokers::alpaca
