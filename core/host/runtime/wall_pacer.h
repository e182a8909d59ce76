// Holds a session back so that its market time passes N times as fast as ours.

#pragma once

#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/driver/simulated_session.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace omni::runtime {

class WallPacer final : public driver::Pacer
{
public:
    /// `speed` above zero: 1 is as it was. `idle` is called on the session's thread before each wait and whenever
    /// `wake` ends one; it may be empty. All outlive the pacer.
    WallPacer(Clock& clock, double speed, const StopFlag& stop, std::function<void()> idle);

    /// The first call says which market time is now.
    [[nodiscard]] bool waitFor(Timestamp next) override;

    /// Ends the wait at hand: something was stopped, or became durable. Any thread.
    void wake();
    /// The wait at hand, or the next one, returns at once: somebody has something to say first. Any thread.
    void interrupt();
    [[nodiscard]] bool isEarly() const noexcept override
    {
        return m_isEarly;
    }
    [[nodiscard]] std::optional<Timestamp> marketNow() const override;

private:
    Clock& m_clock;
    double m_speed;
    const StopFlag& m_stop;
    std::function<void()> m_idle;
    std::optional<Timestamp> m_marketStart;
    Monotonic m_start;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_isWoken = false;
    bool m_isInterrupted = false;
    bool m_isEarly = false; ///< The session's thread.
};

} // namespace omni::runtime
