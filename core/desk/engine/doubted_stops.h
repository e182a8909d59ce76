// A stop of which nobody knows whether it stands. It counts as sent, so that none is put beside it that would close the
// holding twice, and as no protection (views/stop_doubt.h): the venue is asked, and a person is told where it does not
// answer soon (S17).

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// Longer than a venue takes to prove that an order never came (Binance: 8 s from its stamp) and to be asked for that:
/// the usual end of a doubt after a crash is no alarm.
inline constexpr Duration doubtedStopPatience = seconds(15);

/// With `guardProtection`. Tells "position.stop_in_doubt", Critical, at the pace of `StandingAlerts`, of each stop
/// order of ours that is Unknown behind a holding for as long as the patience lasts.
void tellDoubtedStops(Turn& turn);

} // namespace omni::engine
