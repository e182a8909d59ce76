#include "ui/charts/live_layer.h"

#include "ui/charts/time_ticks.h"
#include "ui/widgets/formats.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace omni::ui {

namespace {

constexpr std::size_t mostMarks = 400; ///< In sight; older ones are left away.
constexpr int leastLine = 56; ///< Pixels that lines keep at the right of the plot.
constexpr double lineReach = 4; ///< Pixels from a line at which the pointer has it.

QPen dashed(const QColor& color, double width)
{
    QPen pen(color, width);
    pen.setDashPattern({6 / width, 4 / width});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

} // namespace

LiveLayer::LiveLayer(const Theme& theme, const Formats& formats)
    : m_theme(theme)
    , m_formats(formats)
{
}

double LiveLayer::yOf(Ticks price) const
{
    return std::clamp(m_picture->price().yOf(static_cast<double>(price.count)), -1e5, 1e5);
}

QString LiveLayer::priceText(Ticks price) const
{
    return m_formats.price(m_picture->instrument(), price);
}

void LiveLayer::paint(QPainter& painter, const ChartPicture& picture, const ChartData& data, const ChartScene& scene,
                      const std::optional<LineDrag>& drag, const QString& words, const std::optional<CrossHair>& cross)
{
    m_picture = &picture;
    m_labels.clear();
    m_tags.clear();
    m_marks.clear();
    m_texts.clear();
    const QRect& plot = picture.plot();
    const double lastX = picture.time().xOf(static_cast<double>(picture.time().count()) - 0.5);
    m_lineStart = std::clamp<double>(lastX, plot.left() + 0.25 * plot.width(),
                                     std::max<double>(plot.left() + 0.25 * plot.width(), plot.right() - leastLine));
    painter.save();
    painter.setClipRect(plot);
    if (scene.proposal) {
        paintZone(painter, *scene.proposal);
    }
    for (const ProposalZone& other : scene.otherProposals) {
        paintLine(painter, yOf(other.entry), Token::Ai, true, 1);
        addLine(other.label, other.entry, Token::Ai, {}, false, false, true);
        addTag(other.entry, proposalTag(priceText(other.entry)), Token::Ai, 5);
    }
    paintForming(painter, data);
    paintQuote(painter, scene);
    paintLines(painter, scene, drag, words);
    paintMarks(painter, data, scene);
    painter.setClipRect(
        QRect(0, plot.top(), plot.width() + picture.priceAxis().width(), picture.timeAxis().bottom() + 1 - plot.top()));
    paintLabels(painter, data);
    if (cross) {
        paintCross(painter, data, *cross);
    }
    paintTags(painter);
    painter.restore();
}

void LiveLayer::paintForming(QPainter& painter, const ChartData& data) const
{
    const views::BarSeries& series = *data.series();
    const PlotPlace place = m_picture->place();
    const ChartLook& look = m_picture->look();
    BarColumn column;
    if (settledCount(series) == series.count() || !BarPainter::lastColumn(data, place, look.style, column)) {
        return;
    }
    const BarInk ink = m_picture->ink();
    const auto fill = [&painter](int x, int y, int width, int height, QRgb color) {
        painter.fillRect(x, y, width, height, QColor(color));
    };
    painter.save();
    painter.scale(1 / place.ratio, 1 / place.ratio);
    if (m_picture->mostVolume() > 0) {
        const double share = column.bucket.volume / static_cast<double>(column.bucket.count) / m_picture->mostVolume();
        const auto rows = static_cast<int>(std::lround(m_picture->volumeHeight() * place.ratio * std::min(1.0, share)));
        fill(column.x, place.box.top() + place.box.height() - rows, column.width, rows,
             column.bucket.close >= column.bucket.open ? ink.volumeUp : ink.volumeDown);
    }
    if (look.style != ChartStyle::Line) {
        fillCandle(column, place, ink, look.style, true, fill);
    }
    painter.restore();
    if (series.count() >= 2) {
        painter.setRenderHint(QPainter::Antialiasing);
        paintLastSteps(painter, data);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void LiveLayer::paintLastSteps(QPainter& painter, const ChartData& data) const
{
    const views::BarSeries& series = *data.series();
    const std::size_t last = series.count() - 1;
    const double left = m_picture->time().xOf(static_cast<double>(last) - 0.5);
    const double right = m_picture->time().xOf(static_cast<double>(last) + 0.5);
    const auto step
        = [&](const PriceScale& scale, std::optional<double> before, std::optional<double> now, const QColor& color) {
              if (before && now) {
                  painter.setPen(QPen(color, 1.5));
                  painter.drawLine(QPointF(left, scale.yOf(*before)), QPointF(right, scale.yOf(*now)));
              }
          };
    if (m_picture->look().style == ChartStyle::Line) {
        step(m_picture->price(), static_cast<double>(series.at(last - 1).close.count),
             static_cast<double>(series.at(last).close.count), m_theme.color(Token::Accent));
    }
    std::size_t overlay = 0;
    for (const IndicatorLine& line : data.lines()) {
        if (isOverlay(line.spec().kind)) {
            for (std::size_t c = 0; c < line.curveCount(); ++c) {
                step(m_picture->price(), line.curve(c).at(last - 1), line.curve(c).at(last),
                     m_picture->curveColor(overlay));
            }
            ++overlay;
        }
    }
    painter.save();
    for (const SubPane& pane : m_picture->subPanes()) {
        painter.setClipRect(pane.box);
        const Curve& curve = data.lines()[pane.line].curve(0);
        step(pane.scale, curve.at(last - 1), curve.at(last), m_picture->curveColor(0));
    }
    painter.restore();
}

void LiveLayer::paintZone(QPainter& painter, const ProposalZone& zone)
{
    const QRect& plot = m_picture->plot();
    const double entry = yOf(zone.entry);
    const auto tint = [&](std::optional<Ticks> until, Token token) {
        if (until) {
            QColor color = m_theme.color(token);
            color.setAlphaF(0.11F);
            const double y = yOf(*until);
            painter.fillRect(
                QRectF(QPointF(m_lineStart, std::min(entry, y)), QPointF(plot.right() + 1, std::max(entry, y))), color);
        }
    };
    tint(zone.target, Token::Up);
    tint(zone.stop, Token::Down);
    if (zone.target) {
        paintLine(painter, yOf(*zone.target), Token::Up, true, 2);
        addLine(zone.targetLabel, *zone.target, Token::Up, {}, false, false, false);
        addTag(*zone.target, priceText(*zone.target), Token::Up, 3);
    }
    if (zone.stop) {
        paintLine(painter, yOf(*zone.stop), Token::Down, true, 2);
        addLine(zone.stopLabel, *zone.stop, Token::Down, {}, false, false, false);
        addTag(*zone.stop, priceText(*zone.stop), Token::Down, 2);
    }
    paintLine(painter, entry, Token::Ai, true, 2);
    addLine(zone.label, zone.entry, Token::Ai, {}, false, false, true);
    addTag(zone.entry, proposalTag(priceText(zone.entry)), Token::Ai, 1);
}

void LiveLayer::paintLine(QPainter& painter, double y, Token token, bool isDashed, double width) const
{
    const QColor& color = m_theme.color(token);
    painter.setPen(isDashed ? dashed(color, width) : QPen(color, width));
    const double row = std::floor(y) + (width > 1 ? 0.0 : 0.5);
    painter.drawLine(QPointF(m_lineStart, row), QPointF(m_picture->plot().right() + 1, row));
}

void LiveLayer::paintQuote(QPainter& painter, const ChartScene& scene)
{
    const QRect& plot = m_picture->plot();
    const auto edge = [&](std::optional<Ticks> price, Token token) {
        if (price) {
            const double y = std::floor(yOf(*price));
            painter.fillRect(QRectF(plot.right() - m_theme.px(12), y, m_theme.px(12) + 1, 1), m_theme.color(token));
        }
    };
    edge(scene.bid, Token::Up);
    edge(scene.ask, Token::Down);
    if (scene.last) {
        QPen pen(m_theme.color(scene.isStale ? Token::Warn : Token::Text3), 1);
        pen.setDashPattern({1, 3});
        painter.setPen(pen);
        const double y = std::floor(yOf(*scene.last)) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        addTag(*scene.last, priceText(*scene.last), scene.isStale ? Token::Warn : Token::Text, 0);
    }
}

void LiveLayer::paintLines(QPainter& painter, const ChartScene& scene, const std::optional<LineDrag>& drag,
                           const QString& words)
{
    for (std::size_t i = 0; i < scene.lines.size(); ++i) {
        const ChartLine& line = scene.lines[i];
        const Token token = line.state == LineState::Unknown ? Token::Warn : tokenOf(line.kind, line.side);
        const bool isSolid = line.kind == LineKind::Position;
        paintLine(painter, yOf(line.price), token, !isSolid, isSolid ? 1 : 2);
        addLine(line.label, line.price, token, i, line.canDrag, line.state != LineState::Confirmed, false);
        addTag(line.price, priceText(line.price), token, 4);
    }
    if (drag && drag->hasMoved()) {
        const Token token = Token::Accent;
        paintLine(painter, yOf(drag->now), token, false, 1);
        addLine(words, drag->now, token, {}, true, true, false);
        addTag(drag->now, priceText(drag->now), token, 1);
    }
}

void LiveLayer::paintMarks(QPainter& painter, const ChartData& data, const ChartScene& scene)
{
    if (scene.marks.empty() || m_picture->firstBar() >= m_picture->lastBar()) {
        return;
    }
    const views::BarSeries& series = *data.series();
    const Timestamp from = series.at(m_picture->firstBar()).opened;
    const auto first = std::lower_bound(scene.marks.begin(), scene.marks.end(), from,
                                        [](const TradeMark& mark, Timestamp t) { return mark.at < t; });
    const std::size_t begin = static_cast<std::size_t>(first - scene.marks.begin());
    const std::size_t end = scene.marks.size();
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = m_theme.px(4);
    for (std::size_t i = end - begin > mostMarks ? end - mostMarks : begin; i < end; ++i) {
        const TradeMark& mark = scene.marks[i];
        const std::size_t bar = barAt(series, mark.at);
        if (bar >= series.count()) {
            continue;
        }
        const QPointF at(m_picture->time().xOf(static_cast<double>(bar) + 0.5), yOf(mark.price));
        painter.setPen(QPen(m_theme.color(Token::Panel), 1.5));
        painter.setBrush(m_theme.color(mark.side == Side::Buy ? Token::Up : Token::Down));
        if (mark.side == Side::Buy) {
            painter.drawEllipse(at, radius, radius);
        } else {
            const double r = radius * 1.25;
            const QPointF diamond[]{at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)};
            painter.drawConvexPolygon(diamond, 4);
        }
        m_marks.push_back({at, i});
    }
    painter.setBrush(Qt::NoBrush);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

std::optional<std::size_t> LiveLayer::lineAt(QPointF point) const
{
    for (const Label& label : m_labels) {
        if (label.line && label.box.contains(point)) {
            return label.line;
        }
    }
    for (const Label& label : m_labels) {
        if (label.line && point.x() >= m_lineStart && std::abs(point.y() - label.y) <= lineReach) {
            return label.line;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> LiveLayer::markAt(QPointF point) const
{
    for (const Mark& mark : m_marks) {
        if ((mark.at - point).manhattanLength() <= m_theme.px(8)) {
            return mark.index;
        }
    }
    return std::nullopt;
}

QRectF LiveLayer::labelOf(std::size_t i) const
{
    for (const Label& label : m_labels) {
        if (label.line == i) {
            return label.box;
        }
    }
    return {};
}

} // namespace omni::ui
