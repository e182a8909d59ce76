// What Alpaca would refuse for certain, refused before a byte is sent; and an order of ours as a request.
//
// Checked: whole cents from 1.00 on and four decimals below; fractions and amounts of money in market and limit orders
// of the day alone; crypto without orders of the day, without trailing and without short sales; nothing that Alpaca has
// no word for (post-only). Pure.

#pragma once

#include "core/base/error.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/trade/market/instrument.h"
#include "core/trade/orders/order.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

/// How far behind its trigger the limit of a coin's stop is.
inline constexpr std::int64_t stopReachPercent = 5;

/// A stop of a coin: Alpaca has none at the market, so that it goes as a stop-limit whose limit is that far behind. The
/// limit is the adapter's own and not the desk's.
[[nodiscard]] bool isReaching(const orders::OrderTicket& ticket, const market::Instrument& instrument) noexcept;

/// It is for a part of a share, or for an amount of money.
[[nodiscard]] bool isPart(const OrderWish& wish) noexcept;

/// Invalid: why it would be refused and what to do, in words for the person whose order it is.
[[nodiscard]] Result<OrderWish> orderWishFrom(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                              std::string_view clientId);

/// Gives an entry its stop along, "one triggers other". False, and nothing is changed: that class does not take such an
/// entry or such a stop. It takes whole shares at the market or with a limit, of the day or till cancelled; the stop
/// stands where the entry would lose, a cent away at least.
[[nodiscard]] bool addStop(OrderWish& wish, const orders::OrderTicket& entry, const market::Instrument& instrument,
                           Ticks trigger);

} // namespace omni::brokers::alpaca
