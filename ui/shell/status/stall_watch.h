// Sees when the window stands still: the drift of a timer on its own thread.
//
// A stall of more than 100 ms is logged, one of more than 2 s is told to the user when it is over. The engine and the
// kill switch live elsewhere and go on meanwhile.

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>

namespace omni::ui {

/// Without a clock of its own: beats come every `everyMs` as long as nothing stalls.
class StallMeter
{
public:
    static constexpr std::int64_t everyMs = 25;
    static constexpr std::int64_t loggedMs = 100;
    static constexpr std::int64_t toldMs = 2'000;

    /// The stall that ended with this beat, in milliseconds; none: it came in time.
    std::optional<std::int64_t> beat(std::int64_t nowMs);
    /// The machine slept, or nothing was watched for a while: the next beat starts anew.
    void forget()
    {
        m_last = -1;
    }

private:
    std::int64_t m_last = -1;
};

class StallWatch final : public QObject
{
    Q_OBJECT

public:
    explicit StallWatch(QObject* parent);

    [[nodiscard]] int count() const noexcept
    {
        return m_count;
    }
    [[nodiscard]] std::int64_t worstMs() const noexcept
    {
        return m_worst;
    }

signals:
    void stoodStill(qint64 ms); ///< Longer than `loggedMs`.
    void stalled(qint64 ms); ///< Longer than `toldMs`.

private:
    void onBeat();

    QTimer m_timer;
    QElapsedTimer m_clock;
    StallMeter m_meter;
    int m_count = 0;
    std::int64_t m_worst = 0;
};

} // namespace omni::ui
