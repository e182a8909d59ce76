// What stands at the axes of the curve: times that tell their ticks apart, amounts and shares as the rest of the window
// writes them.

#pragma once

#include "ui/widgets/formats.h"

#include <QString>

#include <cstdint>

namespace omni::ui::pnl {

/// A time on an axis whose ticks lie `step` apart: seconds below a minute, hours and minutes below a day, else the
/// date. In the zone and the language of `formats`.
[[nodiscard]] QString timeLabel(Timestamp at, Duration step, const Formats& formats);

/// Decimals that a multiple of `step` needs, at most 4.
[[nodiscard]] int decimalsOf(double step);

/// An amount of money. Hidden where amounts are.
[[nodiscard]] QString amountLabel(double amount, double step, const Formats& formats);

/// `percent` -1.5 as "−1.5%".
[[nodiscard]] QString percentLabel(double percent, double step, const Formats& formats);

} // namespace omni::ui::pnl
