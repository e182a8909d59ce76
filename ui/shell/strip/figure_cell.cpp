#include "ui/shell/strip/figure_cell.h"

#include "ui/widgets/outside_text.h"

#include <QPainter>

#include <algorithm>

namespace omni::ui {

FigureCell::FigureCell(Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void FigureCell::setFigure(const Figure& figure)
{
    if (figure == m_figure) {
        return;
    }
    m_figure = figure;
    setAccessibleName(figure.caption);
    setAccessibleDescription(figure.detail.isEmpty() ? figure.value : figure.value + u' ' + figure.detail);
    setToolTip(tipText(m_showsDetail ? QString() : m_figure.detail));
    updateGeometry();
    update();
}

void FigureCell::setShowsDetail(bool shows)
{
    if (shows == m_showsDetail) {
        return;
    }
    m_showsDetail = shows;
    setToolTip(tipText(m_showsDetail ? QString() : m_figure.detail));
    updateGeometry();
    update();
}

QSize FigureCell::sizeHint() const
{
    return {widthWith(m_showsDetail), m_theme.px(46)};
}

int FigureCell::widthWith(bool hasDetail) const
{
    const QFontMetrics caption(m_theme.font(TextSize::Caption)), value(m_theme.numbers(TextSize::Value, QFont::Medium)),
        detail(m_theme.numbers(TextSize::Body));
    const int below = value.horizontalAdvance(m_figure.value)
        + (m_figure.detail.isEmpty() || !hasDetail ? 0 : m_theme.px(4) + detail.horizontalAdvance(m_figure.detail));
    return std::max(caption.horizontalAdvance(m_figure.caption), below) + 2 * m_theme.px(14) - m_theme.px(4);
}

void FigureCell::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (underMouse()) {
        painter.fillRect(rect(), m_theme.color(Token::Hover));
    }
    painter.setPen(m_theme.color(Token::Line));
    painter.drawLine(width() - 1, 0, width() - 1, height());
    const int left = m_theme.px(12);
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(QPoint(left, m_theme.px(17)), m_figure.caption);
    const int base = m_theme.px(36);
    painter.setFont(m_theme.numbers(TextSize::Value, QFont::Medium));
    painter.setPen(m_theme.color(m_figure.token));
    painter.drawText(QPoint(left, base), m_figure.value);
    if (m_showsDetail) {
        const int used = painter.fontMetrics().horizontalAdvance(m_figure.value);
        painter.setFont(m_theme.numbers(TextSize::Body));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(QPoint(left + used + m_theme.px(4), base), m_figure.detail);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.focus(), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -3, -2), 3, 3);
    }
}

} // namespace omni::ui
