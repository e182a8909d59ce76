// What an account has, what of it is spoken for, and whether an order fits in.

#pragma once

#include "core/edge/sandbox/alpaca/client_account.h"
#include "core/edge/sandbox/alpaca/order_record.h"
#include "core/edge/sandbox/exchange/exchange.h"

#include <functional>
#include <map>
#include <vector>

namespace omni::sandbox::alpaca {

struct AccountFigures {
    Money cash, longValue, shortValue; ///< `shortValue` is not above zero.
    Money buyingPower; ///< Free cash; of what is sold short, twice its value is kept back.
    [[nodiscard]] Money equity() const noexcept
    {
        return {cash.e8 + longValue.e8 + shortValue.e8};
    }
};

/// Orders of one account that have not ended, by number.
using OpenRecords = std::map<std::uint64_t, const OrderRecord*>;

[[nodiscard]] AccountFigures figuresOf(const Exchange& exchange, const ClientAccount& client, const OpenRecords& open);

/// Of the last price; zero before the first.
[[nodiscard]] Money valueAtMarket(const Exchange& exchange, std::size_t listing, Money quantity);

/// Quantity (10^-8) that open orders of this side take from what is held.
[[nodiscard]] Money heldForOrders(const Exchange& exchange, const OpenRecords& open, std::size_t listing, Side side);

/// Why the account may not have this order. Sets `intent` where the client left it open.
[[nodiscard]] std::optional<Fault> accountFault(const Exchange& exchange, const ClientAccount& client,
                                                const OpenRecords& open, OrderRequest& request);

/// Why the account may not have this many more lots of an open order.
[[nodiscard]] std::optional<Fault> growthFault(const Exchange& exchange, const ClientAccount& client,
                                               const OpenRecords& open, const OrderRecord& record, Lots more);

} // namespace omni::sandbox::alpaca
