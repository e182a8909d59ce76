// A strategy that wishes whatever its dice say: entries either way with stops and targets near, far and absurd, exits,
// and now and then an exception. A runaway enters the same way again and again; most of them leave in between.
//
// The dice are a function of the seed and the bar, so that a restart or a step left out does not change what is wished
// at other times.

#pragma once

#include "core/desk/engine/engine.h"

#include <cstdint>

namespace omni::simulate {

/// Makes a wild one for every spec but `sma_cross`, which is made as it is.
[[nodiscard]] engine::Engine::MakeStrategy wildStrategies(std::uint64_t seed, bool throwsSometimes, bool runsAway);

} // namespace omni::simulate
