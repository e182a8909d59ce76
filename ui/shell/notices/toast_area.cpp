#include "ui/shell/notices/toast_area.h"

#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

Token tokenOf(ToastLevel level)
{
    switch (level) {
    case ToastLevel::Info:
        return Token::Accent;
    case ToastLevel::Warning:
        return Token::Warn;
    case ToastLevel::Critical:
        return Token::Danger;
    }
    return Token::Text2;
}

QString iconOf(ToastLevel level)
{
    switch (level) {
    case ToastLevel::Info:
        return u"info"_qs;
    case ToastLevel::Warning:
        return u"warning"_qs;
    case ToastLevel::Critical:
        return u"octagon"_qs;
    }
    return {};
}

QString wordOf(ToastLevel level)
{
    switch (level) {
    case ToastLevel::Info:
        return ToastArea::tr("Info");
    case ToastLevel::Warning:
        return ToastArea::tr("Warning");
    case ToastLevel::Critical:
        return ToastArea::tr("Critical");
    }
    return {};
}

/// A panel with the level's colour at its edge.
class Card final : public QFrame
{
public:
    Card(Theme& theme, ToastLevel level, QWidget* parent)
        : QFrame(parent)
        , m_theme(theme)
        , m_level(level)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(m_theme.color(Token::Raised));
        painter.setPen(m_theme.color(m_level == ToastLevel::Critical ? Token::Danger : Token::Line2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.fillRect(QRect(1, 3, 3, height() - 6), m_theme.color(tokenOf(m_level)));
    }

private:
    Theme& m_theme;
    ToastLevel m_level;
};

} // namespace

ToastArea::ToastArea(Theme& theme, QWidget* window, Millis now)
    : QWidget(window)
    , m_theme(theme)
    , m_window(window)
    , m_now(std::move(now))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"toasts"_qs);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.px(6));
    m_timer.setInterval(250);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_queue.tick(m_now())) {
            rebuild();
        }
    });
    connect(&theme, &Theme::changed, this, &ToastArea::rebuild);
    window->installEventFilter(this);
    hide();
}

void ToastArea::push(ToastLevel level, const QString& key, const QString& text)
{
    if (!m_queue.push(level, key, text, m_now())) {
        return;
    }
    rebuild();
    setAccessibleName(text);
    QAccessibleEvent event(this, level == ToastLevel::Critical ? QAccessible::Alert : QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

void ToastArea::clear()
{
    m_queue.clear();
    rebuild();
}

void ToastArea::setBottomMargin(int pixels)
{
    m_bottom = pixels;
    place();
}

void ToastArea::setAvoided(std::function<QList<QRect>()> rects)
{
    m_avoided = std::move(rects);
}

void ToastArea::rebuild()
{
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const Toast& toast : m_queue.shown()) {
        auto* card = new Card(m_theme, toast.level, this);
        card->setAccessibleName(tr("%1: %2").arg(wordOf(toast.level), toast.text));
        auto* row = new QHBoxLayout(card);
        row->setContentsMargins(m_theme.px(12), m_theme.px(8), m_theme.px(6), m_theme.px(8));
        auto* icon = new QLabel(card);
        icon->setPixmap(
            Icons::pixmap(m_theme, iconOf(toast.level), tokenOf(toast.level), m_theme.px(14), devicePixelRatioF()));
        auto* text = new QLabel(toast.text, card);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        auto* close = new QToolButton(card);
        close->setIcon(Icons::icon(m_theme, u"close"_qs));
        close->setIconSize({m_theme.px(12), m_theme.px(12)});
        close->setAccessibleName(tr("Dismiss: %1").arg(toast.text));
        close->setToolTip(tr("Dismiss"));
        close->setFocusPolicy(Qt::TabFocus);
        connect(close, &QToolButton::clicked, this, [this, id = toast.id] {
            if (m_queue.dismiss(id, m_now())) {
                rebuild();
            }
        });
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        row->addWidget(close, 0, Qt::AlignTop);
        m_column->addWidget(card);
    }
    setVisible(!m_queue.shown().empty());
    if (isVisible()) {
        m_timer.start();
        place();
        raise();
    } else {
        m_timer.stop();
    }
}

void ToastArea::place()
{
    const int width = std::min(m_theme.px(360), m_window->width() - 24);
    setFixedWidth(width);
    const int height = m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(width) : sizeHint().height();
    QRect room(12, m_window->height() - m_bottom - height - 12, width, height);
    const QList<QRect> avoided = m_avoided ? m_avoided() : QList<QRect>();
    for (const QRect& rect : avoided) {
        if (rect.intersects(room)) {
            room.moveBottom(rect.top() - 6); // above what must stay free
        }
    }
    room.moveTop(std::max(0, room.top()));
    setGeometry(room);
}

bool ToastArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui
