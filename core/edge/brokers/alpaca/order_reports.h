// The venue's words on orders as reports to the desk.
//
// Words may come late and twice, from three sides (answers, the stream, lists). Here an order that the venue has ended
// stays ended, and what would contradict that is left out if it is only older.

#pragma once

#include "core/edge/brokers/alpaca/session_state.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_order.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"

#include <optional>
#include <string_view>

namespace omni::brokers::alpaca {

/// Our order behind an image, by its name or by the venue's id. Learns the venue's id, and of an entry its stop there.
[[nodiscard]] std::optional<OrderId> ownOrderOf(SessionState& state, const OrderImage& image);

/// `image`: as it stands there now, if told.
void report(SessionState& state, OrderId order, orders::OrderEventKind kind, const OrderImage* image,
            std::string_view words = {});
/// A word of ours: the order has not left, and the venue knows nothing of it.
void reportUnsent(SessionState& state, OrderId order, orders::OrderEventKind kind, std::string_view words);
/// What its status says: Accepted (or Found, of a question's answer), Filled, Cancelled, Expired, Rejected.
void reportStatus(SessionState& state, OrderId order, const OrderImage& image, bool isAnswerToQuestion);
/// Somebody else's order as it stands now.
void reportForeign(SessionState& state, const OrderImage& image);

/// Of an order of ours, or of none: somebody else's. `after`: what the account holds behind it, if that is told; the
/// fee of a coin follows from it. True: told, or not of an instrument of this session. False: it cannot be, and the
/// account must be compared.
[[nodiscard]] bool reportFill(SessionState& state, std::optional<OrderId> order, const FillActivity& fill,
                              std::optional<Decimal> after = {});

/// A message of the order stream. False: as `reportFill`.
[[nodiscard]] bool reportUpdate(SessionState& state, const TradeUpdate& update);

/// Lots that the venue says have filled and of which this session has seen no fills.
[[nodiscard]] bool hasUnseenFills(const SessionState& state, OrderId order, const OrderImage& image);

} // namespace omni::brokers::alpaca
