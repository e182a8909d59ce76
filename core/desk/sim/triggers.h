// When a stop order fires.

#pragma once

#include "core/desk/sim/working_order.h"
#include "core/trade/market/tick.h"

#include <optional>

namespace omni::sim {

/// Shows `price` to an order that waits for its trigger; a trailing stop follows it first. True when it fires. Without
/// a first trigger a trailing stop starts at the first price it sees.
[[nodiscard]] bool firesAt(WorkingOrder& order, Ticks price) noexcept;

/// Shows a whole bar. The price at which it fires, if it does: the open where that is beyond the stop already, else the
/// stop. A trailing stop is first held against the bar as it stood before; then it follows the extreme, and fires if
/// the close shows that the price came back through it.
[[nodiscard]] std::optional<Ticks> firesIn(WorkingOrder& order, const market::Bar& bar) noexcept;

} // namespace omni::sim
