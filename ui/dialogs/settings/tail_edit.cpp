#include "ui/dialogs/settings/tail_edit.h"

#include <QPainter>

namespace omni::ui::settings {

TailEdit::TailEdit(const Theme& theme, const QString& tail, bool isKey, const QString& text, QWidget* parent)
    : QLineEdit(text, parent)
    , m_theme(theme)
    , m_tail(tail)
    , m_isKey(isKey)
{
    if (!isKey) {
        const int wide = QFontMetrics(theme.font(TextSize::Caption)).horizontalAdvance(tail) + theme.px(8);
        setTextMargins(0, 0, wide, 0);
    }
}

void TailEdit::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (m_isKey && !text().isEmpty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.setPen(m_theme.color(m_isKey ? Token::Text2 : Token::Text3));
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    if (!m_isKey) {
        const QRect place = rect().adjusted(m_theme.px(8), 0, -m_theme.px(8), 0);
        painter.drawText(place, static_cast<int>(Qt::AlignVCenter | (isMirrored ? Qt::AlignLeft : Qt::AlignRight)),
                         m_tail);
        return;
    }
    const int wide = painter.fontMetrics().horizontalAdvance(m_tail) + m_theme.px(10);
    const int high = m_theme.px(16);
    const int left = isMirrored ? m_theme.px(6) : width() - m_theme.px(6) - wide;
    const QRectF frame(left + 0.5, (height() - high) / 2 + 0.5, wide - 1, high - 1);
    painter.setPen(m_theme.color(Token::Line2));
    painter.drawRoundedRect(frame, 2, 2);
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(frame, Qt::AlignCenter, m_tail);
}

} // namespace omni::ui::settings
