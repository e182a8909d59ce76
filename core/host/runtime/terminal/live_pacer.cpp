#include "core/host/runtime/terminal/live_pacer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace omni::runtime {

namespace {

/// Behind by more than this: the pace counts anew from here.
constexpr Duration mostLag = seconds(1);
constexpr Duration longestSleep = seconds(1);
constexpr Duration farAway = days(3'650);

/// Market time into ours, or the other way round. Floating point: nothing that is recorded depends on it.
Duration scaled(Duration span, double by) noexcept
{
    const double ns = static_cast<double>(span.ns) * by;
    const double most = static_cast<double>(farAway.ns);
    return Duration{static_cast<std::int64_t>(std::clamp(ns, -most, most))};
}

} // namespace

LivePacer::LivePacer(Clock& clock)
    : m_clock(clock)
{
}

void LivePacer::begin(const StopFlag& stop, Idle idle)
{
    m_stop = &stop;
    m_idle = std::move(idle);
    m_hasBegun = false;
    m_isEarly = false;
    m_lag = {};
}

/// What was waited for so far is kept: the new speed counts from where the market stands.
void LivePacer::takePace(Timestamp next, Monotonic now)
{
    const Pace before = m_current;
    m_current = pace();
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_market = next;
        m_since = now;
    } else if (!(before == m_current)) {
        if (!before.isPaused) {
            m_market = std::isinf(before.speed) ? next : std::min(next, m_market + scaled(now - m_since, before.speed));
        }
        m_since = now;
    }
}

std::optional<Timestamp> LivePacer::marketTime(Monotonic now) const noexcept
{
    if (!m_hasBegun || m_current.isPaused || std::isinf(m_current.speed)) {
        return std::nullopt;
    }
    return std::min(m_next, m_market + scaled(now - m_since, m_current.speed));
}

bool LivePacer::waitFor(Timestamp next)
{
    m_isEarly = false;
    m_next = next;
    Monotonic now = m_clock.mono();
    if (!m_hasBegun) {
        takePace(next, now);
    }
    for (;;) {
        const Duration again = m_idle ? m_idle(now) : longestSleep;
        if (m_stop->isStopRequested()) {
            return false;
        }
        // acquire: what the others posted before they woke us is seen.
        if (m_hasNews.exchange(false, std::memory_order_acquire)) {
            takePace(next, now);
            const std::scoped_lock lock(m_mutex);
            if (std::exchange(m_isWoken, false)) {
                m_isEarly = true;
                return true;
            }
        }
        Duration left = farAway;
        if (!m_current.isPaused) {
            left = std::isinf(m_current.speed) ? Duration{}
                                               : scaled(next - m_market, 1 / m_current.speed) - (now - m_since);
        }
        if (left.ns <= 0) {
            m_lag = Duration{-left.ns};
            if (m_lag > mostLag) {
                m_market = next;
                m_since = now;
            }
            return true;
        }
        m_lag = {};
        sleep(std::min({left, again, longestSleep}));
        now = m_clock.mono();
    }
}

void LivePacer::sleep(Duration most)
{
    std::unique_lock lock(m_mutex);
    m_woken.wait_for(lock, std::chrono::nanoseconds(most.ns),
                     [this] { return m_hasNews.load(std::memory_order_relaxed); });
}

void LivePacer::set(Pace pace)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!(pace.speed > 0)) {
            pace.speed = m_wanted.speed;
        }
        m_wanted = pace;
        m_hasNews.store(true, std::memory_order_release);
    }
    m_woken.notify_one();
}

Pace LivePacer::pace() const
{
    const std::scoped_lock lock(m_mutex);
    return m_wanted;
}

void LivePacer::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isWoken = true;
        m_hasNews.store(true, std::memory_order_release);
    }
    m_woken.notify_one();
}

} // namespace omni::runtime
