#include "core/host/runtime/wall_pacer.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace omni::runtime {

WallPacer::WallPacer(Clock& clock, double speed, const StopFlag& stop, std::function<void()> idle)
    : m_clock(clock)
    , m_speed(speed)
    , m_stop(stop)
    , m_idle(std::move(idle))
{
}

bool WallPacer::waitFor(Timestamp next)
{
    if (!m_marketStart) {
        m_marketStart = next;
        m_start = m_clock.mono();
    }
    // Floating point: only how long we wait depends on it, nothing that is recorded.
    const auto due = static_cast<double>((next - *m_marketStart).ns) / m_speed;
    constexpr double longest = 4e18;
    const Monotonic at = m_start + Duration{static_cast<std::int64_t>(std::clamp(due, 0.0, longest))};
    m_isEarly = false;
    while (!m_stop.isStopRequested()) {
        const Duration left = at - m_clock.mono();
        if (left.ns <= 0) {
            return true;
        }
        if (m_idle) {
            m_idle();
        }
        std::unique_lock lock(m_mutex);
        if (std::exchange(m_isInterrupted, false)) {
            m_isEarly = true;
            return true;
        }
        // Never for long at a time: a live summary is due now and then.
        const auto most = std::chrono::nanoseconds(std::min(left.ns, seconds(1).ns));
        m_woken.wait_for(lock, most, [this] { return m_isWoken; });
        m_isWoken = false;
    }
    return false;
}

std::optional<Timestamp> WallPacer::marketNow() const
{
    if (!m_marketStart) {
        return std::nullopt;
    }
    constexpr double longest = 4e18;
    const auto passed = static_cast<double>((m_clock.mono() - m_start).ns) * m_speed;
    const auto span = Duration{static_cast<std::int64_t>(std::clamp(passed, 0.0, longest))};
    return Timestamp{checkedSum(m_marketStart->ns, span.ns).value_or(m_marketStart->ns)};
}

void WallPacer::interrupt()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isInterrupted = m_isWoken = true;
    }
    m_woken.notify_one();
}

void WallPacer::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isWoken = true;
    }
    m_woken.notify_one();
}

} // namespace omni::runtime
