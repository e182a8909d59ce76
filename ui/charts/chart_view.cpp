#include "ui/charts/chart_view.h"

#include "core/base/time.h"
#include "ui/charts/chart_accessible.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace omni::ui {

namespace {

constexpr double zoomStep = 1.25;

} // namespace

ChartView::ChartView(Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_formats(formats)
    , m_picture(theme, formats)
    , m_live(theme, formats)
    , m_readout(theme, formats)
{
    installChartAccessible();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setLayoutDirection(Qt::LeftToRight); // charts and time axes are never mirrored
    setMinimumSize(theme.px(200), theme.px(120));
    connect(&m_data, &ChartData::ready, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, [this] {
        m_picture.invalidate();
        m_readout.invalidate();
        update();
    });
}

ChartView::~ChartView() = default;

bool ChartView::hasBars() const noexcept
{
    return m_data.series() && m_data.series()->count() > 0;
}

void ChartView::setInstrument(const market::Instrument& instrument)
{
    endDrag();
    m_picture.setInstrument(instrument);
    m_readout.invalidate();
    update();
}

void ChartView::setSeries(std::shared_ptr<const views::BarSeries> series)
{
    if (series == m_data.series()) {
        return;
    }
    const auto before = m_data.series();
    m_data.setSeries(std::move(series));
    const auto& now = m_data.series();
    if (now && (!before || before->key != now->key)) {
        m_picture.setFixedRange({});
        m_picture.time().reset(now->count());
        m_cross.reset();
    }
    update();
}

void ChartView::setIndicators(std::vector<IndicatorSpec> specs)
{
    m_data.setIndicators(std::move(specs));
    m_picture.invalidate();
    update();
}

void ChartView::setLook(const ChartLook& look)
{
    m_picture.setLook(look);
    update();
}

void ChartView::setScene(ChartScene scene)
{
    if (scene == m_scene) {
        return;
    }
    m_scene = std::move(scene);
    if (m_drag) {
        const auto& lines = m_scene.lines;
        const auto found = std::find_if(lines.begin(), lines.end(), [this](const ChartLine& line) {
            return line.order == m_drag->original.order && line.kind == m_drag->original.kind && line.canDrag;
        });
        if (found == lines.end()) {
            endDrag();
            emit dragVoid();
        } else {
            m_drag->line = static_cast<std::size_t>(found - lines.begin());
        }
    }
    gatherWanted();
    update();
}

void ChartView::gatherWanted()
{
    m_wanted.clear();
    const auto want = [this](std::optional<Ticks> price) {
        if (price) {
            m_wanted.push_back(static_cast<double>(price->count));
        }
    };
    want(m_scene.last);
    if (m_scene.proposal) {
        want(m_scene.proposal->entry);
        want(m_scene.proposal->stop);
        want(m_scene.proposal->target);
    }
    for (const ProposalZone& other : m_scene.otherProposals) {
        want(other.entry);
    }
    for (const ChartLine& line : m_scene.lines) {
        want(line.price);
    }
    // The nearest first: a far one must not keep a near one out.
    if (m_scene.last) {
        const auto last = static_cast<double>(m_scene.last->count);
        std::sort(m_wanted.begin(), m_wanted.end(),
                  [last](double a, double b) { return std::abs(a - last) < std::abs(b - last); });
    }
    m_picture.setWanted(m_wanted);
}

void ChartView::setLineWords(LineWords words)
{
    m_words = std::move(words);
}

void ChartView::setCover(const QString& text)
{
    if (text != m_cover) {
        m_cover = text;
        update();
    }
}

void ChartView::moved()
{
    update();
    emit viewMoved();
}

void ChartView::zoomIn()
{
    m_picture.time().zoom(
        std::min(m_picture.time().xOf(static_cast<double>(m_picture.time().count())), m_picture.time().width()),
        zoomStep);
    moved();
}

void ChartView::zoomOut()
{
    m_picture.time().zoom(
        std::min(m_picture.time().xOf(static_cast<double>(m_picture.time().count())), m_picture.time().width()),
        1 / zoomStep);
    moved();
}

void ChartView::showLast()
{
    m_picture.time().showLast();
    m_picture.setFixedRange({});
    moved();
}

void ChartView::fitPrices()
{
    m_picture.setFixedRange({});
    update();
}

void ChartView::toggleCross()
{
    m_hasCross = !m_hasCross;
    m_cross.reset();
    if (m_hasCross && hasBars()) {
        const std::size_t last = std::max<std::size_t>(1, m_picture.lastBar());
        m_cross = CrossHair{last - 1,
                            m_picture.price().yOf(static_cast<double>(m_data.series()->at(last - 1).close.count))};
    }
    update();
}

void ChartView::pickNextLine()
{
    const auto& lines = m_scene.lines;
    if (lines.empty() || (m_drag && m_drag->isDropped)) {
        return;
    }
    const std::size_t from = m_drag ? m_drag->line + 1 : 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t at = (from + i) % lines.size();
        if (lines[at].canDrag) {
            m_drag = LineDrag{at, lines[at], lines[at].price, false};
            update();
            return;
        }
    }
}

