#include "core/host/runtime/stall_keeper.h"

#include <utility>

namespace omni::runtime {

StallKeeper::StallKeeper(Write write)
    : m_write(std::move(write))
{
    if (m_write) {
        m_thread = std::thread([this] { run(); });
    }
}

StallKeeper::~StallKeeper()
{
    if (m_thread.joinable()) {
        std::uint32_t idle = Idle;
        m_state.compare_exchange_strong(idle, Ending, std::memory_order_relaxed); // a stall that is wanted stays wanted
        m_state.notify_one();
        m_thread.join();
    }
}

void StallKeeper::keep(const events::TroubleFound& stall) noexcept
{
    if (m_state.load(std::memory_order_relaxed) != Idle) {
        return;
    }
    m_stall = stall;
    // release: the thread that sees it sees the stall.
    m_state.store(Wanted, std::memory_order_release);
    m_state.notify_one();
}

void StallKeeper::run()
{
    m_state.wait(Idle, std::memory_order_acquire);
    if (m_state.load(std::memory_order_acquire) == Wanted) {
        m_write(m_stall);
    }
}

} // namespace omni::runtime
