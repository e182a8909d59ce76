// Holds a session that goes as fast as it can back while whoever reads its lines is far behind. Commands, the kill
// switch and the stop are obeyed meanwhile.

#pragma once

#include "core/base/stop_flag.h"
#include "core/desk/driver/simulated_session.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace omni::runtime {

class ReaderPacer final : public driver::Pacer
{
public:
    /// `isBehind` is asked before each event; any thread. `idle` is called on the session's thread while it waits. All
    /// outlive the pacer.
    ReaderPacer(const StopFlag& stop, std::function<bool()> isBehind, std::function<void()> idle);

    [[nodiscard]] bool waitFor(Timestamp next) override;
    [[nodiscard]] bool isEarly() const noexcept override
    {
        return m_isEarly;
    }

    /// Ends the wait at hand, to look again. Any thread.
    void wake();
    /// The wait at hand, if there is one, returns: somebody has something to say first. Any thread.
    void interrupt();

private:
    const StopFlag& m_stop;
    std::function<bool()> m_isBehind;
    std::function<void()> m_idle;
    bool m_isEarly = false; ///< The session's thread.
    std::mutex m_mutex; ///< Around what follows.
    std::condition_variable m_woken;
    bool m_isWoken = false;
    bool m_isInterrupted = false;
};

} // namespace omni::runtime
