#include "ui/widgets/toast_stack.h"

#include "ui/style/icons.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QEvent>
#include <QFrame>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace omni::ui {

namespace {

struct Look {
    const char* icon;
    Token token;
};

Look lookOf(int level)
{
    if (level >= 2) {
        return {"octagon", Token::Danger};
    }
    return level == 1 ? Look{"warning", Token::Warn} : Look{"dot", Token::Text2};
}

} // namespace

ToastStack::ToastStack(const Theme& theme, QWidget* window, std::function<std::int64_t()> now)
    : QWidget(window)
    , m_theme(theme)
    , m_window(window)
    , m_now(std::move(now))
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme.px(6));
    setAccessibleName(tr("Notices"));
    window->installEventFilter(this);
    m_timer.setInterval(500);
    connect(&m_timer, &QTimer::timeout, this, &ToastStack::expire);
    hide();
}

void ToastStack::post(int level, const QString& text)
{
    const std::int64_t now = m_now();
    for (Toast& toast : m_toasts) {
        if (toast.words == text && toast.level == level) {
            ++toast.count;
            toast.until = level >= 2 ? toast.until : now + shownMs;
            retell(toast);
            return;
        }
    }
    m_posted.removeIf([now](std::int64_t at) { return now - at >= 60'000; });
    if (level < 2 && m_posted.size() >= mostAMinute) {
        return;
    }
    m_posted.append(now);
    add(level, text);
}

void ToastStack::add(int level, const QString& text)
{
    if (m_toasts.size() >= mostShown) {
        // The oldest that may go; among three critical ones the oldest of all, which stays in the list of alerts.
        const auto found
            = std::find_if(m_toasts.begin(), m_toasts.end(), [](const Toast& toast) { return toast.level < 2; });
        if (found == m_toasts.end() && level < 2) {
            return;
        }
        remove(found == m_toasts.end() ? 0 : found - m_toasts.begin());
    }
    auto* frame = new QFrame(this);
    setSurface(*frame, Surface::Raised);
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(m_theme.px(10), m_theme.px(6), m_theme.px(6), m_theme.px(6));
    const Look look = lookOf(level);
    auto* icon = new QLabel;
    icon->setPixmap(Icons::pixmap(m_theme, QLatin1String(look.icon), look.token, m_theme.px(14), devicePixelRatioF()));
    auto* label = plainLabel(text, TextRole::Value);
    label->setWordWrap(true);
    auto* close = new QToolButton;
    close->setIcon(Icons::icon(m_theme, QStringLiteral("close")));
    close->setAccessibleName(tr("Close notice"));
    close->setAccessibleDescription(text);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, [this, frame] {
        for (qsizetype i = 0; i < m_toasts.size(); ++i) {
            if (m_toasts[i].frame == frame) {
                remove(i);
                return;
            }
        }
    });
    m_layout->addWidget(frame);
    const std::int64_t until = level >= 2 ? std::numeric_limits<std::int64_t>::max() : m_now() + shownMs;
    m_toasts.append({frame, label, text, level, 1, until});
    retell(m_toasts.last());
    show();
    raise();
    place();
    m_timer.start();
}

void ToastStack::retell(Toast& toast)
{
    const QString words = toast.count > 1
        ? tr("%1 (%n times)", "a notice that came more than once", toast.count).arg(toast.words)
        : toast.words;
    toast.text->setText(words);
    toast.frame->setAccessibleName(words);
    QAccessibleEvent alert(toast.frame, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    place();
}

void ToastStack::expire()
{
    const std::int64_t now = m_now();
    for (qsizetype i = m_toasts.size() - 1; i >= 0; --i) {
        if (m_toasts[i].until <= now) {
            remove(i);
        }
    }
    if (m_toasts.isEmpty()) {
        m_timer.stop();
    }
}

void ToastStack::remove(qsizetype index)
{
    QWidget* frame = m_toasts[index].frame;
    m_toasts.removeAt(index);
    m_layout->removeWidget(frame);
    frame->hide();
    frame->deleteLater(); // its button may be what asked for it
    if (m_toasts.isEmpty()) {
        hide();
        return;
    }
    place();
}

QStringList ToastStack::shown() const
{
    QStringList texts;
    for (const Toast& toast : m_toasts) {
        texts << toast.text->text();
    }
    return texts;
}

void ToastStack::place()
{
    const int width = std::min(m_theme.px(360), m_window->width() - m_theme.px(24));
    setFixedWidth(std::max(width, 1));
    m_layout->activate();
    const int height = m_layout->hasHeightForWidth() ? m_layout->heightForWidth(width) : sizeHint().height();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int x = isMirrored ? m_window->width() - width - m_theme.px(12) : m_theme.px(12);
    setGeometry(x, m_window->height() - height - m_theme.px(36), width, height);
}

bool ToastStack::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize && !m_toasts.isEmpty()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui
