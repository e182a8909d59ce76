// How long work is asked to stop: it looks at a flag between its steps.

#pragma once

#include <atomic>

namespace omni {

/// Owned by whoever may stop the work and outliving it; the work gets a `const StopFlag&`. Any thread. Once set it
/// stays set: further work gets a new flag.
class StopFlag
{
public:
    StopFlag() = default;
    StopFlag(const StopFlag&) = delete;
    StopFlag& operator=(const StopFlag&) = delete;

    void requestStop() noexcept
    {
        m_isRequested.store(true, std::memory_order_relaxed);
    }
    /// Cheap enough for an inner loop.
    [[nodiscard]] bool isStopRequested() const noexcept
    {
        // relaxed: the flag says nothing about other data.
        return m_isRequested.load(std::memory_order_relaxed);
    }

private:
    std::atomic<bool> m_isRequested{false};
};

} // namespace omni
