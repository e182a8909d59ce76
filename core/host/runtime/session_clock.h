// The clock of a session on a market that keeps its own hours: its wall begins where the market does and runs as fast
// as ours.

#pragma once

#include "core/base/time.h"

namespace omni::runtime {

/// Any thread that may use `machine`, which outlives it.
class SessionClock final : public Clock
{
public:
    SessionClock(Clock& machine, Timestamp start)
        : m_machine(machine)
        , m_start(start)
        , m_began(machine.mono())
    {
    }
    [[nodiscard]] Timestamp wall() override
    {
        return m_start + (m_machine.mono() - m_began);
    }
    [[nodiscard]] Monotonic mono() override
    {
        return Monotonic{(m_machine.mono() - m_began).ns};
    }

private:
    Clock& m_machine;
    Timestamp m_start;
    Monotonic m_began;
};

} // namespace omni::runtime
