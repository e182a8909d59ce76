#include "ui/widgets/row_painter.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

namespace omni::ui {

RowPainter::RowPainter(const Theme& theme, int rowHeight, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_rowHeight(rowHeight)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        remeasure();
        updateGeometry();
        update();
    });
}

QSize RowPainter::sizeHint() const
{
    return {m_theme.px(300), m_rows * rowHeight()};
}

QSize RowPainter::minimumSizeHint() const
{
    return {m_theme.px(180), m_rows * rowHeight()};
}

void RowPainter::setLines(QStringList lines, int rows)
{
    if (rows != m_rows) {
        m_rows = rows;
        updateGeometry();
    }
    remeasure();
    if (lines != m_lines) {
        m_lines = std::move(lines);
        setAccessibleDescription(m_lines.join(u'\n'));
    }
    update();
}

void RowPainter::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

void RowPainter::text(QPainter& painter, const QRectF& box, Qt::Alignment align, const QString& text, Token token,
                      QFont::Weight weight, TextSize size) const
{
    painter.setFont(m_theme.font(size, weight));
    painter.setPen(m_theme.color(token));
    const QString fitting = painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(box.width()) + 1);
    painter.drawText(box, static_cast<int>(align | Qt::AlignVCenter) | Qt::TextSingleLine, fitting);
}

void RowPainter::focusRing(QPainter& painter) const
{
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

QRectF RowPainter::mirrored(const QRectF& box) const
{
    return isRightToLeft() ? QRectF(width() - box.right(), box.top(), box.width(), box.height()) : box;
}

} // namespace omni::ui
