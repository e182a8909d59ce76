#include "ui/widgets/chip.h"

#include "ui/style/icons.h"

#include <QFontMetrics>
#include <QPainter>

namespace omni::ui {

Chip::Chip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void Chip::setWords(const QString& words, Token token, const QString& icon)
{
    if (words == m_words && token == m_token && icon == m_icon) {
        return;
    }
    m_words = words;
    m_token = token;
    m_icon = icon;
    setAccessibleName(words);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Caption, QFont::Medium));
    const int icon = m_icon.isEmpty() ? 0 : m_theme.px(16);
    return {metrics.horizontalAdvance(m_words) + icon + m_theme.px(16), m_theme.px(20)};
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(m_token), 1));
    painter.setBrush(m_theme.tint(m_token, 0.12));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(2), m_theme.px(2));
    QRect place = rect().adjusted(m_theme.px(8), 0, -m_theme.px(8), 0);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    if (!m_icon.isEmpty()) {
        const int side = m_theme.px(12);
        const int x = isMirrored ? place.right() - side : place.left();
        Icons::paint(painter, QRectF(x, (height() - side) / 2, side, side), m_theme, m_icon, m_token);
        place.adjust(isMirrored ? 0 : m_theme.px(16), 0, isMirrored ? -m_theme.px(16) : 0, 0);
    }
    painter.setFont(m_theme.font(TextSize::Caption, QFont::Medium));
    painter.drawText(place, static_cast<int>(Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
                     m_words);
}

KeyHint::KeyHint(const Theme& theme, const QString& keys, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_keys(keys)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void KeyHint::setKeys(const QString& keys)
{
    m_keys = keys;
    updateGeometry();
    update();
}

QSize KeyHint::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Caption));
    return {metrics.horizontalAdvance(m_keys) + m_theme.px(10), m_theme.px(18)};
}

void KeyHint::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Token::Line2), 1));
    painter.setBrush(m_theme.color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(3), m_theme.px(3));
    painter.setPen(m_theme.color(Token::Text2));
    painter.setFont(m_theme.font(TextSize::Caption));
    painter.drawText(rect(), Qt::AlignCenter, m_keys);
}

void paintBadge(QPainter& painter, const QRectF& place, int count, Token token, const Theme& theme)
{
    if (count < 0) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(token), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), place.height() / 2, place.height() / 2);
    painter.setFont(theme.font(TextSize::Caption));
    painter.drawText(place, Qt::AlignCenter, count > 999 ? QStringLiteral("999+") : QString::number(count));
    painter.restore();
}

} // namespace omni::ui
