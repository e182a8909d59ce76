// Which presses count where a press can move money: fresh ones, and none in the first moment of a window.
//
// A key that was held while the window opened, or that repeats, does nothing until it is let go (ui-spec 5.3). UI
// thread.

#pragma once

#include <QSet>

#include <cstdint>
#include <functional>

class QKeyEvent;

namespace omni::ui {

/// Milliseconds on a clock that never steps.
using Millis = std::function<std::int64_t()>;
[[nodiscard]] Millis steadyMillis();

class PressGuard
{
public:
    static constexpr std::int64_t deafMs = 300;

    explicit PressGuard(Millis now)
        : m_now(std::move(now))
    {
    }
    /// The window has been shown, or shows something else: presses of before do not count for it.
    void opened()
    {
        m_opened = m_now();
    }
    [[nodiscard]] bool isAwake() const
    {
        return m_now() - m_opened >= deafMs;
    }
    /// Of a key press: it counts. Each is to be given, also those of keys that mean nothing.
    [[nodiscard]] bool takes(const QKeyEvent& press);
    void released(const QKeyEvent& release);

private:
    Millis m_now;
    std::int64_t m_opened = 0;
    QSet<int> m_down;
};

} // namespace omni::ui
