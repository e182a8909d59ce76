#include "ui/charts/chart_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

constexpr double perNotch = 1.2; ///< Zoom of one step of the wheel.
constexpr double notch = 120; ///< Eighths of a degree.
constexpr double panStep = 60; ///< Pixels of an arrow key.

} // namespace

bool ChartView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showTip(help->pos(), help->globalPos());
        return true;
    }
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        m_picture.invalidate();
        m_readout.invalidate();
        update();
    }
    return QWidget::event(event);
}

void ChartView::showTip(const QPoint& at, const QPoint& global)
{
    const auto mark = m_live.markAt(at);
    if (mark && *mark < m_scene.marks.size()) {
        // Plain text: the words may come from a venue.
        QToolTip::showText(global, m_scene.marks[*mark].text.toHtmlEscaped(), this);
    } else {
        QToolTip::hideText();
    }
}

void ChartView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !hasBars()) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_grabAt = event->position();
    if (m_picture.priceAxis().contains(event->pos())) {
        m_grab = Grab::PriceAxis;
        return;
    }
    const auto line = m_drag && m_drag->isDropped ? std::nullopt : m_live.lineAt(event->position());
    if (line && *line < m_scene.lines.size() && m_scene.lines[*line].canDrag) {
        const ChartLine& taken = m_scene.lines[*line];
        m_drag = LineDrag{*line, taken, taken.price, false};
        m_dragOffset = m_picture.price().yOf(static_cast<double>(taken.price.count)) - event->position().y();
        m_grab = Grab::Line;
        m_cross.reset();
        update();
        return;
    }
    m_grab = Grab::Pan;
}

void ChartView::dragTo(double y)
{
    const QRect& plot = m_picture.plot();
    const double inside = std::clamp<double>(y + m_dragOffset, plot.top(), plot.bottom());
    m_drag->now = snapped(m_picture.price().ticksAt(inside));
    update();
}

void ChartView::scalePrices(double pixels)
{
    const PriceRange range = m_picture.price().range();
    const double factor = std::exp(pixels / std::max(100.0, m_picture.price().height()) * 1.5);
    if (m_picture.price().isLog()) {
        const double middle = std::sqrt(range.low * range.high);
        const double half = std::sqrt(range.high / range.low);
        const double wider = std::clamp(std::pow(half, factor), 1.000001, 1e6);
        m_picture.setFixedRange(PriceRange{middle / wider, middle * wider});
    } else {
        const double middle = (range.low + range.high) / 2;
        const double half = std::clamp((range.high - range.low) / 2 * factor, 2.0, 1e15);
        m_picture.setFixedRange(PriceRange{middle - half, middle + half});
    }
    update();
}

void ChartView::panPrices(double pixels)
{
    const PriceScale& scale = m_picture.price();
    const double top = scale.top();
    m_picture.setFixedRange(PriceRange{scale.ticksAt(top + scale.height() - pixels), scale.ticksAt(top - pixels)});
}

void ChartView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const QPointF step = at - m_grabAt;
    switch (m_grab) {
    case Grab::Line:
        if (m_drag && !m_drag->isDropped) {
            dragTo(at.y());
        }
        return;
    case Grab::PriceAxis:
        m_grabAt = at;
        scalePrices(step.y());
        return;
    case Grab::Pan:
        m_grabAt = at;
        m_picture.time().pan(step.x());
        if (m_picture.hasFixedRange()) {
            panPrices(step.y());
        }
        setCross(at);
        moved();
        return;
    case Grab::None:
        break;
    }
    const auto line = m_live.lineAt(at);
    const bool isGrip = line && *line < m_scene.lines.size() && m_scene.lines[*line].canDrag;
    setCursor(isGrip || m_picture.priceAxis().contains(event->pos()) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    setCross(at);
}

void ChartView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mouseReleaseEvent(event);
        return;
    }
    const Grab grab = m_grab;
    m_grab = Grab::None;
    if (grab == Grab::Line && m_drag && !m_drag->isDropped) {
        dropLine();
    }
}

