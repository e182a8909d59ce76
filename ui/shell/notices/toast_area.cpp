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
    case ToastLevel::Answer:
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
    case ToastLevel::Answer:
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
    case ToastLevel::Answer:
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

constexpr int edge = 12, gap = 6;

} // namespace

QRect toastPlace(QSize size, QSize window, int bottom, const QList<QRect>& avoided)
{
    const QRect usual(QPoint(edge, std::max(0, window.height() - bottom - size.height() - edge)), size);
    QRect room = usual;
    // Each step goes up or, from the top, to the right: it ends.
    while (room.right() < window.width()) {
        const auto hit
            = std::find_if(avoided.begin(), avoided.end(), [&](const QRect& one) { return one.intersects(room); });
        if (hit == avoided.end()) {
            return room;
        }
        if (hit->top() - gap - size.height() >= 0) {
            room.moveBottom(hit->top() - gap - 1);
        } else {
            room.moveTopLeft({hit->right() + gap, usual.top()});
        }
    }
    return usual;
}

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
        } else {
            place(); // panes may have moved
        }
    });
    connect(&theme, &Theme::changed, this, &ToastArea::rebuild);
    window->installEventFilter(this);
    hide();
}

void ToastArea::push(ToastLevel level, const QString& key, const QString& text)
{
    if (!m_queue.push(level, key, text, m_now(), tr("More has happened. Look at the pane Alerts."))) {
        return;
    }
    rebuild();
    setAccessibleName(text);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ToastArea::settle(const QString& key, const QString& text)
{
    if (m_queue.settle(key, text, m_now())) {
        rebuild();
    }
}

void ToastArea::clear()
{
    m_queue.clear();
    setAccessibleName({});
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
    const bool hasAny = !m_queue.shown().empty();
    setVisible(hasAny);
    if (hasAny) { // also before the window itself is shown: what was wrong at the start is told then
        m_timer.start();
        place();
        raise();
    } else {
        m_timer.stop();
    }
}

void ToastArea::place()
{
    const int width = std::min(m_theme.px(360), m_window->width() - 2 * edge);
    setFixedWidth(width);
    const int height = m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(width) : sizeHint().height();
    setGeometry(toastPlace({width, height}, m_window->size(), m_bottom, m_avoided ? m_avoided() : QList<QRect>()));
}

bool ToastArea::eventFilter(QObject* watched, QEvent* event)
{
    const bool isShown = event->type() == QEvent::Show;
    if (watched == m_window && (isShown || event->type() == QEvent::Resize) && !isHidden()) {
        place();
        raise();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui
