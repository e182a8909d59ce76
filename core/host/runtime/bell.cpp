#include "core/host/runtime/bell.h"

#include <chrono>
#include <thread>

namespace omni::runtime {

namespace {

constexpr auto spinFor = std::chrono::microseconds(20);

} // namespace

void Bell::ring() noexcept
{
    // seq_cst on both sides: either the waiter sees the new count, or this sees the waiter. Taking the mutex then means
    // that the waiter is asleep, or has not looked yet.
    m_rings.fetch_add(1, std::memory_order_seq_cst);
    if (m_waiting.load(std::memory_order_seq_cst) > 0) {
        const std::lock_guard lock(m_mutex);
        m_rung.notify_one();
    }
}

void Bell::wait(std::uint32_t seen, Duration most)
{
    const auto isRung = [&] { return m_rings.load(std::memory_order_seq_cst) != seen; };
    if (isRung() || most.ns <= 0) {
        return;
    }
    static const bool maySpin = std::thread::hardware_concurrency() >= 4;
    if (maySpin) {
        const auto start = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() - start < spinFor) {
            if (isRung()) {
                return;
            }
        }
    }
    m_waiting.fetch_add(1, std::memory_order_seq_cst);
    {
        std::unique_lock lock(m_mutex);
        (void)m_rung.wait_for(lock, std::chrono::nanoseconds(most.ns), isRung);
    }
    m_waiting.fetch_sub(1, std::memory_order_relaxed);
}

} // namespace omni::runtime
