// Executions of the account, page by page: those since some time, or those of one order.

#pragma once

#include "core/edge/brokers/alpaca/session_state.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_order.h"

#include <QCoroTask>

#include <vector>

namespace omni::brokers::alpaca {

/// All from `since` on, oldest first, as many pages as it takes. An error: a page could not be had or read, or there
/// are more than 50'000.
[[nodiscard]] QCoro::Task<Result<std::vector<FillActivity>>> fillsSince(SharedState state, Timestamp since);

/// Tells the desk the fills of one order. False: not all of them could be told.
[[nodiscard]] QCoro::Task<bool> tellFillsOf(SharedState state, OrderId order, OrderImage image);

} // namespace omni::brokers::alpaca
