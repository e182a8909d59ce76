// Has the market left the price that a person approved?

#pragma once

#include "core/trade/market/units.h"
#include "core/trade/risk/limits.h"

#include <optional>

namespace omni::risk {

/// How far the price may have moved since the proposal, in ticks, rounded down: the smaller of a share of its price and
/// a multiple of ATR. The latter is left out where ATR is not known or the multiple is zero. Not below zero.
[[nodiscard]] Ticks allowedDrift(Ticks proposed, std::optional<Ticks> atr, const Limits& limits) noexcept;

/// The price moved further than that, whichever way: the approval is void and the proposal is shown again.
[[nodiscard]] bool hasDrifted(Ticks proposed, Ticks now, std::optional<Ticks> atr, const Limits& limits) noexcept;

/// `now` is further than `allowed` from the price that was proposed, or not known.
[[nodiscard]] bool isBeyondDrift(Ticks proposed, Ticks allowed, std::optional<Ticks> now) noexcept;

} // namespace omni::risk
