#include "ui/dialogs/tour/tour.h"

#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui {

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
    const int edge = m_theme.px(16);
    layout()->setContentsMargins(edge, edge, edge, edge);
    m_text->setFont(m_theme.font(TextSize::Section));
    setFixedWidth(m_theme.px(360));
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

void Tour::place()
{
    adjustSize();
    const QRect room = m_window->rect().adjusted(8, 8, -8, -8);
    QPoint corner(room.center() - QPoint(width() / 2, height() / 2));
    if (m_target && m_target->isVisible()) {
        const QRect target(m_target->mapTo(m_window, QPoint(0, 0)), m_target->size());
        const int gap = m_theme.px(10);
        corner = target.bottom() + gap + height() <= room.bottom()
            ? QPoint(target.center().x() - width() / 2, target.bottom() + gap)
            : QPoint(target.left() - gap - width(), target.center().y() - height() / 2);
    }
    move(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    update();
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
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
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
