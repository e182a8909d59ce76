// The kill switch of everything: closes the way to the venue at once, on whatever thread it is pressed, then writes the
// latch to the disk on a thread of its own, and holds for the desk what it must be told.
//
// A narrower scope is a command like any other; this one must work while the engine hangs and while no session runs.
//
// The watchdog presses it from outside, in a file of its own. Whoever asks for the level looks there as well, in memory
// and at that moment: a program that was frozen, and runs on behind such a press, sends nothing in between (F21, S2).

#pragma once

#include "core/desk/driver/send_gate.h"
#include "core/desk/events/event.h"
#include "core/edge/platform/profile.h"
#include "core/host/runtime/terminal/kill_notices.h"
#include "core/trade/risk/mode.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace omni::runtime {

/// Cause of what the desk is told when a person has reset the switch and the disk has not taken it.
inline constexpr std::string_view resetNotWritten = "the reset could not be written to the disk";

class KillSwitch final : public driver::SendGate
{
public:
    /// Who writes the latch to the disk.
    enum class Writes : std::uint8_t {
        OnItsThread, ///< A thread of the switch, at once.
        WhenAsked, ///< Whoever calls `writeNext`: where all there is is one thread, and a test decides when.
    };
    /// Takes the level that stands in `file`. Starts the thread.
    explicit KillSwitch(std::unique_ptr<platform::KillLatch> file, Writes writes = Writes::OnItsThread);
    /// Writes what was pressed before it ends.
    ~KillSwitch() override;
    KillSwitch(const KillSwitch&) = delete;
    KillSwitch& operator=(const KillSwitch&) = delete;

    // --- any thread, never waits ---------------------------------------------------------------------------------
    /// Only raises. Nothing that adds exposure passes the gate when it returns.
    void press(const events::KillLatched& latched);
    [[nodiscard]] risk::KillLevel level() const noexcept
    {
        // acquire: whoever sees the level also sees what its setter did before.
        const std::uint8_t own = m_level.load(std::memory_order_acquire);
        return static_cast<risk::KillLevel>(std::max(own, m_file->pressedElsewhere()));
    }
    [[nodiscard]] bool lets(const orders::OrderTicket& ticket) const noexcept override
    {
        return ticket.reduceOnly || level() == risk::KillLevel::None;
    }
    /// Why the latch could not be written or cleared; nothing while it could. It holds all the same until the program
    /// ends.
    [[nodiscard]] std::optional<std::string> fault() const;
    /// All that was pressed or cleared so far has been tried on the disk.
    [[nodiscard]] bool isSettled() const;

    // --- of `WhenAsked` ------------------------------------------------------------------------------------------
    /// Writes what was pressed or cleared. False: nothing was to be written.
    bool writeNext();

    // --- the engine's thread -------------------------------------------------------------------------------------
    /// What a new session must hear first; from here on only what is pressed later is told. Nothing: it is not set.
    [[nodiscard]] std::optional<events::KillLatched> beginSession();
    /// Takes in what the watchdog has pressed, as if it had been pressed here. Whoever obeys the switch of a session
    /// with a broker calls it again and again: no other session has a watchdog. Any thread, never waits.
    void hearWatchdog();
    /// The next press that the desk has not heard of.
    [[nodiscard]] bool takeUntold(events::KillLatched& out);
    /// How many there are, at most `KillNotices::most`. Any thread.
    [[nodiscard]] std::size_t untold() const noexcept
    {
        return m_untoldCount.load(std::memory_order_acquire);
    }
    /// The desk itself has latched everything, on somebody's command: it need not be told.
    void follow(risk::KillLevel level);
    /// A person has reset it and the record of that is durable: opens, or goes down to what was pressed behind the
    /// reset and the desk has heard of or will hear of, unless it is pressed once more meanwhile. The file first: where
    /// that cannot be cleared the switch stays shut, but no higher than a pause, and the desk is told so as if somebody
    /// had pressed it. Another reset tries again.
    void clear(risk::KillLevel pressedSince = risk::KillLevel::None);

private:
    void post(std::uint8_t level, const events::KillLatched* untold);
    void raise(std::uint8_t wanted) noexcept;
    void run();
    [[nodiscard]] bool hasWork() const noexcept
    {
        return m_toWrite != 0 || m_toClear;
    }
    void write(std::unique_lock<std::mutex>& lock);
    [[nodiscard]] Result<void> lower(std::uint8_t level);
    void stayShut();
    /// What a person has reset.
    struct Clearing {
        std::uint64_t presses = 0; ///< When there were so many.
        std::uint8_t to = 0; ///< Highest level that was pressed since.
    };

    std::unique_ptr<platform::KillLatch> m_file;
    std::atomic<std::uint8_t> m_level{0};
    std::atomic<std::size_t> m_untoldCount{0};

    mutable std::mutex m_mutex; ///< Around what follows; never held while the disk works.
    std::condition_variable m_work;
    KillNotices m_untold;
    events::KillLatched m_newest; ///< Who pressed and why, for the next session.
    std::uint64_t m_presses = 0;
    std::uint8_t m_toWrite = 0; ///< Level to write; 0: none.
    std::optional<Clearing> m_toClear;
    std::optional<std::string> m_fault;
    bool m_isBusy = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime
