// The market streams' three busiest messages, read in the very form in which the venue writes them.
//
// What differs in any byte from that form (another order of fields, a new field, a blank) is not for this reader but
// for the one that reads all JSON (feed_wire.h). Pure, no Qt.

#pragma once

#include "core/edge/brokers/binance/feed_wire.h"

#include <optional>
#include <string_view>

namespace omni::brokers::binance {

/// Trade, Quote or Depth, read whole; nothing for everything else, also for figures that cannot be.
[[nodiscard]] std::optional<FeedKind> scanned(std::string_view json, FeedMessage& message);

} // namespace omni::brokers::binance
