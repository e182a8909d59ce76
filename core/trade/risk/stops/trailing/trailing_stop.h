// A stop that follows the market by a multiple of its average true range and never steps back.
//
// Source: the volatility stop of J. W. Wilder, "New Concepts in Technical Trading Systems" (1978), ch. III, held at its
// best value; the multiple of 3 is C. LeBeau's.

#pragma once

#include "core/trade/market/units.h"
#include "core/trade/risk/limits.h"

#include <optional>

namespace omni::risk {

/// The trigger after a bar that closed at `close`. `position` is the side that opened: Buy for a long position, whose
/// stop only rises; Sell for a short one, whose stop only falls. `current` is the stop so far, if any.
/// `atr` times `multiple` is rounded down to whole ticks, but is at least one, so that a stop never stands at the
/// close. A multiple of zero, an ATR not above zero, or a trigger out of range leaves `current`.
[[nodiscard]] std::optional<Ticks> trailedStop(Side position, std::optional<Ticks> current, Ticks close, Ticks atr,
                                               Milli multiple) noexcept;

} // namespace omni::risk
