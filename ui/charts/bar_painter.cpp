#include "ui/charts/bar_painter.h"

#include <optional>

namespace omni::ui {

namespace {

/// A Heikin-Ashi open forgets half of the past with each bar: after so many nothing of it is left to see.
constexpr std::size_t warmUp = 48;

/// Columns of a pixel give and take each other bars of at most so much of their width.
constexpr double mostMoved = 0.25;

/// Odd, so that the wick stands in the middle, and with a gap to the next one.
int bodyWidth(double bar, double ratio) noexcept
{
    const int line = std::max(1, static_cast<int>(std::lround(ratio)));
    int width = std::max(1, static_cast<int>(bar * 0.74));
    width -= (width - line) % 2 != 0 ? 1 : 0;
    return std::max(line, width);
}

Bucket bucketOf(const market::Bar& bar) noexcept
{
    return {bar.open.count, bar.high.count, bar.low.count, bar.close.count, bar.volume, 1};
}

/// Source of the formula: D. Valcu, "Using the Heikin-Ashi technique", Stocks & Commodities 22 (2004).
class HeikinAshi
{
public:
    [[nodiscard]] Bucket next(const Bucket& bar) noexcept
    {
        const double close = (static_cast<double>(bar.open) + static_cast<double>(bar.high)
                              + static_cast<double>(bar.low) + static_cast<double>(bar.close))
            / 4;
        const double open
            = m_close ? (m_open + *m_close) / 2 : (static_cast<double>(bar.open) + static_cast<double>(bar.close)) / 2;
        m_open = open;
        m_close = close;
        const auto rounded = [](double ticks) { return static_cast<std::int64_t>(std::llround(ticks)); };
        return {rounded(open),
                std::max({bar.high, rounded(open), rounded(close)}),
                std::min({bar.low, rounded(open), rounded(close)}),
                rounded(close),
                bar.volume,
                1};
    }

private:
    double m_open = 0;
    std::optional<double> m_close;
};

Bucket averaged(const views::BarSeries& series, std::size_t index) noexcept
{
    HeikinAshi average;
    Bucket bucket;
    for (std::size_t i = index - std::min(index, warmUp); i <= index; ++i) {
        bucket = average.next(bucketOf(series.at(i)));
    }
    return bucket;
}

BarColumn candle(const PlotPlace& place, std::size_t index, const Bucket& bucket) noexcept
{
    const int width = bodyWidth(place.barWidth(), place.ratio);
    const double middle = place.xOf(static_cast<double>(index) + 0.5);
    return {static_cast<int>(std::floor(middle - width / 2.0 + 0.5)), width, bucket};
}

} // namespace

std::size_t PlotPlace::barFrom(int x, std::size_t count) const noexcept
{
    const double index = std::ceil(time.indexAt((x - box.left()) / ratio) - 0.5);
    return index <= 0 ? 0 : std::min(count, static_cast<std::size_t>(index));
}

void BarPainter::collect(const ChartData& data, const PlotPlace& place, ChartStyle style, std::size_t until)
{
    m_columns.clear();
    m_mostVolume = 0;
    const views::BarSeries& series = *data.series();
    const auto add = [this](const BarColumn& column) {
        m_columns.push_back(column);
        m_mostVolume = std::max(m_mostVolume, column.bucket.volume / static_cast<double>(column.bucket.count));
    };
    if (place.barWidth() >= narrowestCandle) {
        const std::size_t last = std::min(until, place.time.last());
        const std::size_t first = std::min(place.time.first(), last);
        HeikinAshi average;
        for (std::size_t i = style == ChartStyle::HeikinAshi ? first - std::min(first, warmUp) : first; i < last; ++i) {
            Bucket bucket = bucketOf(series.at(i));
            if (style == ChartStyle::HeikinAshi) {
                bucket = average.next(bucket);
            }
            if (i >= first) {
                add(candle(place, i, bucket));
            }
        }
        return;
    }
    // Where a column holds many nodes, whole ones do: what moves over its edge is at most a quarter of a pixel wide.
    const std::size_t mask = BarPyramid::stepWithin(mostMoved / place.barWidth()) - 1;
    std::size_t from = place.barFrom(place.box.left(), until) & ~mask;
    for (int x = place.box.left(); x <= place.box.right() && from < until; ++x) {
        std::size_t next = place.barFrom(x + 1, until);
        next = next < until ? next & ~mask : next;
        if (next > from) {
            add({x, 1, data.pyramid().over(series, from, next)});
            from = next;
        }
    }
}

bool BarPainter::lastColumn(const ChartData& data, const PlotPlace& place, ChartStyle style, BarColumn& out)
{
    const views::BarSeries& series = *data.series();
    const std::size_t count = series.count();
    if (count == 0) {
        return false;
    }
    const double middle = place.xOf(static_cast<double>(count) - 0.5);
    if (middle < place.box.left() - place.barWidth() || middle > place.box.right() + place.barWidth()) {
        return false;
    }
    if (place.barWidth() >= narrowestCandle) {
        out = candle(place, count - 1,
                     style == ChartStyle::HeikinAshi ? averaged(series, count - 1) : bucketOf(series.at(count - 1)));
        return true;
    }
    const int x = static_cast<int>(std::floor(middle));
    const std::size_t first = std::min(place.barFrom(x, count), count - 1);
    out = {x, 1, data.pyramid().over(series, first, count)};
    return true;
}

void BarPainter::paintVolume(const Canvas& canvas, const PlotPlace& place, const BarInk& ink, int height) const
{
    if (m_mostVolume <= 0) {
        return;
    }
    const int bottom = place.box.top() + place.box.height();
    for (const BarColumn& column : m_columns) {
        const double mean = column.bucket.volume / static_cast<double>(column.bucket.count);
        const int rows = static_cast<int>(std::lround(height * mean / m_mostVolume));
        canvas.fill(column.x, bottom - rows, column.width, rows,
                    column.bucket.close >= column.bucket.open ? ink.volumeUp : ink.volumeDown);
    }
}

void BarPainter::paintBars(const Canvas& canvas, const PlotPlace& place, const BarInk& ink, ChartStyle style) const
{
    const auto fill
        = [&canvas](int x, int y, int width, int height, QRgb color) { canvas.fill(x, y, width, height, color); };
    for (const BarColumn& column : m_columns) {
        fillCandle(column, place, ink, style, false, fill);
    }
}

void paintCurve(const Canvas& canvas, const PlotPlace& place, const Curve& curve, std::size_t until, QRgb color,
                double thickness)
{
    const double half = thickness / 2;
    if (place.barWidth() >= 1) {
        const std::size_t last = std::min(until, place.time.last() + 1);
        const std::size_t first = place.time.first();
        std::optional<double> before;
        for (std::size_t i = first == 0 ? 0 : first - 1; i < last; ++i) {
            const auto value = curve.at(i);
            if (value && before) {
                const double left = place.xOf(static_cast<double>(i) - 0.5);
                const double y = place.yOf(*before);
                const double slope = (place.yOf(*value) - y) / place.barWidth();
                const int end = static_cast<int>(std::ceil(left + place.barWidth()));
                for (int x = static_cast<int>(std::ceil(left)); x < end; ++x) {
                    const double a = y + slope * (x - left);
                    const double b = a + slope;
                    canvas.span(x, std::min(a, b) - half, std::max(a, b) + half, color);
                }
            }
            before = value;
        }
        return;
    }
    std::optional<double> before;
    const std::size_t step = Curve::stepWithin(mostMoved / place.barWidth());
    std::size_t from = place.barFrom(place.box.left(), until);
    for (int x = place.box.left(); x <= place.box.right() && from < until; ++x) {
        std::size_t next = place.barFrom(x + 1, until);
        if (next < until) {
            next = std::max(from, curve.stepStart(next, step));
        }
        const auto stretch = curve.over(from, next);
        from = next;
        if (stretch) {
            const double start = before.value_or(place.yOf(stretch->last));
            canvas.span(x, std::min(start, place.yOf(stretch->high)) - half,
                        std::max(start, place.yOf(stretch->low)) + half, color);
            before = place.yOf(stretch->last);
        }
    }
}

void paintCloses(const Canvas& canvas, const PlotPlace& place, const std::vector<BarColumn>& columns, QRgb color,
                 double thickness)
{
    const double half = thickness / 2;
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const BarColumn& before = columns[i - 1];
        const BarColumn& column = columns[i];
        const int left = before.x + before.width / 2;
        const int right = column.x + column.width / 2;
        double y = place.yOf(static_cast<double>(before.bucket.close));
        const double slope = (place.yOf(static_cast<double>(column.bucket.close)) - y) / std::max(1, right - left);
        for (int x = left; x < right; ++x, y += slope) {
            canvas.span(x, std::min(y, y + slope) - half, std::max(y, y + slope) + half, color);
        }
        // Several bars in a column: their range belongs to the line.
        if (column.bucket.count > 1) {
            canvas.span(right, place.yOf(static_cast<double>(column.bucket.high)) - half,
                        place.yOf(static_cast<double>(column.bucket.low)) + half, color);
        }
    }
}

} // namespace omni::ui
