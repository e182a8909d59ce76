// One life of the program: the shipped engine, live loop, outbox, venue thread, journal and kill switch, put together
// as a live session puts them together, but driven by one thread that decides which of them has its turn.
//
// Destroying it is a kill: nothing is flushed, nothing is said.

#pragma once

#include "core/desk/driver/live_loop.h"
#include "core/desk/driver/recovery.h"
#include "core/host/runtime/checkpoints.h"
#include "core/host/runtime/journal_thread.h"
#include "core/host/runtime/live_gate.h"
#include "core/host/runtime/live_store.h"
#include "core/host/runtime/outbox.h"
#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/runtime/venue_thread.h"
#include "core/host/simulate/check.h"
#include "core/host/simulate/memory_disk.h"
#include "core/host/simulate/memory_latch.h"
#include "core/host/simulate/virtual_clock.h"
#include "core/host/simulate/whose_turn.h"

#include <functional>
#include <memory>
#include <optional>

namespace omni::simulate {

class ModelVenue;

/// All rings of a program. Large: one set serves all programs of a thread, one after the other.
struct Lanes {
    driver::LiveLanes desk;
    runtime::VenueLanes venue;

    /// As new.
    void clear();
};

/// What a program finds when it starts. All outlive it.
struct Machine {
    MemoryDisk& disk;
    LatchOnDisk& latch;
    VirtualClock& clock;
    ModelVenue& venue;
    Lanes& lanes;
    driver::Watcher& watcher;
    journal::InstallId install{};
    std::uint64_t checkpointRecords = 0; ///< 0: no checkpoints.
};

class Process
{
public:
    /// How the session is to begin, told what was recovered.
    using MakeSetup = std::function<driver::SimulatedSetup(const driver::RecoveredDesk&, std::uint32_t boot)>;
    /// Recovers from the disk, opens the session. An error is what a user would be told at the start.
    [[nodiscard]] static Result<std::unique_ptr<Process>> start(const Machine& machine, const MakeSetup& setup,
                                                                engine::Engine::MakeStrategy strategies);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // --- turns; each says how many things it did -----------------------------------------------------------------
    std::size_t turnEngine()
    {
        const InTheProgram now;
        return m_loop->round();
    }
    std::size_t turnOutbox()
    {
        const InTheProgram now;
        return m_outbox->turn();
    }
    std::size_t turnVenue()
    {
        const InTheProgram now;
        return m_venueThread->turn();
    }
    /// The disk writes and syncs what it was given, and a checkpoint that is due. False: nothing.
    bool turnDisk()
    {
        const InTheProgram now;
        const bool wrote = m_journal->writeNext();
        return (m_checkpoints != nullptr && m_checkpoints->writeNext()) || wrote;
    }
    /// The latch's file is written.
    bool turnLatch()
    {
        const InTheProgram now;
        return m_kill->writeNext();
    }
    /// What the loop does when it has nothing else to do: hands what has gathered to the disk.
    void rest();

    // --- people --------------------------------------------------------------------------------------------------
    /// False: the lane is full.
    [[nodiscard]] bool send(const events::Command& command)
    {
        return m_machine.lanes.desk.window.tryPush(command);
    }
    void press(const events::KillLatched& latch)
    {
        const InTheProgram now;
        m_kill->press(latch);
    }
    /// Market data have a hole, and the desk will be told.
    void tearMarket()
    {
        m_machine.lanes.desk.ticks.letGo();
    }
    /// An end in order: everything is cancelled, the end is on record, the journal sealed. `pump` lets the others have
    /// their turns while the loop waits.
    [[nodiscard]] Result<void> end(const std::function<void()>& pump);

    // --- looks ---------------------------------------------------------------------------------------------------
    [[nodiscard]] engine::Engine& engine() noexcept
    {
        return m_desk->engine();
    }
    [[nodiscard]] const driver::Desk& desk() const noexcept
    {
        return *m_desk;
    }
    [[nodiscard]] const runtime::JournalThread& journal() const noexcept
    {
        return *m_journal;
    }
    [[nodiscard]] const runtime::KillSwitch& kill() const noexcept
    {
        return *m_kill;
    }
    [[nodiscard]] const runtime::Outbox& outbox() const noexcept
    {
        return *m_outbox;
    }
    [[nodiscard]] const runtime::LiveGate& gate() const noexcept
    {
        return *m_gate;
    }
    [[nodiscard]] const driver::LiveLoop& loop() const noexcept
    {
        return *m_loop;
    }
    [[nodiscard]] const driver::SimulatedSetup& setup() const noexcept
    {
        return m_setup;
    }
    [[nodiscard]] std::uint64_t checkpointsWritten() const noexcept
    {
        return m_checkpoints != nullptr ? m_checkpoints->written() : 0;
    }
    [[nodiscard]] Waiting waiting() const noexcept;
    /// Nothing waits on its way between engine, outbox and venue.
    [[nodiscard]] bool isDrained() const;

private:
    class QuietBell;
    Process(const Machine& machine, driver::SimulatedSetup setup);

    Machine m_machine;
    driver::SimulatedSetup m_setup;
    std::unique_ptr<QuietBell> m_bell;
    TrueClock m_venueClock;
    driver::Pulse m_pulse;
    driver::Approver m_approver;
    std::unique_ptr<runtime::JournalThread> m_journal;
    std::unique_ptr<runtime::LiveStore> m_store;
    std::unique_ptr<runtime::KillSwitch> m_kill;
    std::unique_ptr<runtime::LiveGate> m_gate;
    std::unique_ptr<runtime::Checkpoints> m_checkpoints; ///< Null: it takes none.
    std::unique_ptr<driver::Desk> m_desk;
    std::unique_ptr<driver::LiveLoop> m_loop;
    std::unique_ptr<runtime::Outbox> m_outbox;
    std::unique_ptr<runtime::VenueThread> m_venueThread;
};

} // namespace omni::simulate
