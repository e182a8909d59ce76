// Writes down, for the watchdog, that the engine of a session with a broker goes on: its own beat, which others may
// only pass on (docs/decisions/0033).
//
// On a thread of its own, since the file may wait for the disk and the engine never does.

#pragma once

#include "core/desk/driver/live_loop.h"
#include "core/desk/engine/desk_state.h"
#include "core/host/config/broker_settings.h"
#include "core/host/runtime/open_profile.h"
#include "core/host/watch/heartbeat.h"
#include "core/host/watch/watched_session.h"
#include "core/trade/market/instrument.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>
#include <thread>

namespace omni::runtime {

/// Far below the shortest bound of a watchdog.
inline constexpr Duration betweenBeats = milliseconds(200);

/// What the watchdog must know of a session that is about to begin on the desk.
[[nodiscard]] watch::WatchedSession watchedSessionOf(const engine::DeskState& before,
                                                     const events::SessionStarted& started,
                                                     const config::BrokerSettings& settings,
                                                     std::span<const market::Instrument> instruments);

class HeartbeatKeeper
{
public:
    /// Before the session's first order may leave. `clock` is that of the pulse; both outlive the keeper.
    [[nodiscard]] static Result<std::unique_ptr<HeartbeatKeeper>>
    start(LockedProfile& profile, const watch::WatchedSession& session, Clock& clock, const driver::Pulse& pulse);
    /// Without `endInOrder` nothing more is said: who watches finds silence.
    ~HeartbeatKeeper();
    HeartbeatKeeper(const HeartbeatKeeper&) = delete;
    HeartbeatKeeper& operator=(const HeartbeatKeeper&) = delete;

    /// The session is over, and no entry of it is left at the venue: there is nothing more to watch.
    void endInOrder();

private:
    HeartbeatKeeper(watch::HeartbeatWriter writer, const watch::Heartbeat& first, Clock& clock,
                    const driver::Pulse& pulse);
    void run();
    void writeBeat();
    void stop();

    watch::HeartbeatWriter m_writer;
    watch::Heartbeat m_beat;
    std::int64_t m_toldPulse = -1; ///< On the program's clock: what `m_beat` tells.
    Clock& m_clock;
    const driver::Pulse& m_pulse;
    bool m_hasFailed = false; ///< The last write; told once.
    std::mutex m_mutex;
    std::condition_variable m_end;
    bool m_isEnding = false; ///< Behind the mutex.
    std::thread m_thread;
};

} // namespace omni::runtime
