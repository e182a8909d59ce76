// A stop that the market has gone past and that has not filled protects nothing, whatever its state says: the market
// jumped its limit, the venue did not see the price that we see, or its word of the fill is lost.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// A stop that has been triggered fills well within it, and its fill is told.
inline constexpr Duration passedStopPatience = seconds(5);

/// With `guardProtection`. Tells "position.stop_passed", Critical, at the pace of `StandingAlerts`, of each stop order
/// of ours that the venue has confirmed and whose trigger lies behind both sides of a fresh quote for as long as the
/// patience lasts. Nothing is sent: what stands at the venue may still fill, and a close beside it could sell twice.
void tellPassedStops(Turn& turn);

} // namespace omni::engine
