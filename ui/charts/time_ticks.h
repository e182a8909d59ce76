// Which moments the axis of time names: round ones of the user's zone, at the first bar that reaches them.

#pragma once

#include "core/desk/views/chart_series.h"
#include "ui/charts/time_scale.h"

#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <vector>

namespace omni::ui {

struct TimeTick {
    double x = 0; ///< Middle of the bar.
    QString text; ///< "10:40"; where the day is another than before, "Tue 14 10:40".
};

/// When bar `index` opened, or would open if the series went on as it ends.
[[nodiscard]] Timestamp timeOf(const views::BarSeries& series, double index) noexcept;
/// The first bar that opened at or after `time`; the count when there is none.
[[nodiscard]] std::size_t firstBarFrom(const views::BarSeries& series, Timestamp time) noexcept;
/// The last bar that opened at or before `time`; the count when there is none.
[[nodiscard]] std::size_t barAt(const views::BarSeries& series, Timestamp time) noexcept;

/// From left to right, at least `spacing` pixels apart.
void placeTimeTicks(const views::BarSeries& series, const TimeScale& scale, const QTimeZone& zone,
                    const QLocale& locale, double spacing, std::vector<TimeTick>& out);

} // namespace omni::ui
