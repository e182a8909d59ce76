#include "ui/widgets/decision_button.h"

#include "ui/style/icons.h"
#include "ui/widgets/outside_text.h"

#include <QPainter>

namespace omni::ui {

DecisionButton::DecisionButton(const Theme& theme, Kind kind, const QString& key, QWidget* parent)
    : QPushButton(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_key(key)
{
    setAutoDefault(false);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    describe();
    connect(this, &QPushButton::clicked, this, [this] {
        if (isActive()) {
            emit acted();
        }
    });
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void DecisionButton::setWords(const QString& words)
{
    if (words == text()) {
        return;
    }
    QString plain = words;
    setText(plain.replace(u'&', QStringLiteral("&&")));
    setAccessibleName(words);
    updateGeometry();
}

void DecisionButton::setKey(const QString& key)
{
    if (key != m_key) {
        m_key = key;
        describe();
        updateGeometry();
    }
}

void DecisionButton::setSign(const QString& icon)
{
    m_sign = icon;
    updateGeometry();
    update();
}

void DecisionButton::setMeaning(const QString& meaning)
{
    m_meaning = meaning;
    describe();
}

void DecisionButton::setMissing(const QStringList& missing)
{
    if (missing != m_missing) {
        m_missing = missing;
        describe();
        update();
    }
}

void DecisionButton::describe()
{
    const QString key = m_key.isEmpty() ? QString() : tr("Key: %1").arg(m_key);
    QStringList lines;
    if (m_missing.isEmpty()) {
        lines << m_meaning;
    } else {
        lines << tr("Not active yet:") << m_missing;
    }
    lines << key;
    lines.removeAll(QString());
    const QString text = lines.join(u'\n');
    setAccessibleDescription(text);
    setToolTip(tipText(text));
}

int DecisionButton::keyWidth() const
{
    return m_key.isEmpty()
        ? 0
        : QFontMetrics(m_theme.font(TextSize::Caption)).horizontalAdvance(m_key) + m_theme.px(10 + 8);
}

int DecisionButton::spareWidth() const
{
    return m_theme.px(14);
}

int DecisionButton::signWidth() const
{
    return m_sign.isEmpty() ? 0 : m_theme.px(14 + 8);
}

QSize DecisionButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Body, QFont::Medium));
    QString words = text();
    words.replace(QStringLiteral("&&"), QStringLiteral("&"));
    return {metrics.horizontalAdvance(words) + keyWidth() + signWidth() + m_theme.px(28), m_theme.px(36)};
}

DecisionButton::Look DecisionButton::look() const
{
    const auto color = [this](Token token) { return m_theme.color(token); };
    if (!isActive()) {
        return {color(Token::Raised), color(Token::Line), color(Token::Text3), color(Token::Line2)};
    }
    const auto filled = [&](Token token) {
        QColor fill = color(token);
        if (isDown()) {
            fill = fill.darker(115);
        } else if (underMouse()) {
            fill = fill.lighter(106);
        }
        return Look{fill, fill, color(Token::OnFill), color(Token::OnFill)};
    };
    switch (m_kind) {
    case Kind::Primary:
        return filled(Token::Accent);
    case Kind::Proposal:
        return filled(Token::Ai);
    case Kind::Buy:
        return filled(Token::Up);
    case Kind::Sell:
        return filled(Token::Down);
    case Kind::Danger: {
        Look danger = filled(Token::DangerFill);
        danger.text = danger.key = color(Token::OnDanger);
        return danger;
    }
    case Kind::Plain:
        break;
    }
    return {isDown()           ? color(Token::Sel)
                : underMouse() ? color(Token::Hover)
                               : color(Token::Raised),
            color(Token::Line2), color(Token::Text), color(Token::Text2)};
}

void DecisionButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look now = look();
    const double radius = m_theme.px(3);
    painter.setPen(QPen(now.edge, 1));
    painter.setBrush(now.fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    QString words = text();
    words.replace(QStringLiteral("&&"), QStringLiteral("&"));
    painter.setFont(m_theme.font(TextSize::Body, QFont::Medium));
    painter.setPen(now.text);
    const int sign = signWidth();
    const bool hasRoomForKey
        = painter.fontMetrics().horizontalAdvance(words) + sign + keyWidth() + m_theme.px(12) <= width();
    const int key = hasRoomForKey ? keyWidth() : 0; // the words come first; the tooltip names the key, too
    const int room = width() - key - sign - m_theme.px(12);
    const QString fitting = painter.fontMetrics().elidedText(words, Qt::ElideRight, room);
    const int advance = painter.fontMetrics().horizontalAdvance(fitting);
    const int left = (width() - advance - key - sign) / 2 + sign;
    if (sign > 0) {
        const int side = m_theme.px(14);
        Icons::paint(painter, QRectF(left - sign, (height() - side) / 2.0, side, side), m_theme, m_sign,
                     m_kind == Kind::Danger && isActive() ? Token::OnDanger : Token::Text2);
    }
    painter.drawText(QRect(left, 0, advance + 2, height()), static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft),
                     fitting);
    if (key > 0) {
        const int high = m_theme.px(16);
        const QRectF box(left + advance + m_theme.px(8) + 0.5, (height() - high) / 2.0 + 0.5, key - m_theme.px(8) - 1.0,
                         high - 1.0);
        painter.setBrush(Qt::NoBrush);
        QColor edge = now.key;
        edge.setAlphaF(0.55F);
        painter.setPen(QPen(edge, 1));
        painter.drawRoundedRect(box, m_theme.px(2), m_theme.px(2));
        painter.setPen(now.key);
        painter.setFont(m_theme.font(TextSize::Caption));
        painter.drawText(box, Qt::AlignCenter, m_key);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        const bool isFilled = now.fill == now.edge;
        painter.setPen(QPen(m_theme.color(isFilled ? Token::Text : Token::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    }
}

} // namespace omni::ui
