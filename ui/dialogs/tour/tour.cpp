#include "ui/dialogs/tour/tour.h"

#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

/// In the design's pixels.
constexpr int cardWidth = 360;
constexpr int edge = 16;
constexpr int arrow = 10; ///< Its length; at its foot it is twice as wide.
constexpr int gap = 2; ///< Between its tip and what it points at.

} // namespace

Tour::Tour(QWidget* window, Theme& theme, QList<TourCard> cards)
    : QWidget(window)
    , m_window(window)
    , m_theme(theme)
    , m_cards(std::move(cards))
    , m_count(new QLabel)
    , m_text(new QLabel)
    , m_skip(new QPushButton)
    , m_back(new QPushButton)
    , m_next(new QPushButton)
{
    setObjectName(QStringLiteral("tour"));
    auto* column = new QVBoxLayout(this);
    setTextRole(*m_count, TextRole::Caption);
    m_text->setWordWrap(true);
    column->addWidget(m_count);
    column->addWidget(m_text, 1);
    auto* line = new QHBoxLayout;
    setButtonKind(*m_next, ButtonKind::Primary);
    connect(m_skip, &QPushButton::clicked, this, [this] { end(false); });
    connect(m_back, &QPushButton::clicked, this, &Tour::back);
    connect(m_next, &QPushButton::clicked, this, &Tour::next);
    line->addWidget(m_skip);
    line->addStretch();
    line->addWidget(m_back);
    line->addWidget(m_next);
    column->addLayout(line);
    window->installEventFilter(this);
    retell();
    connect(&theme, &Theme::changed, this, &Tour::retell);
    QWidget::show();
    raise();
    m_next->setFocus();
}

/// In other words or at another scale.
void Tour::retell()
{
    setAccessibleName(tr("Tour"));
    m_skip->setText(tr("Skip"));
    m_back->setText(tr("Back"));
    for (QPushButton* button : {m_skip, m_back}) {
        button->setAccessibleName(button->text());
    }
    m_text->setFont(m_theme.font(TextSize::Section));
    show(m_at);
}

void Tour::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

void Tour::next()
{
    m_at + 1 < m_cards.size() ? show(m_at + 1) : end(true);
}

void Tour::back()
{
    show(std::max(0, m_at - 1));
}

void Tour::show(int at)
{
    m_at = at;
    const TourCard& card = m_cards[at];
    m_count->setText(tr("%1 of %2").arg(at + 1).arg(m_cards.size()));
    m_text->setText(card.text());
    setAccessibleDescription(m_text->text());
    m_back->setEnabled(at > 0);
    m_next->setText(at + 1 < m_cards.size() ? tr("Next") : tr("Done"));
    m_next->setAccessibleName(m_next->text());
    m_target = card.target ? card.target() : nullptr;
    place();
}

/// As large as its words want, with room for the arrow on that side.
void Tour::takeSize(Side side)
{
    m_side = side;
    const int around = m_theme.px(edge), strip = m_theme.px(arrow);
    const bool isAbove = side == Side::Top, isRight = side == Side::Right;
    layout()->setContentsMargins(around, around + (isAbove ? strip : 0), around + (isRight ? strip : 0), around);
    setFixedWidth(m_theme.px(cardWidth) + (isRight ? strip : 0));
    adjustSize();
}

/// Below what it is about, else left of it, with an arrow; where neither has room as near as can be, without one.
void Tour::place()
{
    takeSize(Side::None);
    const QRect room = m_window->rect().adjusted(8, 8, -8, -8);
    QPoint corner(room.center() - QPoint(width() / 2, height() / 2));
    QPoint tip;
    if (m_target && m_target->isVisible()) {
        const QRect target(m_target->mapTo(m_window, QPoint(0, 0)), m_target->size());
        const int away = m_theme.px(gap), strip = m_theme.px(arrow);
        if (target.bottom() + away + strip + height() <= room.bottom()) {
            takeSize(Side::Top);
            corner = QPoint(target.center().x() - width() / 2, target.bottom() + 1 + away);
            tip = QPoint(target.center().x(), corner.y());
        } else {
            const bool fits = target.left() - away - strip - width() >= room.left();
            takeSize(fits ? Side::Right : Side::None);
            corner = QPoint(target.left() - away - width(), target.center().y() - height() / 2);
            tip = QPoint(target.left() - 1 - away, std::clamp(target.center().y(), room.top(), room.bottom()));
        }
    }
    move(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    m_tip = tip - pos();
    update();
}

QPoint Tour::arrowTip() const
{
    if (m_side == Side::None) {
        return {-1, -1};
    }
    // Of a control in a corner the middle is past the card's own corner: there the arrow stays on the card.
    const int half = m_theme.px(arrow), round = 4;
    return m_side == Side::Top ? QPoint(std::clamp(m_tip.x(), half + round, width() - half - round), 0)
                               : QPoint(width() - 1, std::clamp(m_tip.y(), half + round, height() - half - round));
}

void Tour::end(bool isThrough)
{
    m_window->removeEventFilter(this);
    hide();
    emit finished(isThrough);
    deleteLater();
}

void Tour::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Token::Accent), 2));
    painter.setBrush(m_theme.color(Token::Panel));
    const int strip = m_theme.px(arrow);
    const QRectF card
        = QRectF(rect()).adjusted(1, m_side == Side::Top ? strip : 1, m_side == Side::Right ? -strip : -1, -1);
    QPainterPath outline;
    outline.addRoundedRect(card, 4, 4);
    if (m_side != Side::None) {
        const QPointF tip = arrowTip();
        const QPointF foot
            = m_side == Side::Top ? QPointF(tip.x(), card.top() + 2) : QPointF(card.right() - 2, tip.y());
        const QPointF half = m_side == Side::Top ? QPointF(strip, 0) : QPointF(0, strip);
        QPainterPath pointed;
        pointed.addPolygon(QPolygonF({tip, foot + half, foot - half, tip}));
        outline = outline.united(pointed);
    }
    painter.drawPath(outline);
}

void Tour::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        end(false);
        return;
    }
    QWidget::keyPressEvent(event);
}

bool Tour::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui
