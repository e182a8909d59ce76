// Curves of a report as inline SVG.

#pragma once

#include "core/desk/backtest/result.h"

#include <span>
#include <string>

namespace omni::backtest {

/// Equity over time with its scale. At most a lowest and a highest value for each column of pixels, so that no peak and
/// no trough is lost however many points there are. Empty for fewer than two points.
[[nodiscard]] std::string equitySvg(std::span<const EquityPoint> points);
/// How far below its last peak the account was, as an area under the zero line.
[[nodiscard]] std::string drawdownSvg(std::span<const EquityPoint> points);

} // namespace omni::backtest
