#include "ui/shell/status/stall_watch.h"

#include "core/base/log.h"

#include <QThreadPool>

#include <algorithm>

namespace omni::ui {

std::optional<std::int64_t> StallMeter::beat(std::int64_t nowMs)
{
    const std::int64_t late = m_last < 0 ? 0 : nowMs - m_last - everyMs;
    m_last = nowMs;
    return late > loggedMs ? std::optional(late) : std::nullopt;
}

StallWatch::StallWatch(QObject* parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(static_cast<int>(StallMeter::everyMs));
    connect(&m_timer, &QTimer::timeout, this, &StallWatch::onBeat);
    m_clock.start();
    m_timer.start();
}

void StallWatch::onBeat()
{
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
