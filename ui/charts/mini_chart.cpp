#include "ui/charts/mini_chart.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

#include <QFontMetrics>
#include <QPaintEvent>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

constexpr std::size_t usualBars = 120; ///< Shown at first.

} // namespace

MiniChart::MiniChart(Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_formats(formats)
    , m_picture(theme, formats)
{
    ChartLook look;
    look.isSmall = true;
    m_picture.setLook(look);
    m_data.setIndicators({{IndicatorKind::Ema, 20}, {IndicatorKind::Ema, 50}});
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_data, &ChartData::ready, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, [this] {
        m_picture.invalidate();
        updateGeometry();
        update();
    });
    describe();
}

MiniChart::~MiniChart() = default;

void MiniChart::setInstrument(const market::Instrument& instrument)
{
    m_instrument = instrument;
    m_picture.setInstrument(instrument);
    describe();
    update();
}

void MiniChart::setSeries(std::shared_ptr<const views::BarSeries> series)
{
    if (series == m_data.series()) {
        return;
    }
    const bool isOther = !series || !m_data.series() || series->key != m_data.series()->key;
    m_data.setSeries(std::move(series));
    if (isOther && m_data.series()) {
        m_isFitted = false;
    }
    describe();
    update();
}

void MiniChart::setLines(std::optional<Ticks> entry, std::optional<Ticks> stop, std::optional<Ticks> target,
                         std::optional<Ticks> last)
{
    setLines(MiniLines{.entry = entry,
                       .stop = stop,
                       .target = target,
                       .last = last,
                       .isLimit = m_lines.isLimit,
                       .isProposal = m_lines.isProposal});
}

void MiniChart::setLines(const MiniLines& lines)
{
    if (lines == m_lines) {
        return;
    }
    m_lines = lines;
    std::vector<double> wanted;
    for (const auto& price : {lines.entry, lines.stop, lines.target, lines.last}) {
        if (price) {
            wanted.push_back(static_cast<double>(price->count));
        }
    }
    m_picture.setWanted(wanted);
    describe();
    update();
}

void MiniChart::setStale(bool isStale)
{
    if (isStale != m_isStale) {
        m_isStale = isStale;
        describe();
        update();
    }
}

QSize MiniChart::sizeHint() const
{
    return {m_theme.px(345), m_theme.px(256)};
}

QSize MiniChart::minimumSizeHint() const
{
    return {m_theme.px(200), m_theme.px(120)};
}

void MiniChart::updatePicture()
{
    m_picture.resize(size(), devicePixelRatioF());
    m_picture.update(m_data);
    const auto& series = m_data.series();
    if (!m_isFitted && series && series->count() > 0) {
        const auto count = static_cast<double>(series->count());
        const double bars = std::min<double>(count, usualBars);
        m_picture.time().showRange(count - bars, count + 0.16 * bars);
        m_picture.update(m_data);
        m_isFitted = true;
    }
}

void MiniChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_isFitted = false;
}

void MiniChart::describe()
{
    QStringList parts{outsideText(m_instrument.name(), 100)};
    const auto add = [&](const QString& what, std::optional<Ticks> price) {
        if (price) {
            parts << what.arg(m_formats.price(m_instrument, price));
        }
    };
    add(tr("last %1"), m_lines.last);
    add(tr("entry %1"), m_lines.entry);
    add(tr("stop %1"), m_lines.stop);
    add(tr("target %1"), m_lines.target);
    if (m_isStale) {
        parts << tr("prices have stopped");
    }
    setAccessibleName(tr("Market chart"));
    setAccessibleDescription(parts.join(QStringLiteral(", ")));
}

void MiniChart::paintEvent(QPaintEvent* event)
{
    updatePicture();
    QPainter painter(this);
    m_picture.show(painter, m_data, event->region() == QRegion(rect()));
    const auto& series = m_data.series();
    if (!series || series->count() == 0) {
        painter.setFont(m_theme.font(TextSize::Body));
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(rect(), Qt::AlignCenter, tr("No bars yet"));
    } else {
        BarColumn column;
        const PlotPlace place = m_picture.place();
        if (BarPainter::lastColumn(m_data, place, m_picture.look().style, column)) {
            painter.save();
            painter.scale(1 / m_picture.ratio(), 1 / m_picture.ratio());
            painter.setClipRect(place.box);
            fillCandle(column, place, m_picture.ink(), m_picture.look().style, series->isForming,
                       [&painter](int x, int y, int width, int height, QRgb color) {
                           painter.fillRect(x, y, width, height, QColor(color));
                       });
            painter.restore();
        }
        paintLines(painter);
    }
    painter.setPen(m_isStale ? QPen(m_theme.color(Token::Warn), 2) : QPen(m_theme.color(Token::Line), 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void MiniChart::paintLines(QPainter& painter) const
{
    const QRect& plot = m_picture.plot();
    const QFont font = m_theme.font(TextSize::Caption);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const auto line = [&](std::optional<Ticks> price, Token token, const QString& text) {
        if (!price) {
            return;
        }
        const double y = m_picture.price().yOf(static_cast<double>(price->count));
        if (y < plot.top() || y > plot.bottom()) {
            return;
        }
        painter.setPen(QPen(m_theme.color(token), 1, Qt::CustomDashLine));
        QPen pen = painter.pen();
        pen.setDashPattern({5, 4});
        painter.setPen(pen);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        const double base = y - m_theme.px(3) - metrics.ascent() < plot.top() ? y + m_theme.px(2) + metrics.ascent()
                                                                              : y - m_theme.px(3);
        // On a ground of its own, for bars would run through it; the line goes on beside it.
        const QPointF at(plot.left() + m_theme.px(6), base);
        QColor ground = m_theme.color(Token::Panel);
        ground.setAlphaF(0.85F);
        painter.fillRect(QRectF(at.x() - m_theme.px(2), at.y() - metrics.ascent(),
                                metrics.horizontalAdvance(text) + m_theme.px(4), metrics.ascent() + m_theme.px(2)),
                         ground);
        painter.drawText(at, text);
    };
    line(m_lines.target, Token::Up, tr("Target %1").arg(m_formats.price(m_instrument, m_lines.target)));
    line(m_lines.stop, Token::Down, tr("Stop %1").arg(m_formats.price(m_instrument, m_lines.stop)));
    line(m_lines.entry, m_lines.isProposal ? Token::Ai : Token::Accent,
         (m_lines.isLimit ? tr("Limit %1") : tr("Entry %1")).arg(m_formats.price(m_instrument, m_lines.entry)));
    if (!m_lines.last) {
        return;
    }
    const double y = m_picture.price().yOf(static_cast<double>(m_lines.last->count));
    const QRect& axis = m_picture.priceAxis();
    const int height = metrics.height() + m_theme.px(4);
    const QRectF box(axis.left(), y - height / 2.0, axis.width(), height);
    painter.fillRect(box, m_theme.color(Token::Text));
    painter.setFont(m_theme.font(TextSize::Caption, QFont::Bold));
    painter.setPen(m_theme.color(Token::Panel));
    painter.drawText(box.adjusted(m_theme.px(6), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     m_formats.price(m_instrument, m_lines.last));
}

} // namespace omni::ui