void ChartView::pickLine(std::size_t line)
{
    const auto& lines = m_scene.lines;
    if (line < lines.size() && lines[line].canDrag && !(m_drag && m_drag->isDropped)) {
        m_drag = LineDrag{line, lines[line], lines[line].price, false};
        setFocus();
        update();
    }
}

void ChartView::endDrag()
{
    if (m_drag) {
        m_drag.reset();
        m_grab = m_grab == Grab::Line ? Grab::None : m_grab;
        update();
    }
}

QString ChartView::summary() const
{
    const QString name = outsideText(m_picture.instrument().name(), 48);
    if (!hasBars()) {
        return m_cover.isEmpty() ? tr("%1, no bars").arg(name) : tr("%1, %2").arg(name, m_cover);
    }
    const views::BarSeries& series = *m_data.series();
    const market::Bar& last = series.at(series.count() - 1);
    const Ticks price = m_scene.last.value_or(last.close);
    //: Name, interval, last price.
    QString text = tr("%1, bars of %2, last %3")
                       .arg(name, QString::fromStdString(durationText(series.key.interval)),
                            m_formats.price(m_picture.instrument(), price));
    const std::int64_t change = last.close.count - last.open.count;
    if (change != 0 && last.open.count > 0) {
        const QString share
            = m_formats.percent(std::abs(static_cast<double>(change)) / static_cast<double>(last.open.count));
        text += QLatin1String(", ") + (change > 0 ? tr("up %1 in this bar") : tr("down %1 in this bar")).arg(share);
    }
    if (m_scene.proposal) {
        text += QLatin1String(", ") + m_scene.proposal->label;
    }
    for (const ProposalZone& other : m_scene.otherProposals) {
        text += QLatin1String(", ") + other.label;
    }
    for (const ChartLine& line : m_scene.lines) {
        text += QLatin1String(", ") + line.label;
    }
    if (m_scene.isStale) {
        text += QLatin1String(", ") + m_scene.staleText;
    }
    return text;
}

void ChartView::paintEvent(QPaintEvent* event)
{
    m_picture.resize(size(), devicePixelRatioF());
    m_picture.update(m_data);
    QPainter painter(this);
    m_picture.show(painter, m_data, event->region() == QRegion(rect()));
    if (!hasBars()) {
        painter.setFont(m_theme.font(TextSize::Body));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(m_picture.plot().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         m_data.isWorking() ? tr("Loading bars…") : m_cover);
    } else {
        const std::size_t last = m_data.series()->count() - 1;
        if (m_cross) {
            m_cross->bar = std::min(m_cross->bar, last);
        }
        const QString words = m_drag && m_words ? m_words(m_drag->original, m_drag->now) : QString();
        m_live.paint(painter, m_picture, m_data, m_scene, m_drag, words, m_cross);
        m_readout.paint(painter, m_picture, m_data, m_scene, m_cross ? m_cross->bar : last);
    }
    if (m_scene.isStale) {
        painter.setPen(QPen(m_theme.color(Token::Warn), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
        painter.setFont(m_theme.font(TextSize::Body, QFont::Medium));
        const QFontMetrics metrics(painter.font());
        const QRect box(m_picture.plot().left() + m_theme.px(10), m_picture.plot().top() + m_theme.px(10),
                        metrics.horizontalAdvance(m_scene.staleText) + m_theme.px(16),
                        metrics.height() + m_theme.px(6));
        painter.fillRect(box, m_theme.tint(Token::Warn, 0.13));
        painter.setPen(m_theme.color(Token::Warn));
        painter.drawText(box, Qt::AlignCenter, m_scene.staleText);
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.focus(), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace omni::ui
