// What screen readers are told of charts.

#pragma once

namespace omni::ui {

/// Once for the program; further calls do nothing. A `ChartView` is then a chart whose name is its `summary`, with a
/// child for each line on it: its words, where its label stands, and whether it can be moved.
void installChartAccessible();

} // namespace omni::ui
