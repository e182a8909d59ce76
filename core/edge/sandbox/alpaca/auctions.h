// When the orders of the opening and of the closing auction are taken, and when they trade.
//
// Days and hours are those of New York's exchanges, holidays and early closes included, whatever hours the market here
// keeps. An order for the opening ("opg") is taken until two minutes before it, one for the close ("cls") until ten
// minutes before; from seven in the evening on both are taken for the next day. In between nobody takes them.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/alpaca/faults.h"
#include "core/edge/sandbox/alpaca/order_request.h"

#include <optional>

namespace omni::sandbox::alpaca {

/// Of an order that comes `now`: when it trades; nothing: its time in force has no auction. 422 where it comes too late
/// for the one and too early for the next.
[[nodiscard]] Answer<std::optional<Timestamp>> auctionOf(TimeInForce tif, Timestamp now);

/// The market here has no auctions: what asks for one meets the book as it stands then, at the opening at once, at the
/// close in its last second.
inline constexpr Duration closingAuction = seconds(1);

} // namespace omni::sandbox::alpaca
