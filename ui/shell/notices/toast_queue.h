// Which pop-ups are in sight: at most three, eight seconds each, equal ones grouped, six new ones a minute; critical
// ones stay until they are read and are never held back, nor is what became of a person's own command. No widget, no
// clock: both are given.

#pragma once

#include <QString>

#include <cstdint>
#include <deque>
#include <vector>

namespace omni::ui {

enum class ToastLevel : std::uint8_t {
    Info,
    Warning,
    Answer, ///< What became of the person's own command, where it was not done: looks like a warning.
    Critical,
};

struct Toast {
    std::uint64_t id = 0;
    ToastLevel level = ToastLevel::Info;
    QString key; ///< Equal keys are one thing that happens again.
    QString text;
    int count = 1; ///< How often.
    std::int64_t shownMs = 0; ///< Since when, or since it last grew.
};

class ToastQueue
{
public:
    static constexpr std::size_t mostShown = 3;
    static constexpr std::int64_t shownForMs = 8'000;
    static constexpr int mostPerMinute = 6;
    static constexpr std::size_t mostWaiting = 100; ///< Critical ones; one more stands for all that come behind them.

    /// True: something in sight changed. An answer always comes into sight, beside as many critical ones as there are.
    /// An empty key never groups. A text that was held back is in the notices all the same: it is only not popped up.
    /// `others` takes the place of critical ones beyond `mostWaiting`, with their count.
    bool push(ToastLevel level, const QString& key, const QString& text, std::int64_t nowMs,
              const QString& others = {});
    /// Takes away what was there long enough; brings in critical ones that waited for room.
    bool tick(std::int64_t nowMs);
    bool dismiss(std::uint64_t id, std::int64_t nowMs);
    /// What stands under that key is over: it says so in `text`, and goes as what is no warning goes. What still waits
    /// is not shown any more.
    bool settle(const QString& key, const QString& text, std::int64_t nowMs);
    void clear();
    /// Oldest first.
    [[nodiscard]] const std::vector<Toast>& shown() const noexcept
    {
        return m_shown;
    }
    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return m_waiting.size();
    }
    /// Pop-ups that were not shown because there were too many.
    [[nodiscard]] int heldBack() const noexcept
    {
        return m_heldBack;
    }

private:
    bool fillUp(std::int64_t nowMs);

    std::vector<Toast> m_shown;
    std::deque<Toast> m_waiting; ///< Critical ones only.
    std::deque<std::int64_t> m_lately; ///< When pop-ups came up, within the last minute.
    std::uint64_t m_lastId = 0;
    int m_heldBack = 0;
};

} // namespace omni::ui
