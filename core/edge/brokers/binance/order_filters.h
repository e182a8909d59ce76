// Whether the venue would take an order, asked before it is sent: what it breaks is told in clear words and nothing
// leaves (binance "filters"). Pure, no Qt.

#pragma once

#include "core/edge/brokers/binance/symbol_units.h"
#include "core/edge/brokers/binance/symbol_wire.h"
#include "core/trade/orders/order.h"

#include <cstdint>
#include <optional>
#include <string>

namespace omni::brokers::binance {

/// What filters compare with.
struct FilterView {
    std::optional<std::int64_t> average; ///< e8; the venue's average price, if it is known and fresh.
    std::int32_t openOrders = 0, openStopOrders = 0; ///< Of the symbol, also of others on the account;
                                                     ///< this one not counted.
    std::optional<std::int64_t> held = {}; ///< e8 of the base on the account, locked or not, and what its open buys may
                                           ///< add; none: not known.
};

/// Nothing: the venue takes it, as far as can be known here.
[[nodiscard]] std::optional<std::string> refusalOf(const orders::OrderTicket& ticket, const SymbolRules& rules,
                                                   const SymbolUnits& units, const FilterView& view);

/// Whether the venue would take one more list of orders; open ones of the symbol, also of others, counted before it.
[[nodiscard]] std::optional<std::string> listRefusalOf(const SymbolRules& rules, std::int32_t openLists);

/// The distance of a trailing stop as the venue wants it: basis points of the price from which it starts, that is the
/// first trigger and the distance away from it. Nearest; nothing if that is no price.
[[nodiscard]] std::optional<std::int32_t> trailInBasisPoints(const orders::OrderTicket& ticket);

} // namespace omni::brokers::binance
