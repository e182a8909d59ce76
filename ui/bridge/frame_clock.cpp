#include "ui/bridge/frame_clock.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::ui {

namespace {

double msOf(Duration span)
{
    return static_cast<double>(span.ns) / 1e6;
}

std::string textOf(const std::optional<Duration>& span)
{
    return span ? fmt::format("{:.1f} ms", msOf(*span)) : std::string("-");
}

} // namespace

void FrameClock::begin(Monotonic now)
{
    endFrame();
    if (m_begun && now - *m_begun > freeze) {
        m_resumed = now;
        m_caughtUp.reset();
    } else if (m_resumed && !m_isLate) {
        catchUp(now); // nothing had to be painted
    }
    m_begun = now;
}

void FrameClock::shown(Monotonic now, std::optional<Monotonic> cameAt, bool hasMarket, bool isLate)
{
    m_hasFrame = true;
    m_current = m_current + (now - m_begun.value_or(now));
    m_cameAt = cameAt;
    m_hasMarket = hasMarket;
    m_isLate = isLate;
}

void FrameClock::painted(Monotonic begun, Monotonic now)
{
    m_hasFrame = true;
    m_current = m_current + (now - begun);
    if (const auto came = std::exchange(m_cameAt, std::nullopt)) {
        m_toScreen.add(now - *came);
    }
    if (m_resumed && !m_isLate) {
        catchUp(now);
    }
    if (m_start) {
        m_windowAfter = m_windowAfter ? m_windowAfter : now - *m_start;
        m_pricesAfter = m_pricesAfter || !m_hasMarket ? m_pricesAfter : now - *m_start;
    }
}

void FrameClock::stoodStill(Duration span) noexcept
{
    m_stalls += span > stall ? 1U : 0U;
    m_longest = std::max(m_longest, span);
}

/// Data of which nothing had to be painted came to no screen.
void FrameClock::endFrame()
{
    m_cameAt.reset();
    if (!std::exchange(m_hasFrame, false)) {
        return;
    }
    m_last = std::exchange(m_current, Duration{});
    m_busy = m_busy + m_last;
    m_frames.add(m_last);
}

void FrameClock::catchUp(Monotonic now)
{
    m_caughtUp = now - *std::exchange(m_resumed, std::nullopt);
}

std::string FrameClock::startLine() const
{
    return fmt::format("window: shown after {}, prices after {}", textOf(m_windowAfter), textOf(m_pricesAfter));
}

std::string FrameClock::runLine() const
{
    return fmt::format("window: {} frames p50 {} p99 {} worst {}; tick to screen p50 {} p95 {} worst {}; "
                       "stood still over {} ms {} times, longest {}; caught up in {}",
                       m_frames.count(), textOf(m_frames.percentile(50)), textOf(m_frames.percentile(99)),
                       textOf(m_frames.worst()), textOf(m_toScreen.percentile(50)), textOf(m_toScreen.percentile(95)),
                       textOf(m_toScreen.worst()), stall.ns / 1'000'000, m_stalls, textOf(m_longest),
                       textOf(m_caughtUp));
}

} // namespace omni::ui
