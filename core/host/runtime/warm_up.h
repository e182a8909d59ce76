// The bars of before a session, with which the indicators of its strategies begin (events::BarsGiven).
//
// The built-in market knows what was before it; of recorded data files of bars tell it. Where nothing does, strategies
// warm up from the feed, and a note says so.

#pragma once

#include "core/desk/events/event.h"
#include "core/host/runtime/session_market.h"

#include <span>
#include <vector>

namespace omni::runtime {

/// All that `strategies` need, as far as it is known; every bar has ended by the market's start. A history that does
/// not belong to the market is refused with exit 3: other files than bars, an unknown instrument, prices between two
/// ticks.
[[nodiscard]] Outcome<std::vector<events::BarsGiven>> barsBefore(const MarketWish& wish, const SessionMarket& market,
                                                                 std::span<const events::StrategySetting> strategies,
                                                                 const Reporter& reporter);

} // namespace omni::runtime