void ChartView::dropLine()
{
    if (!m_drag->hasMoved()) {
        endDrag();
        return;
    }
    m_drag->isDropped = true;
    update();
    const LineDrag dropped = *m_drag; // an answer may come at once and end the drag
    emit lineDropped(dropped.original, dropped.now);
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_picture.priceAxis().contains(event->pos())) {
        fitPrices();
    } else if (m_picture.timeAxis().contains(event->pos())) {
        showLast();
    }
}

void ChartView::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    if (!hasBars() || turn.isNull()) {
        event->ignore();
        return;
    }
    const bool isPan = turn.x() != 0 || (event->modifiers() & Qt::ShiftModifier) != 0;
    if (isPan) {
        m_picture.time().pan((turn.x() != 0 ? turn.x() : turn.y()) / notch * panStep);
    } else {
        m_picture.time().zoom(event->position().x(), std::pow(perNotch, turn.y() / notch));
    }
    setCross(event->position());
    event->accept();
    moved();
}

void ChartView::leaveEvent(QEvent* event)
{
    m_cross.reset();
    update();
    QWidget::leaveEvent(event);
}

void ChartView::setCross(QPointF point)
{
    const auto before = m_cross;
    const QRect area(m_picture.plot().left(), m_picture.plot().top(), m_picture.plot().width(),
                     m_picture.timeAxis().top() - m_picture.plot().top());
    if (!m_hasCross || !hasBars() || !area.contains(point.toPoint()) || m_grab == Grab::Line) {
        m_cross.reset();
    } else {
        const double index = std::floor(m_picture.time().indexAt(point.x()));
        const auto last = static_cast<double>(m_data.series()->count() - 1);
        m_cross = CrossHair{static_cast<std::size_t>(std::clamp(index, 0.0, last)), point.y()};
    }
    if (m_cross != before) {
        update();
    }
}

void ChartView::moveCross(int bars)
{
    if (!hasBars()) {
        return;
    }
    const auto last = static_cast<std::int64_t>(m_data.series()->count()) - 1;
    const std::int64_t from = m_cross ? static_cast<std::int64_t>(m_cross->bar) : last + (bars < 0 ? 1 : 0);
    const auto bar = static_cast<std::size_t>(std::clamp<std::int64_t>(from + bars, 0, last));
    m_hasCross = true;
    m_picture.time().reveal(static_cast<double>(bar));
    m_cross = CrossHair{bar, m_picture.price().yOf(static_cast<double>(m_data.series()->at(bar).close.count))};
    moved();
}

bool ChartView::keyOfDrag(const QKeyEvent& event)
{
    if (!m_drag || m_drag->isDropped) {
        return false;
    }
    const std::int64_t step = (event.modifiers() & Qt::ShiftModifier) != 0 ? 10 : 1;
    switch (event.key()) {
    case Qt::Key_Escape:
        endDrag();
        return true;
    case Qt::Key_Up:
        m_drag->now = Ticks{m_drag->now.count + step};
        update();
        return true;
    case Qt::Key_Down:
        m_drag->now = Ticks{std::max<std::int64_t>(1, m_drag->now.count - step)};
        update();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!event.isAutoRepeat() && m_grab != Grab::Line) {
            dropLine();
        }
        return true;
    default:
        return false;
    }
}

void ChartView::keyPressEvent(QKeyEvent* event)
{
    if (keyOfDrag(*event)) {
        return;
    }
    const bool withShift = (event->modifiers() & Qt::ShiftModifier) != 0;
    const bool isPlain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    if (isPlain && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        const int direction = event->key() == Qt::Key_Left ? -1 : 1;
        if (withShift) {
            moveCross(direction);
        } else {
            m_picture.time().pan(-direction * panStep);
            moved();
        }
        return;
    }
    if (event->key() == Qt::Key_Escape && m_cross) {
        m_cross.reset();
        update();
        return;
    }
    const QString text = event->text();
    if (isPlain && text.size() == 1 && text.at(0).isLetter()) {
        emit typed(text);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace omni::ui
