// The option --broker NAME[:SYMBOL,…], of the window and of a run without one.

#pragma once

#include "core/host/control/run_failure.h"
#include "core/host/runtime/broker/broker_market.h"

#include <string>

namespace omni::app {

/// Exit 2: a symbol that is none, or stands there twice; a protocol that the paper exchange in this program does not
/// speak. Whether there is such a broker: the session.
[[nodiscard]] runtime::Outcome<runtime::BrokerWish> brokerWishFrom(const std::string& text);

} // namespace omni::app
