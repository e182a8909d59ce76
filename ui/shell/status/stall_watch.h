// Sees when the window stands still: the drift of a timer on its own thread, and an eye on another one.
//
// A stall of more than 100 ms is logged, one of more than 2 s is told to the user when it is over. One that does not
// end is logged while it lasts, by the eye: a window that hangs for good says nothing any more. The engine and the kill
// switch live elsewhere and go on meanwhile.

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

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

/// Looks from a thread of its own at the time of the last beat.
class StallEye
{
public:
    /// `told` is called on the eye's thread, once for each stall, after `patience` without a beat.
    StallEye(std::chrono::milliseconds patience, std::function<void(std::chrono::milliseconds)> told);
    ~StallEye();
    StallEye(const StallEye&) = delete;
    StallEye& operator=(const StallEye&) = delete;
    /// Any thread.
    void beat() noexcept;

private:
    void run();

    const std::chrono::milliseconds m_patience;
    const std::function<void(std::chrono::milliseconds)> m_told;
    std::atomic<std::chrono::steady_clock::duration::rep> m_lastBeat;
    std::mutex m_mutex;
    std::condition_variable m_end;
    bool m_isEnding = false;
    std::thread m_thread;
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
    StallEye m_eye;
    int m_count = 0;
    std::int64_t m_worst = 0;
};

} // namespace omni::ui
