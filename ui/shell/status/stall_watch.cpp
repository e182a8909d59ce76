#include "ui/shell/status/stall_watch.h"

#include "core/base/log.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace omni::ui {

std::optional<std::int64_t> StallMeter::beat(std::int64_t nowMs)
{
    const std::int64_t late = m_last < 0 ? 0 : nowMs - m_last - everyMs;
    m_last = nowMs;
    return late > loggedMs ? std::optional(late) : std::nullopt;
}

StallEye::StallEye(std::chrono::milliseconds patience, std::function<void(std::chrono::milliseconds)> told)
    : m_patience(patience)
    , m_told(std::move(told))
    , m_lastBeat(std::chrono::steady_clock::now().time_since_epoch().count())
    , m_thread([this] { run(); })
{
}

StallEye::~StallEye()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_end.notify_all();
    m_thread.join();
}

void StallEye::beat() noexcept
{
    // relaxed: the time says nothing about other data.
    m_lastBeat.store(std::chrono::steady_clock::now().time_since_epoch().count(), std::memory_order_relaxed);
}

void StallEye::run()
{
    using Clock = std::chrono::steady_clock;
    Clock::duration::rep toldOf = 0; // the beat behind which the silence was told
    std::unique_lock lock(m_mutex);
    while (!m_end.wait_for(lock, m_patience / 4, [this] { return m_isEnding; })) {
        const auto last = m_lastBeat.load(std::memory_order_relaxed);
        const auto silence = Clock::now().time_since_epoch() - Clock::duration(last);
        if (silence >= m_patience && last != toldOf) {
            toldOf = last;
            m_told(std::chrono::duration_cast<std::chrono::milliseconds>(silence));
        }
    }
}

StallWatch::StallWatch(QObject* parent)
    : QObject(parent)
    , m_eye(std::chrono::milliseconds(StallMeter::toldMs), [](std::chrono::milliseconds silence) {
        logError("the window has stood still for {} ms and goes on standing; engine and kill switch work",
                 silence.count());
    })
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(static_cast<int>(StallMeter::everyMs));
    connect(&m_timer, &QTimer::timeout, this, &StallWatch::onBeat);
    m_clock.start();
    m_timer.start();
}

void StallWatch::onBeat()
{
    m_eye.beat();
    const auto stall = m_meter.beat(m_clock.elapsed());
    if (!stall) {
        return;
    }
    ++m_count;
    m_worst = std::max(m_worst, *stall);
    // A log line may wait for the disk: not on this thread.
    QThreadPool::globalInstance()->start([ms = *stall] { logWarn("the window stood still for {} ms", ms); });
    emit stoodStill(*stall);
    if (*stall > StallMeter::toldMs) {
        emit stalled(*stall);
    }
}

} // namespace omni::ui
