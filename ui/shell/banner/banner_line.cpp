#include "ui/shell/banner/banner_line.h"

#include "ui/style/icons.h"
#include "ui/widgets/outside_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui {

namespace {

QString inked(const QColor& color)
{
    return QStringLiteral("QLabel { color: %1; background: transparent; }").arg(color.name());
}

} // namespace

BannerLine::BannerLine(Theme& theme, bool isSmall, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_isSmall(isSmall)
    , m_words(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_title(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_first(new QPushButton(this))
    , m_second(new QPushButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(isSmall ? 30 : 54), 0, theme.px(isSmall ? 6 : 12), 0);
    row->setSpacing(theme.px(8));
    for (QLabel* label : {m_title, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->setMinimumWidth(theme.px(40));
    }
    m_words->addItem(new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Expanding));
    m_words->addWidget(m_title);
    m_words->addWidget(m_detail);
    m_words->addItem(new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Expanding));
    row->addLayout(m_words, 1);
    row->addWidget(m_first);
    row->addWidget(m_second);
    connect(m_first, &QPushButton::clicked, this, &BannerLine::firstPressed);
    connect(m_second, &QPushButton::clicked, this, &BannerLine::secondPressed);
    connect(&theme, &Theme::changed, this, &BannerLine::restyle);
    setButtons({}, {});
    restyle();
}

void BannerLine::tell(Kind kind, const QString& title, const QString& detail)
{
    if (kind == m_kind && title == m_titleText && detail == m_detailText) {
        return;
    }
    const bool isOther = kind != m_kind;
    m_kind = kind;
    m_titleText = title;
    m_detailText = detail;
    m_title->setText(title);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_title->setToolTip(tipText(title));
    m_detail->setToolTip(tipText(detail));
    setAccessibleName(text());
    if (isOther) {
        restyle();
    }
    update();
}

QString BannerLine::text() const
{
    return m_detailText.isEmpty() ? m_titleText : tr("%1. %2").arg(m_titleText, m_detailText);
}

void BannerLine::setButtons(const QString& first, const QString& second)
{
    m_first->setText(first);
    m_first->setAccessibleName(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setText(second);
    m_second->setAccessibleName(second);
    m_second->setVisible(!second.isEmpty());
}

Token BannerLine::ink() const
{
    switch (m_kind) {
    case Kind::Everything:
    case Kind::NoAnswer:
        return Token::OnDanger;
    case Kind::Stopping:
        return Token::OnFill;
    case Kind::Part:
    case Kind::More:
    case Kind::Limited:
        return Token::Text;
    }
    return Token::Text;
}

void BannerLine::restyle()
{
    const bool isHigh = !m_isSmall && ink() != Token::Text;
    setFixedHeight(m_theme.px(isHigh ? 50 : 28));
    // A low line has no room for two rows: what it says follows its title.
    m_words->setDirection(isHigh ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_words->setSpacing(m_theme.px(isHigh ? 1 : 8));
    m_title->setSizePolicy(isHigh ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_words->setStretchFactor(m_detail, isHigh ? 0 : 1);
    const QColor color = m_theme.color(ink());
    m_title->setFont(m_theme.font(isHigh ? TextSize::Section : TextSize::Body, QFont::Medium));
    m_detail->setFont(m_theme.font(TextSize::Body));
    m_title->setStyleSheet(inked(color));
    m_detail->setStyleSheet(inked(color));
    const QString fill = m_theme.color(Token::DangerFill).name();
    const bool isRed = m_kind == Kind::Everything || m_kind == Kind::NoAnswer;
    const QString height = QString::number(m_theme.px(isHigh ? 28 : 20));
    // Colours by tokens: white on red outlined, and the way out filled the other way round.
    const QString base = QStringLiteral("QPushButton { background: transparent; color: %1; border: 1px solid %1; "
                                        "min-height: %2px; padding: 0 %3px; border-radius: 3px; font-weight: 500; } "
                                        "QPushButton:focus { border: 2px solid %4; }");
    const QString plain
        = base.arg(color.name(), height, QString::number(m_theme.px(12)), (isRed ? color : m_theme.focus()).name());
    const QString strong = QStringLiteral("QPushButton { background: %1; color: %2; border: 1px solid %1; min-height: "
                                          "%3px; padding: 0 %4px; border-radius: 3px; font-weight: 500; } "
                                          "QPushButton:focus { border: 2px solid %2; }")
                               .arg(color.name(), fill, height, QString::number(m_theme.px(12)));
    m_first->setStyleSheet(plain);
    m_second->setStyleSheet(isRed ? strong : plain);
}

void BannerLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QString icon = u"kill"_qs;
    Token token = ink();
    switch (m_kind) {
    case Kind::Everything:
    case Kind::NoAnswer:
        painter.fillRect(rect(), m_theme.color(Token::DangerFill));
        break;
    case Kind::Stopping:
        painter.fillRect(rect(), m_theme.color(Token::Warn));
        icon = u"clock"_qs;
        break;
    case Kind::Part:
    case Kind::More:
        painter.fillRect(rect(), m_theme.tint(Token::Danger, 0.13));
        painter.setPen(m_theme.color(Token::Danger));
        painter.drawLine(0, height() - 1, width(), height() - 1);
        token = Token::Danger;
        break;
    case Kind::Limited:
        painter.fillRect(rect(), m_theme.tint(Token::Warn, 0.13));
        painter.setPen(m_theme.color(Token::Warn));
        painter.drawLine(0, height() - 1, width(), height() - 1);
        icon = u"warning"_qs;
        token = Token::Warn;
        break;
    }
    if (m_kind != Kind::More) {
        const bool isHigh = !m_isSmall && ink() != Token::Text;
        const int size = m_theme.px(isHigh ? 26 : 14);
        const int middle = m_theme.px(m_isSmall ? 15 : 27);
        Icons::paint(painter, QRectF(middle - size / 2.0, (height() - size) / 2.0, size, size), m_theme, icon, token);
    }
}

} // namespace omni::ui
