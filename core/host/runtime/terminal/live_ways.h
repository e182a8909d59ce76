// The ways into a session that runs on live threads, for those who cannot know whether one does: commands go straight
// into its lane, and a wake reaches all of its threads.

#pragma once

#include "core/host/runtime/live_run.h"

#include <mutex>
#include <optional>

namespace omni::runtime {

/// One for the life of the program. Any thread; the mutex stands between those who come, never before the engine.
class LiveWays
{
public:
    /// From now on `run` is meant, which is set up; null: none runs. Nobody is inside it when it returns.
    void lead(LiveRun* run)
    {
        const std::scoped_lock lock(m_mutex);
        m_run = run;
    }
    /// False: so many wait already that no more is taken. None: no such session runs.
    [[nodiscard]] std::optional<bool> send(const events::Command& command)
    {
        const std::scoped_lock lock(m_mutex);
        return m_run != nullptr ? std::optional(m_run->send(command)) : std::nullopt;
    }
    void wake()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_run != nullptr) {
            m_run->wake();
        }
    }

private:
    std::mutex m_mutex;
    LiveRun* m_run = nullptr;
};

} // namespace omni::runtime
