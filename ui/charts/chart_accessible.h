// What screen readers are told of charts.

#pragma once

namespace omni::ui {

/// Once for the program; further calls do nothing. A `ChartView` is then a chart whose name is its `summary`.
void installChartAccessible();

} // namespace omni::ui
