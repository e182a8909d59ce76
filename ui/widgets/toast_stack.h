// Short notices at the bottom left of the window: at most three, eight seconds each; critical ones stay until read.
//
// Equal ones become one with a count. No more than six a minute are shown; what is held back is in the log.

#pragma once

#include "ui/style/theme.h"

#include <QList>
#include <QTimer>
#include <QWidget>

#include <cstdint>
#include <functional>

class QLabel;
class QVBoxLayout;

namespace omni::ui {

class ToastStack final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostShown = 3;
    static constexpr int mostAMinute = 6;
    static constexpr int shownMs = 8'000;

    /// Lies over `window` and follows its size. `now`: milliseconds on a clock that never steps.
    ToastStack(const Theme& theme, QWidget* window, std::function<std::int64_t()> now);

    /// `level`: 0 info, 1 warning, 2 critical. Critical ones are never held back.
    void post(int level, const QString& text);
    /// Ends those whose time is over; runs by itself every half second while any is shown.
    void expire();
    [[nodiscard]] QStringList shown() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Toast {
        QWidget* frame;
        QLabel* text;
        QString words;
        int level;
        int count;
        std::int64_t until;
    };
    void add(int level, const QString& text);
    void retell(Toast& toast);
    void remove(qsizetype index);
    void place();

    const Theme& m_theme;
    QWidget* m_window;
    std::function<std::int64_t()> m_now;
    QVBoxLayout* m_layout;
    QList<Toast> m_toasts;
    QList<std::int64_t> m_posted; ///< Times of the last minute.
    QTimer m_timer;
};

} // namespace omni::ui
