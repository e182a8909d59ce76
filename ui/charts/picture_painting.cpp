#include "core/trade/market/calendar.h"
#include "ui/charts/chart_picture.h"
#include "ui/charts/frame_pixels.h"
#include "ui/widgets/formats.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

constexpr std::size_t mostSessions = 12; ///< With more of them in sight their lines would be a second grid.
constexpr std::size_t mostGaps = 64;
constexpr double curveThickness = 1.5;
constexpr double thinCurve = 1.1; ///< In small charts, whose bars are thin, too.
constexpr double volumeShare = 0.14; ///< Of the height of the plot.

int px(double length, double ratio) noexcept
{
    return static_cast<int>(std::lround(length * ratio));
}

} // namespace

double ChartPicture::volumeHeight() const noexcept
{
    return m_plot.height() * volumeShare;
}

void ChartPicture::show(QPainter& painter, const ChartData& data, bool isWhole)
{
    const bool isMoving = std::exchange(m_hasMoved, false);
    if (m_isKept) {
        painter.drawImage(0, 0, m_image);
        return;
    }
    if (isMoving && isWhole) {
        if (QImage frame = framePixels(painter, m_size, m_ratio); !frame.isNull()) {
            paint(frame, data);
            return;
        }
    }
    const QSize wanted(px(m_size.width(), m_ratio), px(m_size.height(), m_ratio));
    if (m_image.size() != wanted) {
        m_image = QImage(wanted, QImage::Format_RGB32);
    }
    paint(m_image, data);
    m_isKept = true;
    painter.drawImage(0, 0, m_image);
}

void ChartPicture::paint(QImage& image, const ChartData& data)
{
    image.setDevicePixelRatio(m_ratio);
    image.fill(m_theme.color(Token::Panel).rgb());
    const views::BarSeries* series = data.series().get();
    const bool hasBars = series && series->count() > 0;

    Canvas canvas(image);
    paintGrid(canvas);
    if (hasBars) {
        paintSessions(canvas, *series);
        if (!series->gaps.empty()) {
            QPainter painter(&image);
            paintGaps(painter, *series);
        }
        paintBars(canvas, data, settledCount(*series));
    }
    paintFrame(canvas);
    QPainter painter(&image);
    paintTexts(painter);
}

void ChartPicture::paintGrid(const Canvas& canvas) const
{
    const QRgb grid = m_theme.color(Token::Grid).rgb();
    const int line = std::max(1, px(1, m_ratio));
    const int width = px(m_plot.width(), m_ratio);
    const int top = px(m_plot.top(), m_ratio);
    const int bottom = px(m_timeAxis.top(), m_ratio);
    for (const TimeTick& tick : m_timeTicks) {
        canvas.fill(px(tick.x, m_ratio), top, line, bottom - top, grid);
    }
    for (const PriceTick& tick : m_priceTicks) {
        canvas.fill(0, px(tick.y, m_ratio), width, line, grid);
    }
}

void ChartPicture::paintSessions(const Canvas& canvas, const views::BarSeries& series) const
{
    if (series.key.interval >= days(1) || firstBar() >= lastBar()) {
        return;
    }
    const market::TradingCalendar calendar(m_instrument.sessions);
    const Timestamp until = series.at(lastBar() - 1).opened;
    Timestamp starts[mostSessions + 1];
    std::size_t count = 0;
    auto open = calendar.nextOpen(series.at(firstBar()).opened);
    while (open && *open <= until) {
        if (count == mostSessions) {
            return;
        }
        starts[count++] = *open;
        open = calendar.nextOpen(*open);
    }
    const PlotPlace where = place();
    const QRgb color = m_theme.color(Token::Line2).rgb();
    for (std::size_t i = 0; i < count; ++i) {
        const double x = where.xOf(static_cast<double>(firstBarFrom(series, starts[i])));
        const int bottom = px(m_timeAxis.top(), m_ratio);
        const int dash = std::max(1, px(3, m_ratio));
        for (int y = where.box.top(); y < bottom; y += 2 * dash) {
            canvas.fill(static_cast<int>(std::lround(x)), y, std::max(1, px(1, m_ratio)), dash, color);
        }
    }
}

void ChartPicture::paintGaps(QPainter& painter, const views::BarSeries& series) const
{
    if (firstBar() >= lastBar()) {
        return;
    }
    const Timestamp from = series.at(firstBar()).opened;
    const Timestamp until = timeOf(series, static_cast<double>(lastBar()));
    const auto& gaps = series.gaps;
    auto gap = std::lower_bound(gaps.begin(), gaps.end(), from,
                                [](const views::SeriesGap& g, Timestamp t) { return g.until < t; });
    painter.setClipRect(QRect(m_plot.left(), m_plot.top(), m_plot.width(), m_timeAxis.top() - m_plot.top()));
    painter.setFont(m_theme.font(TextSize::Caption));
    const QFontMetrics metrics(painter.font());
    QColor hatch = m_theme.color(Token::Text3);
    hatch.setAlphaF(0.55F);
    double textFrom = -1;
    for (std::size_t n = 0; gap != gaps.end() && gap->from <= until && n < mostGaps; ++gap, ++n) {
        // No bar stands for the silence: the band lies between the last bar before it and the first one after.
        const double middle = m_time.xOf(static_cast<double>(firstBarFrom(series, gap->until)));
        const double width = std::max<double>(m_theme.px(8), m_time.barWidth());
        const QRectF band(middle - width / 2, m_plot.top(), width, m_timeAxis.top() - m_plot.top());
        painter.fillRect(band, QBrush(hatch, Qt::BDiagPattern));
        const bool isLong = gap->until - gap->from >= days(1);
        const QString text = QCoreApplication::translate("ChartPicture", "No data %1–%2")
                                 .arg(isLong ? m_formats.dateTime(gap->from) : m_formats.hourMinute(gap->from),
                                      isLong ? m_formats.dateTime(gap->until) : m_formats.hourMinute(gap->until));
        const double x = band.right() + m_theme.px(4);
        if (x < textFrom) {
            continue; // the label before reaches over this one
        }
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(QPointF(x, m_plot.top() + m_theme.px(4) + metrics.ascent()), text);
        textFrom = x + metrics.horizontalAdvance(text) + m_theme.px(8);
    }
}

