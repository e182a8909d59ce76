// The stop of an entry that has none of its own.

#pragma once

#include "core/trade/market/units.h"

#include <optional>

namespace omni::risk {

/// The trigger `distance` (not below zero) of the entry's price away, below it for a buy and above it for a sell. The
/// distance is rounded down to whole ticks, the tick that protects more, but is at least one. Nothing when the trigger
/// would leave the range, or reach zero from a price above it: such a stop never fires.
[[nodiscard]] std::optional<Ticks> defaultStop(Side side, Ticks entry, BasisPoints distance) noexcept;

} // namespace omni::risk
