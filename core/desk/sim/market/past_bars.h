// The time before the built-in market began, for charts and for indicators that must warm up.

#pragma once

#include "core/base/time.h"
#include "core/desk/sim/market/profiles.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace omni::sim {

/// As `SyntheticMarket::pastBars`. The path is drawn backwards, minute by minute, from the profile's start price, with
/// the volatility model of `HiddenValue`, and a minute is filled with its seconds where they are asked for; so what is
/// asked for never changes what was.
[[nodiscard]] std::vector<market::Bar> pastBars(const Profile& profile, const market::Instrument& instrument,
                                                std::uint64_t seed, Timestamp start, Duration interval,
                                                std::size_t count);

} // namespace omni::sim
