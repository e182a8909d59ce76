// Does for one that must not wait what may hang: writes to the disk, since a disk that hangs may be why nobody hears of
// the program, and words to the desktop.

#pragma once

#include "core/base/time.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace omni::watchdog {

class DiskThread
{
public:
    static constexpr std::size_t most = 1'000; ///< Deeds that wait; further ones are lost (S26).

    DiskThread();
    /// What waits is done first: `settle` before, where a disk may hang.
    ~DiskThread();
    DiskThread(const DiskThread&) = delete;
    DiskThread& operator=(const DiskThread&) = delete;

    /// Done in the order given. Never waits.
    void post(std::function<void()> deed);
    /// All that was posted is done, or `patience` is over: false.
    [[nodiscard]] bool settle(Duration patience);
    /// Nothing waits and nothing is being done.
    [[nodiscard]] bool isIdle() const;

private:
    void run();

    mutable std::mutex m_mutex; ///< Around what follows; never held while a deed is done.
    std::condition_variable m_work, m_idle;
    std::deque<std::function<void()>> m_deeds;
    bool m_isBusy = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::watchdog
