// The sequencer of live trading: takes what other threads have put into their lanes, gives each input its place and its
// times, applies it, and hands what is wanted to the outbox.
//
// One round polls the lanes in one fixed order: the venue's words, the outbox's, who may act, commands, the kill
// switch, market data, then deadlines. How the lanes filled is chance; the order in which they were taken is the
// record, and a replay of it decides the same.
//
// Runs on the engine's thread. The clock is read here and nowhere below. Nothing waits for the disk: the outbox does. A
// record that has no room any more, because the disk does not take it, stops the inputs where they are, in their lanes,
// and with them new orders (F7); the heart goes on beating.
//
// A loop that finds that it has not looked for a second was suspended, or its machine slept (F21): what it knows is
// old. It treats that as a cut link: no price is believed before the feed has begun anew, and every open order is asked
// for.

#pragma once

#include "core/base/error.h"
#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/driver/approver.h"
#include "core/desk/driver/desk.h"
#include "core/desk/driver/doorbell.h"
#include "core/desk/driver/durability.h"
#include "core/desk/driver/live_lanes.h"
#include "core/desk/driver/people_source.h"
#include "core/desk/driver/scope_fence.h"
#include "core/desk/driver/session_opening.h"
#include "core/desk/driver/simulated_session.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace omni::driver {

/// All ways into and out of the engine's thread. Each has one producer and one consumer.
struct LiveLanes {
    EventLane venue;
    EventLane outbox;
    CommandLane window;
    CommandLane control;
    KillLane kills;
    TickLane ticks;
    ParcelLane parcels;
    ScopeFence fence; ///< Raised by the engine's thread with each latch; who sends looks.
};

/// What of the engine's thread others watch. Written by that thread alone.
struct Pulse {
    std::atomic<std::int64_t> beat{-1}; ///< On the monotonic clock, in ns; -1: it has not begun, or has ended.
    std::atomic<std::uint64_t> running{0}; ///< The strategy that is being asked; 0: none is.
};

struct LiveOptions {
    /// Between two rounds. Who has not looked for longer takes nothing that it knows for new.
    Duration longestPause = seconds(1);
    /// A price that lay in its lane for longer is not shown to the desk as new: the feed begins anew.
    Duration mostLag = seconds(1);
    /// From so many ticks waiting on, only the newest quote of each instrument in a batch is taken.
    std::size_t conflatesAbove = 1'024;
    /// At the end: how long the venue's last words are waited for (F69).
    Duration drain = seconds(10);
};

struct LiveFigures {
    std::uint64_t conflated = 0; ///< Quotes that a newer one in the same batch made superfluous.
    std::uint64_t tears = 0; ///< Times the market data had a hole.
    std::uint64_t pauses = 0; ///< Times the loop had not looked for too long.
    std::uint64_t fullRounds = 0; ///< Rounds that took nothing because the record had no room.
};

class LiveLoop
{
public:
    /// All outlive the loop. `outbox` is rung when there is something for it.
    struct Surroundings {
        Clock& clock;
        Durability& durability;
        LiveLanes& lanes;
        Doorbell& outbox;
        Pulse& pulse;
        PeopleSource* people = nullptr; ///< Null: who may act stays as it is for the session.
    };
    LiveLoop(Desk& desk, Approver& approver, const Surroundings& around, const LiveOptions& options = {});

    /// The session begins. An error is a desk that refuses it.
    [[nodiscard]] Result<void> open(const SimulatedSetup& setup);
    /// A round of a thread that may have been suspended: notices a pause first. What `run` does again and again.
    std::size_t round();
    /// One round. How many inputs it took; 0: there was nothing to do, or the outbox or the disk must catch up first.
    std::size_t turn();
    /// How long the thread may rest now: to the next deadline, and never past the next heartbeat.
    [[nodiscard]] Duration rest() const;
    /// Rounds until `stop`, `setup.until`, or the journal's failure. `idle` is called when there is nothing to do; it
    /// says how soon it wants to be called again although nothing happens.
    [[nodiscard]] Result<SessionEnd> run(const SimulatedSetup& setup, const StopFlag& stop, Doorbell& own,
                                         const std::function<Duration()>& idle);
    /// No new proposals, everything cancelled, the venue's last words, the end on record.
    [[nodiscard]] Result<void> close(const SimulatedSetup& setup, Doorbell& own);

    /// The thread is well, whatever it waits for. Its own thread.
    void beat();
    /// For so long nothing that was recorded has reached the disk, though something waits for it; zero: it keeps up.
    /// The loop's thread.
    [[nodiscard]] Duration diskLag() const;

    [[nodiscard]] const LiveFigures& figures() const noexcept
    {
        return m_figures;
    }

private:
    static constexpr std::size_t batchSize = 256;
    [[nodiscard]] Times times() const;
    Result<void> put(const events::Event& event);
    void tick(const Times& times, const market::Tick& tick);
    void cancelAll(const SimulatedSetup& setup, Doorbell& own);
    void drain(const SimulatedSetup& setup, Doorbell& own, int cancelRounds);
    void settle();
    void collect();
    bool collectLatches(Sequence seq, Monotonic now);
    void obeyStandingLatches();
    void beginOnceReconciled(const SimulatedSetup& setup);
    void ask();
    bool sendParcels();
    void noticeFailure();
    void noticePause();
    void noticeDisk();
    [[nodiscard]] bool mayTake() const noexcept;
    std::size_t takeEvents(EventLane& lane);
    std::size_t takePeople()
    {
        events::PeopleVouched people;
        if (m_around.people == nullptr || !mayTake() || !m_around.people->pollPeople(people)) {
            return 0;
        }
        static_cast<void>(put(people));
        return 1;
    }
    std::size_t takeCommands(CommandLane& lane);
    std::size_t takeKills();
    std::size_t takeTicks();
    void tellTear();
    void conflate(std::size_t count);
    std::size_t passDeadlines();
    std::size_t answer();

    Desk& m_desk;
    Approver& m_approver;
    Surroundings m_around;
    LiveOptions m_options;
    LiveFigures m_figures;
    std::deque<Parcel> m_parcels; ///< That the lane had no room for.
    std::vector<events::Effect> m_effects;
    std::array<ports::TimedTick, batchSize> m_batch;
    FlatMap<InstrumentId, bool> m_quoted; ///< Scratch of `conflate`.
    std::array<bool, batchSize> m_isOld{};
    std::uint64_t m_pressesSeen = 0;
    std::optional<Monotonic> m_lastRound;
    Sequence m_diskHas; ///< The newest event at `m_diskHadIt`, when the disk had everything before it.
    Monotonic m_diskHadIt;
    Sequence m_begun; ///< The record of the session's beginning.
    PrincipalId m_by; ///< In whose name the session acts.
    bool m_hasFailed = false; ///< The journal, and the desk knows.
    bool m_waitsForAccount = false; ///< To be compared, before the desk is armed.
    bool m_isTorn = false; ///< The desk knows of a hole in the market data.
    bool m_hasUnwritten = false;
};

} // namespace omni::driver
