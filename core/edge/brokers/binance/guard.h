// Binance for a watchdog: requests over HTTP alone, signed and within the limits like those of a session.
//
// The spot venue has no timer that cancels what is not confirmed (its derivatives have one), so there is none here.

#pragma once

#include "core/edge/brokers/shared/broker_info.h"

#include <memory>

namespace omni::brokers::binance {

/// Denied: environment, key and addresses do not agree.
[[nodiscard]] Result<std::unique_ptr<OrderGuard>> makeGuard(BrokerMaking making);

} // namespace omni::brokers::binance
