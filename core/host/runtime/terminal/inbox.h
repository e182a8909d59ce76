// Commands on their way to the engine, from the window and from others who may ask.

#pragma once

#include "core/base/spsc_ring.h"
#include "core/desk/driver/simulated_session.h"
#include "core/host/runtime/terminal/kill_switch.h"

#include <cstddef>
#include <mutex>

namespace omni::runtime {

/// Many may post; the mutex stands between them only, the engine never takes it. A press of the kill switch overtakes
/// what waits.
class Inbox final : public driver::CommandSource
{
public:
    explicit Inbox(KillSwitch& kill)
        : m_kill(kill)
    {
    }

    /// Any thread. False: so many wait already that no more is taken.
    [[nodiscard]] bool post(const events::Command& command)
    {
        const std::scoped_lock lock(m_mutex);
        return m_ring.tryPush(events::Command(command));
    }
    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return m_ring.size();
    }

    // --- the engine's thread -------------------------------------------------------------------------------------
    [[nodiscard]] bool poll(events::Command& out) override
    {
        return m_ring.tryPop(out);
    }
    [[nodiscard]] bool pollLatch(events::KillLatched& out) override
    {
        return m_kill.takeUntold(out);
    }

private:
    KillSwitch& m_kill;
    std::mutex m_mutex; ///< Between those who post.
    SpscRing<events::Command, 1'024> m_ring;
};

} // namespace omni::runtime
