// The one order by which a watchdog closes a position at Alpaca. Pure.

#pragma once

#include "core/edge/brokers/alpaca/wire_assets.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/edge/brokers/shared/order_guard.h"

#include <string_view>

namespace omni::brokers::alpaca {

/// A limit that fills at once or not at all, within the collar of the quote in `latestQuotes`, the answer that was
/// asked for. Whole shares of stocks; what is below one stays. Invalid: no such quote, too old, one-sided; nothing to
/// close.
///
/// It cannot open the other side, whatever happens between the look at the position and its arrival. It is no larger
/// than what was held; of a stock it says that it closes (`OrderWish::intent`), so that the venue refuses it where
/// nothing of that side is held any more, and where less is held, because it sells no more than is available; a coin
/// cannot be sold short. `DELETE /v2/positions/{symbol}` would close at any price, without a name of ours to find it
/// by.
[[nodiscard]] Result<OrderWish> closingWish(const GuardedClosing& closing, const AssetImage& asset,
                                            std::string_view latestQuotes, Timestamp now);

} // namespace omni::brokers::alpaca
