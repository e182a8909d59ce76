// Whose is an order that came with another? Alpaca's orders do not name the entry that they belong to.
//
// A leg stands under a name that Alpaca has made. Of those that this session has sent with their entries, the answers
// and the stream tell the numbers; of any other the orders of its moment are listed with their legs. Until that is
// known nothing is said of it: it may be the stop of ours, and is nobody else's order then.

#pragma once

#include "core/edge/brokers/alpaca/order_desk.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"

#include <QCoroTask>

namespace omni::brokers::alpaca {

inline constexpr std::size_t mostOwnerless = 64; ///< Orders whose owners are looked for, and words on each.

/// It may be a leg of ours, and nothing is known of it yet.
[[nodiscard]] bool isOwnerless(SessionState& state, const OrderImage& image);

/// Looks for the entry of an order. Afterwards it is known as a leg of ours, or noted as a stranger's. An error: it
/// could not be found out.
[[nodiscard]] QCoro::Task<Result<void>> findOwner(SharedState state, OrderImage image);

/// A message of the order stream, told when it is known whose the order is. False: as `reportUpdate`.
[[nodiscard]] bool takeUpdate(const OrderDesk& desk, const TradeUpdate& update);

} // namespace omni::brokers::alpaca