void ChartPicture::paintBars(Canvas& canvas, const ChartData& data, std::size_t settled)
{
    const PlotPlace where = place();
    const BarInk colors = ink();
    const double thickness = (m_look.isSmall ? thinCurve : curveThickness) * m_ratio;
    canvas.setClip(where.box);
    m_bars.collect(data, where, m_look.style, settled);
    if (m_look.hasVolume) {
        m_bars.paintVolume(canvas, where, colors, px(volumeHeight(), m_ratio));
    }
    if (m_look.style == ChartStyle::Line) {
        paintCloses(canvas, where, m_bars.columns(), colors.line, thickness);
    } else {
        m_bars.paintBars(canvas, where, colors, m_look.style);
    }
    std::size_t overlay = 0;
    for (const IndicatorLine& line : data.lines()) {
        if (!isOverlay(line.spec().kind)) {
            continue;
        }
        for (std::size_t c = 0; c < line.curveCount(); ++c) {
            paintCurve(canvas, where, line.curve(c), std::min(settled, line.settled()), curveColor(overlay).rgb(),
                       thickness);
        }
        ++overlay;
    }
    for (const SubPane& pane : m_subPanes) {
        const PlotPlace below{QRect(0, px(pane.box.top(), m_ratio), where.box.width(), px(pane.box.height(), m_ratio)),
                              m_ratio, m_time, pane.scale};
        canvas.setClip(below.box);
        const IndicatorLine& line = data.lines()[pane.line];
        if (const auto fixed = oscillatorScale(line.spec().kind)) {
            paintGuides(canvas, below, *fixed);
        }
        paintCurve(canvas, below, line.curve(0), std::min(settled, line.settled()), curveColor(0).rgb(), thickness);
    }
    canvas.setClip(canvas.whole());
}

/// Dashes where the oscillator counts as high and as low.
void ChartPicture::paintGuides(Canvas& canvas, const PlotPlace& where, const OscillatorScale& scale) const
{
    const QRgb ink = m_theme.color(Token::Line2).rgb();
    const int thickness = std::max(1, px(1, m_ratio));
    const int dash = px(4, m_ratio);
    for (const double at : {scale.lower, scale.upper}) {
        const int y = static_cast<int>(std::lround(where.price.yOf(at) * m_ratio));
        for (int x = where.box.left(); x < where.box.right(); x += 2 * dash) {
            canvas.fill(x, y, std::min(dash, where.box.right() - x), thickness, ink);
        }
    }
}

void ChartPicture::paintFrame(const Canvas& canvas) const
{
    const QRgb edge = m_theme.color(Token::Line).rgb();
    const int line = std::max(1, px(1, m_ratio));
    const int width = px(m_size.width(), m_ratio);
    canvas.fill(px(m_priceAxis.left(), m_ratio), px(m_plot.top(), m_ratio), line,
                px(m_timeAxis.top() - m_plot.top(), m_ratio), edge);
    canvas.fill(0, px(m_timeAxis.top(), m_ratio), width, line, edge);
    for (const SubPane& pane : m_subPanes) {
        canvas.fill(0, px(pane.box.top(), m_ratio), width, line, edge);
    }
}

void ChartPicture::paintTexts(QPainter& painter) const
{
    const QFont font = m_theme.font(TextSize::Caption);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(m_theme.color(Token::Text3));
    const int x = m_priceAxis.left() + m_theme.px(6);
    const int half = (metrics.ascent() - metrics.descent()) / 2;
    for (const PriceTick& tick : m_priceTicks) {
        const int y = static_cast<int>(std::lround(tick.y)) + half;
        if (y - metrics.ascent() >= m_plot.top() && y + metrics.descent() <= m_plot.bottom()) {
            painter.drawText(x, y, m_formats.price(m_instrument, tick.price));
        }
    }
    const int base = m_timeAxis.top() + (m_timeAxis.height() + metrics.ascent() - metrics.descent()) / 2;
    for (const TimeTick& tick : m_timeTicks) {
        const int width = metrics.horizontalAdvance(tick.text);
        const double left = tick.x - width / 2.0;
        if (left >= 2 && left + width <= m_plot.right()) {
            painter.drawText(QPointF(left, base), tick.text);
        }
    }
    std::vector<PriceTick> ticks;
    for (const SubPane& pane : m_subPanes) {
        if (const auto fixed = oscillatorScale(pane.kind)) {
            for (const double at : {fixed->lower, fixed->upper}) {
                painter.drawText(x, static_cast<int>(std::lround(pane.scale.yOf(at))) + half, m_formats.number(at, 0));
            }
            continue;
        }
        placePriceTicks(pane.scale, m_instrument.tickSize, 2.0 * metrics.height(), ticks);
        for (const PriceTick& tick : ticks) {
            painter.drawText(x, static_cast<int>(std::lround(tick.y)) + half,
                             m_formats.price(m_instrument, tick.price));
        }
    }
}

} // namespace omni::ui
