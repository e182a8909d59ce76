// A live session with its threads: the engine on the caller's, the outbox and the venue or the broker on their own.
//
// Start: outbox, venue, then the session is opened on the desk; a broker's session begins behind that. Stop, backwards:
// no new proposals, everything cancelled, the venue's last words, the end on record, the outbox empty, the venue. The
// journal, its checkpoint and the profile are the caller's.
//
// Before all that the heart of a session with a broker begins to beat for a watchdog; behind it says that it has ended
// in order, unless an entry order is left.

#pragma once

#include "core/base/stop_flag.h"
#include "core/desk/driver/live_loop.h"
#include "core/edge/feeds/files/market_recorder.h"
#include "core/host/config/broker_settings.h"
#include "core/host/runtime/bell.h"
#include "core/host/runtime/broker/broker_loop.h"
#include "core/host/runtime/heartbeat_keeper.h"
#include "core/host/runtime/live_gate.h"
#include "core/host/runtime/live_store.h"
#include "core/host/runtime/outbox.h"
#include "core/host/runtime/stall_keeper.h"
#include "core/host/runtime/start_steps.h"
#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/runtime/venue_driver.h"
#include "core/host/runtime/venue_thread.h"

#include <functional>
#include <memory>
#include <thread>

namespace omni::runtime {

/// Where a live session trades: a venue in the house, or a broker on its loop.
class VenueChoice
{
public:
    VenueChoice(ports::Venue& venue) noexcept // NOLINT(google-explicit-constructor): one or the other, as it comes
        : m_venue(&venue)
    {
    }
    VenueChoice(BrokerLoop& broker) noexcept // NOLINT(google-explicit-constructor)
        : m_broker(&broker)
    {
    }
    [[nodiscard]] ports::Venue* venue() const noexcept
    {
        return m_venue;
    }
    [[nodiscard]] BrokerLoop* broker() const noexcept
    {
        return m_broker;
    }

private:
    ports::Venue* m_venue = nullptr;
    BrokerLoop* m_broker = nullptr;
};

/// What a watchdog must be told. Both outlive the run.
struct WatchedWay {
    LockedProfile* profile = nullptr; ///< Null: nobody watches, for the market is in the house.
    const config::BrokerSettings* settings = nullptr;
};

/// All outlive the run.
struct LiveParts {
    Clock& clock; ///< Of the session: wall and monotonic.
    driver::Desk& desk;
    driver::Approver& approver;
    driver::Durability& journal;
    KillSwitch& kill;
    VenueChoice venue;
    ports::TickSource* feed = nullptr; ///< Of a venue in the house. Null: it makes its own market.
    std::function<void(const events::TroubleFound&)> keepStall; ///< Called on a thread of its own. May be empty.
    driver::LiveOptions options{};
    feeds::MarketRecorder* recorder = nullptr; ///< Of what a broker tells. Null: nothing is recorded.
    WatchedWay watched = {};
    AuditTrail* audit = nullptr; ///< Null: no audit record is kept.
    driver::PeopleSource* people = nullptr; ///< Null: who may act stays as it is for the session.
};

class LiveRun
{
public:
    explicit LiveRun(const LiveParts& parts);
    /// Ends the threads, in whatever state.
    ~LiveRun();
    LiveRun(const LiveRun&) = delete;
    LiveRun& operator=(const LiveRun&) = delete;

    /// Runs the session on the caller's thread until `stop`, `setup.until`, or the journal's failure. `idle` is called
    /// when there is nothing to do and says how soon again; it may be empty. `told` gets a line at each step.
    [[nodiscard]] Result<driver::SessionEnd> run(const driver::SimulatedSetup& setup, const StopFlag& stop,
                                                 const std::function<Duration()>& idle,
                                                 const std::function<void(Step, std::string)>& told);

    /// Wakes all threads: something became durable, or was stopped. Any thread.
    void wake() noexcept;
    /// The way to the venue is closed when it returns; the rest follows on other threads. Any thread, never waits.
    void kill(const events::KillLatched& latch);
    /// False: too many wait already. One thread, the window's.
    [[nodiscard]] bool send(const events::Command& command);

    [[nodiscard]] const driver::LiveLoop& loop() const noexcept
    {
        return m_loop;
    }
    [[nodiscard]] const LiveGate& gate() const noexcept
    {
        return m_gate;
    }
    /// The engine's thread waits for the disk, and is well. On that thread.
    void beat()
    {
        m_loop.beat();
    }
    [[nodiscard]] const Outbox& outbox() const noexcept
    {
        return m_outbox;
    }
    [[nodiscard]] std::uint64_t heldBack() const noexcept
    {
        return m_outbox.heldBack();
    }
    /// Ticks that never reached the desk.
    [[nodiscard]] std::uint64_t lostTicks() const noexcept
    {
        return m_lanes->ticks.lost();
    }
    [[nodiscard]] std::uint64_t sent() const noexcept
    {
        return m_venue->sent();
    }

private:
    void startThreads(const engine::DeskState& state);
    void beginHeart(const driver::SimulatedSetup& setup, const std::function<void(Step, std::string)>& told);
    void endHeart(const std::function<void(Step, std::string)>& told);
    void stopThreads();

    LiveParts m_parts;
    std::unique_ptr<driver::LiveLanes> m_lanes;
    std::unique_ptr<VenueLanes> m_venueLanes;
    Bell m_engineBell, m_outboxBell;
    driver::Pulse m_pulse;
    LiveGate m_gate;
    std::unique_ptr<VenueDriver> m_venue;
    driver::LiveLoop m_loop;
    StallKeeper m_keeper;
    Outbox m_outbox;
    StopFlag m_stopOutbox;
    std::unique_ptr<HeartbeatKeeper> m_heart; ///< Null: nobody is told.
    std::thread m_outboxThread;
};

} // namespace omni::runtime
