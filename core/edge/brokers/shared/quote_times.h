// A venue's time of a quote, on our clock: what the desk takes the quote's age from (S14).
//
// Clocks differ by a little, and a quote is not old for that. They differ by much when ours is wrong: then nothing is
// moved, since a wrong clock must open no new day and make nothing young (F18); what comes looks old, and the gate lets
// nothing new through.
//
// Our clock is the wall as it was when the session began, and the time that has passed since: who sets the wall later
// makes nothing old and nothing young (S30).

#pragma once

#include "core/base/time.h"
#include "core/edge/net/clock_offset.h"

#include <algorithm>
#include <cstdlib>

namespace omni::brokers {

/// The wall clock of a session's beginning, and how it goes on. One thread.
class SessionWall
{
public:
    explicit SessionWall(Clock& clock)
        : m_clock(clock)
        , m_began(clock.wall())
        , m_beganAt(clock.mono())
    {
    }
    [[nodiscard]] Timestamp now() const
    {
        return m_began + (m_clock.mono() - m_beganAt);
    }

private:
    Clock& m_clock;
    Timestamp m_began;
    Monotonic m_beganAt;
};

/// A clock of ours that is further from the venue's is wrong.
inline constexpr Duration mostSkew = minutes(1);

/// `told` by the venue's clock, and what our clock showed then, at the most: never later than `wall`, which is now (of
/// a `SessionWall`). As told where nothing was told (zero) or measured, or the clocks are too far apart.
[[nodiscard]] inline Timestamp onOurClock(Timestamp told, const net::ClockOffset& offset, Timestamp wall, Monotonic now)
{
    const auto there = offset.venueTime(now);
    if (told.ns <= 0 || !there || std::abs((wall - there->time).ns) > mostSkew.ns) {
        return told;
    }
    const Duration age = there->time - told;
    return wall - std::max(Duration{}, age - there->error);
}

} // namespace omni::brokers
