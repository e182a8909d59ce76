// The clock of a simulated program: it goes on when the simulator says so, and its wall can be set.

#pragma once

#include "core/base/time.h"

namespace omni::simulate {

class VirtualClock final : public Clock
{
public:
    explicit VirtualClock(Timestamp start) noexcept
        : m_true(start)
        , m_wall(start)
    {
    }
    /// What the program sees.
    Timestamp wall() override
    {
        return m_wall;
    }
    /// Since the program's start: a new one begins at zero.
    Monotonic mono() override
    {
        return Monotonic{m_lived.ns - m_bornAt.ns};
    }
    /// Time as it really is: of the market and the venue. Never jumps.
    [[nodiscard]] Timestamp trueTime() const noexcept
    {
        return m_true;
    }
    /// Monotonic over all programs.
    [[nodiscard]] Monotonic lived() const noexcept
    {
        return m_lived;
    }
    void pass(Duration span) noexcept
    {
        m_true = m_true + span;
        m_wall = m_wall + span;
        m_lived = m_lived + span;
    }
    /// Somebody sets the wall clock by so much.
    void jump(Duration by) noexcept
    {
        m_wall = m_wall + by;
    }
    [[nodiscard]] Duration skew() const noexcept
    {
        return m_wall - m_true;
    }
    /// A new program's monotonic clock begins.
    void restart() noexcept
    {
        m_bornAt = m_lived;
    }

private:
    Timestamp m_true, m_wall;
    Monotonic m_lived, m_bornAt;
};

/// The same for the venue's side: the world's time, whatever the wall of the program's machine shows.
class TrueClock final : public Clock
{
public:
    explicit TrueClock(VirtualClock& clock) noexcept
        : m_clock(clock)
    {
    }
    Timestamp wall() override
    {
        return m_clock.trueTime();
    }
    Monotonic mono() override
    {
        return m_clock.mono();
    }

private:
    VirtualClock& m_clock;
};

} // namespace omni::simulate
