// Where a resting order stands among lots that nobody showed one by one.
//
// Simulated fills that are kinder than the market teach the wrong lesson: every doubt counts against us.

#pragma once

#include "core/desk/sim/feed_venue.h"
#include "core/desk/sim/working_order.h"

#include <limits>

namespace omni::sim {

/// Stands for a size that was not told: as large as any order.
inline constexpr Lots boundless{std::numeric_limits<std::int64_t>::max()};

/// Joins behind all `shown` lots.
void join(QueuePlace& place, Lots shown) noexcept;

/// The level is told anew with `shown` lots. What it lost beyond what traded was cancelled, by the model's choice
/// behind us or in proportion; never can more stand before us than is shown.
void onLevel(QueuePlace& place, Lots shown, QueueModel model) noexcept;

/// `size` lots trade at the order's price. Returns how many of them reach us.
[[nodiscard]] Lots onTrade(QueuePlace& place, Lots size) noexcept;

} // namespace omni::sim
