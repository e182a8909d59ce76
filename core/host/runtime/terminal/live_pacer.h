// Holds a session back to the pace that a person wants, which may change at any moment, down to a stand-still.

#pragma once

#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/driver/simulated_session.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace omni::runtime {

struct Pace {
    double speed = 1; ///< Market time over ours. Above zero; infinity: as fast as it can.
    bool isPaused = false; ///< Market time stands still.
    friend bool operator==(const Pace&, const Pace&) = default;
};

/// One for the life of the program; `begin` before each session. A session that cannot keep the pace, or a machine that
/// slept, falls behind: what is missed is not made up for in a rush.
class LivePacer final : public driver::Pacer
{
public:
    /// What it calls between events, on the session's thread, with the clock's time; the answer is how soon again.
    using Idle = std::function<Duration(Monotonic now)>;

    explicit LivePacer(Clock& clock);

    // --- the session's thread ------------------------------------------------------------------------------------
    /// `stop` outlives the session.
    void begin(const StopFlag& stop, Idle idle);
    [[nodiscard]] bool waitFor(Timestamp next) override;
    [[nodiscard]] bool isEarly() const noexcept override
    {
        return m_isEarly;
    }
    [[nodiscard]] std::optional<Timestamp> marketNow() const override
    {
        return marketTime(m_clock.mono());
    }
    [[nodiscard]] bool isPaused() const noexcept
    {
        return m_current.isPaused;
    }
    /// Where market time stands while `waitFor` waits, at most at what it waits for. None: it is not held back, or
    /// stands still. `now` as `Idle` is given it.
    [[nodiscard]] std::optional<Timestamp> marketTime(Monotonic now) const noexcept;
    /// Market time has come so late after it was due; zero when it keeps the pace.
    [[nodiscard]] Duration lag() const noexcept
    {
        return m_lag;
    }

    // --- any thread ----------------------------------------------------------------------------------------------
    /// A speed that is not above zero leaves the speed as it is.
    void set(Pace pace);
    [[nodiscard]] Pace pace() const;
    /// Ends the wait at hand: there is something to take, or to stop for.
    void wake();

private:
    void takePace(Timestamp next, Monotonic now);
    void sleep(Duration most);

    Clock& m_clock;
    const StopFlag* m_stop = nullptr;
    Idle m_idle;
    Pace m_current; ///< The session's copy.
    Timestamp m_market; ///< Reached at `m_since`.
    Timestamp m_next; ///< Waited for.
    Monotonic m_since;
    bool m_hasBegun = false;
    bool m_isEarly = false;
    Duration m_lag;

    mutable std::mutex m_mutex; ///< Around what follows, held for a moment only.
    Pace m_wanted;
    bool m_isWoken = false;
    std::condition_variable m_woken;
    std::atomic<bool> m_hasNews{false}; ///< `m_wanted` or `m_isWoken` changed.
};

} // namespace omni::runtime
