// Bars, volume and curves as pixels: one bar or one pixel column each, never more shapes than the plot is wide.
//
// Rising candles are hollow, falling ones filled. Where bars are narrower than three pixels a column shows the range of
// all its bars. Coordinates are device pixels; buffers are kept from one use to the next.

#pragma once

#include "ui/charts/canvas.h"
#include "ui/charts/chart_data.h"
#include "ui/charts/price_scale.h"
#include "ui/charts/time_scale.h"

#include <QRect>
#include <QRgb>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace omni::ui {

enum class ChartStyle : std::uint8_t {
    Candles, ///< Rising ones hollow.
    Filled, ///< All filled.
    HeikinAshi, ///< Averaged candles; where a column holds several bars, the plain range.
    Line, ///< Closes.
};

/// Colours, flat.
struct BarInk {
    QRgb up = 0, down = 0, inside = 0, line = 0;
    QRgb volumeUp = 0, volumeDown = 0;
    QRgb formingUp = 0, formingDown = 0; ///< Inside of a candle that is not finished.
};

/// One candle, or one pixel column of several bars.
struct BarColumn {
    int x = 0; ///< Left edge of the body.
    int width = 1;
    Bucket bucket;
};

/// Where a plot lies, in device pixels, and how its axes map to it.
struct PlotPlace {
    QRect box;
    double ratio = 1; ///< Device pixels a device-independent one.
    const TimeScale& time;
    const PriceScale& price;

    /// Left edge of the plot is x = 0 of the time scale.
    [[nodiscard]] double xOf(double index) const noexcept
    {
        return box.left() + time.xOf(index) * ratio;
    }
    [[nodiscard]] double yOf(double ticks) const noexcept
    {
        return price.yOf(ticks) * ratio;
    }
    [[nodiscard]] double barWidth() const noexcept
    {
        return time.barWidth() * ratio;
    }
    /// The first bar whose middle is at or right of device pixel `x`.
    [[nodiscard]] std::size_t barFrom(int x, std::size_t count) const noexcept;
};

/// Columns narrower than this show several bars, or one as a line.
inline constexpr double narrowestCandle = 3;

class BarPainter
{
public:
    /// Gathers what is to be painted of the bars [0, until).
    void collect(const ChartData& data, const PlotPlace& place, ChartStyle style, std::size_t until);
    /// Mean volume of a bar in the busiest column.
    [[nodiscard]] double mostVolume() const noexcept
    {
        return m_mostVolume;
    }
    [[nodiscard]] const std::vector<BarColumn>& columns() const noexcept
    {
        return m_columns;
    }
    void paintVolume(const Canvas& canvas, const PlotPlace& place, const BarInk& ink, int height) const;
    void paintBars(const Canvas& canvas, const PlotPlace& place, const BarInk& ink, ChartStyle style) const;
    /// The last column alone, with the bar that forms in it; false: it is not in sight.
    [[nodiscard]] static bool lastColumn(const ChartData& data, const PlotPlace& place, ChartStyle style,
                                         BarColumn& out);

private:
    std::vector<BarColumn> m_columns;
    double m_mostVolume = 0;
};

/// A candle as boxes: `fill(x, y, width, height, color)`.
template<class Fill>
void fillCandle(const BarColumn& column, const PlotPlace& place, const BarInk& ink, ChartStyle style, bool isForming,
                Fill&& fill)
{
    const Bucket& bar = column.bucket;
    const bool isUp = bar.close >= bar.open;
    const QRgb color = isUp ? ink.up : ink.down;
    const auto row = [&place](std::int64_t ticks) {
        return static_cast<int>(std::lround(std::clamp(place.yOf(static_cast<double>(ticks)), -1e6, 1e6)));
    };
    const int high = row(bar.high);
    const int low = row(bar.low);
    const int line = std::max(1, static_cast<int>(std::lround(place.ratio)));
    if (column.width < 3) {
        fill(column.x, high, column.width, std::max(line, low - high + 1), color);
        return;
    }
    const int top = row(std::max(bar.open, bar.close));
    const int bottom = std::max(top + line, row(std::min(bar.open, bar.close)) + 1);
    const int middle = column.x + (column.width - line) / 2;
    fill(middle, high, line, top - high, color);
    fill(middle, bottom, line, low + 1 - bottom, color);
    fill(column.x, top, column.width, bottom - top, color);
    const bool isHollow = isForming || (isUp && style != ChartStyle::Filled);
    if (isHollow && column.width > 2 * line && bottom - top > 2 * line) {
        fill(column.x + line, top + line, column.width - 2 * line, bottom - top - 2 * line,
             isForming ? (isUp ? ink.formingUp : ink.formingDown) : ink.inside);
    }
}

/// A curve of values by bar through the bars [0, until), `thickness` device pixels.
void paintCurve(const Canvas& canvas, const PlotPlace& place, const Curve& curve, std::size_t until, QRgb color,
                double thickness);
/// The closes as a curve.
void paintCloses(const Canvas& canvas, const PlotPlace& place, const std::vector<BarColumn>& columns, QRgb color,
                 double thickness);

} // namespace omni::ui
