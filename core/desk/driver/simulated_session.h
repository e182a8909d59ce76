// A session against a venue in the house: recorded data, the built-in market, a backtest. One loop over four sources in
// the order of their times: the venue's answers, the engine's deadlines, commands, the feed.
//
// At equal times the venue speaks first, then deadlines pass, then people, then the market moves on. Nothing waits for
// the machine: approvals, orders and fills happen at the event's time plus what the models say. No order reaches the
// venue before its intent is durable, however fast the feed runs, so that the disk decides nothing (rulings 3).

#pragma once

#include "core/base/error.h"
#include "core/base/stop_flag.h"
#include "core/desk/driver/approver.h"
#include "core/desk/driver/desk.h"
#include "core/desk/driver/people_source.h"
#include "core/desk/driver/send_gate.h"
#include "core/desk/driver/session_opening.h"
#include "core/desk/driver/trouble_source.h"
#include "core/desk/ports/tick_source.h"
#include "core/desk/ports/venue.h"

#include <optional>
#include <string>
#include <vector>

namespace omni::driver {

/// Holds the loop back so that market time passes no faster than wanted. For the live pace of a demo.
class Pacer
{
public:
    virtual ~Pacer() = default;
    /// Returns when market time `next` may come. False: stop now.
    [[nodiscard]] virtual bool waitFor(Timestamp next) = 0;
    /// The wait ended before its time: somebody has something to say first.
    [[nodiscard]] virtual bool isEarly() const noexcept
    {
        return false;
    }
    /// Which market time it is while nothing happens, at most that of the newest wait. What is said now is said then:
    /// prices have aged by as much. None: it is not held back, or stands still.
    [[nodiscard]] virtual std::optional<Timestamp> marketNow() const
    {
        return std::nullopt;
    }
};

/// Commands from elsewhere: a window, a socket. Polled between events.
class CommandSource
{
public:
    virtual ~CommandSource() = default;
    [[nodiscard]] virtual bool poll(events::Command& out) = 0;
    /// The kill switch, which overtakes all commands.
    [[nodiscard]] virtual bool pollLatch(events::KillLatched&)
    {
        return false;
    }
};

/// Why a session ended.
enum class SessionEnd : std::uint8_t { FeedEnded, TimeReached, Stopped };

class SimulatedSession
{
public:
    /// `feed` may be null: the venue makes its own market. All outlive the session.
    SimulatedSession(Desk& desk, ports::Venue& venue, ports::TickSource* feed, Approver& approver);

    void setPacer(Pacer* pacer) noexcept
    {
        m_pacer = pacer;
    }
    void setCommands(CommandSource* commands) noexcept
    {
        m_commands = commands;
    }
    /// What it has found the desk hears before any command.
    void setTroubles(TroubleSource* troubles) noexcept
    {
        m_troubles = troubles;
    }
    /// Likewise.
    void setPeople(PeopleSource* people) noexcept
    {
        m_people = people;
    }
    /// What it holds back the desk hears of as rejected: it never left.
    void setGate(const SendGate* gate) noexcept
    {
        m_gate = gate;
    }

    /// Starts the session on the desk, runs it, ends it. An error is the feed's (its fault, file and line) or the
    /// journal's; what came before stands, nothing more is sent, and the session has ended in order if it still could.
    [[nodiscard]] Result<SessionEnd> run(const SimulatedSetup& setup, const StopFlag* stop);

private:
    [[nodiscard]] Result<void> open(const SimulatedSetup& setup);
    [[nodiscard]] Result<SessionEnd> loop(const SimulatedSetup& setup, const StopFlag* stop);
    [[nodiscard]] Result<void> close(const SimulatedSetup& setup);
    [[nodiscard]] Result<void> cancelAll(const SimulatedSetup& setup);
    [[nodiscard]] Result<void> flatten(const SimulatedSetup& setup);
    [[nodiscard]] Result<void> fetch();
    [[nodiscard]] std::optional<Timestamp> nextTime() const;
    [[nodiscard]] Result<void> step(Timestamp now);
    [[nodiscard]] Result<void> drainVenue(Timestamp until);
    [[nodiscard]] Result<void> put(Timestamp wall, const events::Event& event);
    [[nodiscard]] Result<void> settle();
    [[nodiscard]] Result<void> carryOut();
    [[nodiscard]] Result<bool> takeCommands(Timestamp start, Timestamp next);
    [[nodiscard]] bool mayLeave(const events::Effect& effect) const;
    void tellHeldBack(const events::Effect& effect);
    void latchFailure(const Error& error);
    void ask(const std::vector<events::Fact>& facts);

    Desk& m_desk;
    ports::Venue& m_venue;
    ports::TickSource* m_feed;
    Approver& m_approver;
    Pacer* m_pacer = nullptr;
    CommandSource* m_commands = nullptr;
    TroubleSource* m_troubles = nullptr;
    PeopleSource* m_people = nullptr;
    const SendGate* m_gate = nullptr;
    std::span<const ports::TimedTick> m_batch;
    std::size_t m_at = 0;
    std::vector<events::Effect> m_effects, m_heldBack;
    bool m_failed = false; ///< The journal is lost: only cancels leave.
};

} // namespace omni::driver
