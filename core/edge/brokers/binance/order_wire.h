// Orders on the wire: tickets as parameters, and what the venue tells of orders and trades. Pure, no Qt.
//
// Amounts are counts of 10^-8, times milliseconds since 1970.

#pragma once

#include "core/edge/brokers/binance/signing.h"
#include "core/edge/brokers/binance/symbol_units.h"
#include "core/trade/orders/order.h"
#include "core/trade/orders/order_event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

/// Of an order that `refusalOf` lets pass. Invalid: its prices or size do not fit on the wire.
[[nodiscard]] Result<Params> orderParams(const orders::OrderTicket& ticket, std::string_view name,
                                         const SymbolRules& rules, const SymbolUnits& units);

/// Two closing legs as one OCO. Nothing: the venue has no such pair; they must be one resting limit and one stop, alike
/// in symbol, side and size, with the limit on the profit's side.
[[nodiscard]] std::optional<Params> pairParams(const orders::OrderTicket& first, std::string_view firstName,
                                               const orders::OrderTicket& second, std::string_view secondName,
                                               const SymbolRules& rules, const SymbolUnits& units);

enum class VenueStatus : std::uint8_t { New, PartlyFilled, Filled, Cancelled, Expired, Rejected, Pending };

/// Nothing for a word that nobody knows.
[[nodiscard]] std::optional<VenueStatus> statusFrom(std::string_view text) noexcept;
/// Nothing for any other word.
[[nodiscard]] std::optional<Side> sideFrom(std::string_view text) noexcept;

struct VenueTrade {
    std::int64_t id = 0, order = 0;
    std::int64_t price = 0, size = 0, value = 0, fee = 0;
    std::string feeAsset;
    Side side = Side::Buy;
    orders::Liquidity liquidity = orders::Liquidity::Unknown;
    std::int64_t time = 0;
};

struct VenueOrder {
    std::string symbol, name; ///< `name`: our client order id, of the order itself.
    std::int64_t id = 0;
    VenueStatus status = VenueStatus::New;
    Side side = Side::Buy;
    bool isStop = false; ///< Of a conditional type.
    std::int64_t list = 0; ///< The order list that it is a leg of; zero: of none.
    bool takesProfit = false; ///< Of one that waits for a better price.
    std::int64_t size = 0, filled = 0, value = 0, limit = 0, stop = 0; ///< Zero: none.
    std::int64_t time = 0;
    std::vector<VenueTrade> trades; ///< Of a full answer.
};

/// The answer to a new order, to a query or to a cancel. Invalid: it is none, so nobody knows what has become of it.
[[nodiscard]] Result<VenueOrder> orderFrom(std::string_view json);
/// Of openOrders and allOrders.
[[nodiscard]] Result<std::vector<VenueOrder>> ordersFrom(std::string_view json);
/// The reports in the answer to an order list.
[[nodiscard]] Result<std::vector<VenueOrder>> listOrdersFrom(std::string_view json);
/// Of the answer to a cancel: the order, or for a leg of a list all of the list, which goes with it. Empty: it is
/// neither.
[[nodiscard]] std::vector<VenueOrder> cancelledFrom(std::string_view json);
/// The amended order of an amend.
[[nodiscard]] Result<VenueOrder> amendedFrom(std::string_view json);
/// Of myTrades, the oldest first.
[[nodiscard]] Result<std::vector<VenueTrade>> tradesFrom(std::string_view json);

/// As booked. Invalid: a size, price or fee that cannot be; then nothing is booked and the account is compared.
/// `feeCurrency` is the number of its `feeAsset`.
[[nodiscard]] Result<orders::Fill> fillFrom(const VenueTrade& trade, const SymbolUnits& units, AccountId account,
                                            OrderId order, CurrencyId feeCurrency);

} // namespace omni::brokers::binance
