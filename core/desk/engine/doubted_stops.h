// A stop of which nobody knows whether it stands. It counts as sent, so that none is put beside it that would close the
// holding twice, and as no protection (views/stop_doubt.h): the venue is asked, and a person is told where it does not
// answer soon (S17).

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// Longer than a venue takes to prove that an order never came (Binance: 8 s from its stamp) and to be asked for that:
/// the usual end of a doubt after a crash is no alarm.
inline constexpr Duration doubtedStopPatience = seconds(15);

/// With `guardProtection`, and while a stop is lost from sight each second, market or none (`untilDoubtIsSeen`). Tells
/// "position.stop_in_doubt", Critical, at the pace of `StandingAlerts`, of each stop of ours behind a holding of which
/// the venue has said nothing for as long as the patience lasts: Unknown, or sent and not answered.
void tellDoubtedStops(Turn& turn);

/// Until it is to be looked at again. For ever: no stop behind a holding is Unknown. A venue that is silent brings no
/// ticks, either.
[[nodiscard]] Duration untilDoubtIsSeen(const DeskState& state) noexcept;

} // namespace omni::engine
