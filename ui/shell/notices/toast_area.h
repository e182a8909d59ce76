// The pop-ups of the window, bottom left, 360 wide. They never take the keyboard and never cover a decision: proposals
// and ticket are avoided wherever they stand.

#pragma once

#include "ui/shell/notices/toast_queue.h"
#include "ui/widgets/press_guard.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace omni::ui {

class Theme;

/// Where toasts of `size` lie in a window of `window`: at its bottom left, `bottom` above its edge; else above what is
/// not to be covered; else right of it. Where there is no such place at all it is the bottom left.
[[nodiscard]] QRect toastPlace(QSize size, QSize window, int bottom, const QList<QRect>& avoided);

class ToastArea final : public QWidget
{
    Q_OBJECT

public:
    ToastArea(Theme& theme, QWidget* window, Millis now = steadyMillis());

    void push(ToastLevel level, const QString& key, const QString& text);
    void settle(const QString& key, const QString& text);
    void clear();
    [[nodiscard]] const ToastQueue& queue() const noexcept
    {
        return m_queue;
    }
    /// Room at the bottom that is not theirs: the status bar.
    void setBottomMargin(int pixels);
    /// Rectangles, in the window's coordinates, that are never covered.
    void setAvoided(std::function<QList<QRect>()> rects);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    void place();

    Theme& m_theme;
    QWidget* m_window;
    Millis m_now;
    ToastQueue m_queue;
    QTimer m_timer;
    QVBoxLayout* m_column;
    std::function<QList<QRect>()> m_avoided;
    int m_bottom = 0;
};

} // namespace omni::ui
