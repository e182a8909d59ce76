#include "ui/shell/strip/strip_chip.h"

#include "ui/style/icons.h"

#include <QPainter>

namespace omni::ui {

StripChip::StripChip(Theme& theme, int height, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_height(height)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void StripChip::setLook(const Look& look)
{
    if (look == m_look) {
        return;
    }
    m_look = look;
    updateGeometry();
    update();
}

QFont StripChip::textFont() const
{
    return m_theme.font(m_height >= 26 ? TextSize::Body : TextSize::Caption, QFont::Medium);
}

QSize StripChip::sizeHint() const
{
    const QFontMetrics text(textFont());
    int width = text.horizontalAdvance(m_look.text) + 2 * m_theme.px(m_height >= 26 ? 12 : 7);
    width += m_look.icon.isEmpty() ? 0 : m_theme.px(m_height >= 26 ? 14 : 12) + m_theme.px(6);
    return {width + keysWidth(m_look.keys), m_theme.px(m_height)};
}

int StripChip::keysWidth(const QString& keys) const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Caption));
    return keys.isEmpty() ? 0 : metrics.horizontalAdvance(keys) + m_theme.px(10) + m_theme.px(8);
}

void StripChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Token ink = m_look.isFilled ? Token::OnDanger : m_look.token;
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor ground = m_look.isFilled ? m_theme.color(Token::DangerFill)
        : underMouse() && isEnabled()     ? m_theme.tint(m_look.token, 0.16)
        : m_look.isTinted                 ? m_theme.tint(m_look.token, 0.08)
                                          : m_theme.color(Token::Panel);
    painter.setBrush(ground);
    painter.setPen(m_theme.color(m_look.isFilled ? Token::DangerFill : m_look.token));
    painter.drawRoundedRect(box, 3, 3);

    const bool isHigh = m_height >= 26;
    int x = m_theme.px(isHigh ? 12 : 7);
    if (!m_look.icon.isEmpty()) {
        const int size = m_theme.px(isHigh ? 14 : 12);
        Icons::paint(painter, QRectF(x, (height() - size) / 2.0, size, size), m_theme, m_look.icon, ink);
        x += size + m_theme.px(6);
    }
    painter.setFont(textFont());
    painter.setPen(m_theme.color(ink));
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_look.text);
    if (!m_look.keys.isEmpty()) {
        painter.setFont(m_theme.font(TextSize::Caption));
        const int wide = painter.fontMetrics().horizontalAdvance(m_look.keys) + m_theme.px(10);
        const int high = m_theme.px(16);
        const QRectF frame(width() - m_theme.px(12) - wide + 0.5, (height() - high) / 2 + 0.5, wide, high - 1);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame, 2, 2);
        painter.drawText(frame, Qt::AlignCenter, m_look.keys);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look.isFilled ? m_theme.color(Token::OnDanger) : m_theme.focus(), 2));
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3);
    }
}

} // namespace omni::ui
