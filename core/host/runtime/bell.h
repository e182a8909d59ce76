// The doorbell of one thread: spins for a moment, then parks.

#pragma once

#include "core/desk/driver/doorbell.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace omni::runtime {

class Bell final : public driver::Doorbell
{
public:
    void ring() noexcept override;
    [[nodiscard]] std::uint32_t rings() const noexcept override
    {
        // acquire: what was put into a lane before the ring is seen.
        return m_rings.load(std::memory_order_acquire);
    }
    /// Below four cores it parks at once: spinning would only keep the others from their work.
    void wait(std::uint32_t seen, Duration most) override;

private:
    std::atomic<std::uint32_t> m_rings{0};
    std::atomic<std::uint32_t> m_waiting{0};
    std::mutex m_mutex;
    std::condition_variable m_rung;
};

} // namespace omni::runtime
