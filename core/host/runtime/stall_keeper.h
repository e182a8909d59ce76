// Writes a stall down on a thread of its own, for whoever must not wait for a disk.

#pragma once

#include "core/desk/events/event.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

namespace omni::runtime {

class StallKeeper
{
public:
    using Write = std::function<void(const events::TroubleFound&)>;

    /// `write` is called on the keeper's thread, once at most, and may take its time. Empty: there is no thread.
    explicit StallKeeper(Write write);
    /// What was to be kept is written first, however long that takes.
    ~StallKeeper();
    StallKeeper(const StallKeeper&) = delete;
    StallKeeper& operator=(const StallKeeper&) = delete;

    /// Never waits, and takes no lock. A second stall of the session is not kept: the first one has closed it. One
    /// thread.
    void keep(const events::TroubleFound& stall) noexcept;

private:
    enum State : std::uint32_t { Idle, Wanted, Ending };
    void run();

    Write m_write;
    events::TroubleFound m_stall; ///< Written before `m_state` leaves Idle, and never again.
    std::atomic<std::uint32_t> m_state{Idle};
    std::thread m_thread;
};

} // namespace omni::runtime
