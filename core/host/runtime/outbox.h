// Between the engine and the venue: lets out what may go, in order, and stops what may not.
//
// Holds every intent until the journal has it (P5). Cancels never wait; what only reduces a position waits 20 ms at
// most, and not at all once the journal has failed. Looks at the kill switch before each thing it sends, and whether a
// latch of a narrower scope has overtaken it. Keeps its own list of open orders, so that a kill cancels them without
// the engine, also while the engine hangs. Watches the engine's heartbeat: one that is silent for two seconds is not
// believed any more, only cancels and questions leave, and entries are cancelled (F60). An outbox that has not looked
// itself for a second says nothing about the engine: the process was suspended or the machine slept (F21), and the
// measuring begins anew. So does a slow disk say nothing: the engine's heart beats while it waits (F7).
//
// Every message to a venue stands in the audit record before it leaves, on the terms of the journal: what adds exposure
// waits until the disk has it, cancels and what only reduces for 20 ms at most and not at all once a record has failed.
// The kill's own cancels are handed to the record and wait for nothing.
//
// An order in reach of the kill switch or of a latch whose cancel the venue refuses is cancelled again, a few times,
// each time later.
//
// What is held back for good the engine hears of as the venue's rejection, so that no order hangs.
//
// One thread, its own. `turn` never waits; `run` puts a thread's loop around it.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/driver/doorbell.h"
#include "core/desk/driver/durability.h"
#include "core/desk/driver/live_loop.h"
#include "core/host/runtime/audit/audit_trail.h"
#include "core/host/runtime/audit/message_words.h"
#include "core/host/runtime/live_gate.h"
#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/runtime/venue_lanes.h"
#include "core/host/runtime/waiting_words.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

namespace omni::runtime {

/// How long what only reduces waits for the disk (rulings 3).
inline constexpr Duration longestExitWait = milliseconds(20);
using driver::longestEntryWait;
/// An outbox that has not looked for longer was not running.
inline constexpr Duration longestOwnPause = seconds(1);
/// How often a cancel that the switch wants is asked for again after the venue has refused it.
inline constexpr int mostCancelRetries = 8;
/// Before the first of them; twice as long before each next one.
inline constexpr Duration firstCancelRetry = milliseconds(100);

inline constexpr std::size_t killLevels = static_cast<std::size_t>(risk::KillLevel::Flatten) + 1;

class Outbox
{
public:
    /// All outlive the outbox. `keepStall` has a stall written where the next start finds it, even if the engine never
    /// comes back; it must not wait for that (StallKeeper), and may be empty.
    struct Surroundings {
        Clock& clock;
        const driver::Durability& journal;
        KillSwitch& kill;
        LiveGate& gate;
        driver::LiveLanes& lanes;
        VenueLanes& venue;
        driver::Doorbell& engineBell;
        driver::Doorbell& venueBell;
        const driver::Pulse& pulse;
        std::function<void(const events::TroubleFound&)> keepStall;
        AuditTrail* audit = nullptr; ///< Null: no audit record is kept.
    };
    explicit Outbox(Surroundings around);

    /// An order of an earlier session that may still be open: it is in reach of the kill switch. Before the first turn.
    void adopt(const orders::OrderTicket& ticket, Lots filled);

    /// What the audit record calls orders and instruments. Before the first turn; without it they have numbers.
    void nameMessages(MessageWords words)
    {
        m_words = std::move(words);
    }

    /// One round. How many things it did.
    std::size_t turn();
    /// How long the thread may rest now.
    [[nodiscard]] Duration rest() const;
    /// Rounds until `stop`, then until what waits has left or been told back, for a second at most.
    void run(const StopFlag& stop, driver::Doorbell& own);

    /// Nothing waits and nothing is to be told.
    [[nodiscard]] bool isIdle() const noexcept
    {
        return m_waiting.empty() && m_toTell.isEmpty() && m_notices.isEmpty();
    }
    [[nodiscard]] std::size_t openOrders() const noexcept
    {
        return m_open.size();
    }
    /// Messages that left before the audit record had taken them, and are not in it so far. Any thread.
    [[nodiscard]] std::uint64_t notYetOnAudit() const noexcept
    {
        return m_notYetOnAudit.load(std::memory_order_relaxed);
    }
    /// What it holds for others; each has a bound (S26).
    struct Held {
        std::size_t parcels = 0; ///< Of the engine, at most one lane.
        std::size_t words = 0; ///< For the engine, at most `WaitingWords::most` and the word of a stall.
        std::size_t presses = 0; ///< Of the switch, at most `KillNotices::most`.
        std::size_t latches = 0; ///< As many as there are scopes.
    };
    [[nodiscard]] Held held() const noexcept
    {
        return {m_waiting.size(), m_toTell.size(), m_notices.size(), m_latches.size()};
    }
    [[nodiscard]] std::uint64_t heldBack() const noexcept
    {
        return m_heldBack.load(std::memory_order_relaxed);
    }
    /// Cancels that were asked for again, and orders that the venue did not cancel for all that. Any thread.
    [[nodiscard]] std::uint64_t cancelRetries() const noexcept
    {
        return m_cancelRetries.load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t cancelsGivenUp() const noexcept
    {
        return m_cancelsGivenUp.load(std::memory_order_relaxed);
    }
    /// Times it found that it had not been running. Any thread.
    [[nodiscard]] std::uint64_t pauses() const noexcept
    {
        return m_pauses.load(std::memory_order_relaxed);
    }

private:
    struct Waiting {
        driver::Parcel parcel;
        Monotonic since; ///< When it was decided.
        bool hasWaited = false; ///< For the journal.
        std::optional<std::uint64_t> audit = {}; ///< Its place in the audit record, once that has taken it.
    };
    struct Open {
        orders::OrderTicket ticket;
        Lots filled;
        bool isCancelled = false; ///< By us, and no answer says that it was too late.
        int retries = 0; ///< Of a cancel that the venue refused.
        std::optional<Monotonic> retryAt = {}; ///< It is to be cancelled again, if it still stands and is in reach.
    };
    /// A latch of the desk as the engine has told it. Pressed by hand, the one over everything is the switch's.
    struct Latch {
        risk::KillLevel level = risk::KillLevel::None;
        std::array<Sequence, killLevels> newest{}; ///< By level: the newest record that set it; none: no one.
    };
    enum class Step : std::uint8_t { Done, Waits, NoRoom };

    std::size_t takeEchoes();
    std::size_t takeParcels();
    std::size_t watchEngine();
    std::size_t obeySwitch();
    std::size_t cancelAgain();
    std::size_t sendWaiting();
    std::size_t tellEngine();
    /// Of the cancels: false when the venue's lane is full; they come again.
    template<class Wanted> bool cancelWhere(Wanted isWanted);
    [[nodiscard]] bool cancelOpen(risk::KillLevel level);
    [[nodiscard]] bool cancelUnder(risk::Scope scope, risk::KillLevel level);
    [[nodiscard]] bool isUnwanted(const orders::OrderTicket& ticket) const noexcept;
    void noteReopened(OrderId id, Open& open);
    void noticePause();
    [[nodiscard]] Step take(Waiting& waiting);
    [[nodiscard]] Step takeSubmit(Waiting& waiting, const events::Submit& submit);
    [[nodiscard]] Step takeCancel(Waiting& waiting, const events::Cancel& cancel);
    [[nodiscard]] Step takeReplace(Waiting& waiting, const events::Replace& replace);
    [[nodiscard]] Step takeQuestion(Waiting& waiting, const Sending& sending);
    [[nodiscard]] Step takeLatch(const Waiting& waiting, const driver::ObeyLatch& obey);
    [[nodiscard]] Step takeLift(const Waiting& waiting, const driver::LiftLatch& lift);
    [[nodiscard]] bool isNonceOnRecord(const Waiting& waiting) const;
    [[nodiscard]] bool mayLeave(Waiting& waiting, const Sending& sending, bool onlyReduces);
    [[nodiscard]] bool isOnAudit(Waiting& waiting, const Sending& sending);
    [[nodiscard]] bool mayWaitNoLonger(const Waiting& waiting) const;
    void noteLate(const Sending& sending);
    void noteWhatIsLate();
    [[nodiscard]] std::deque<Waiting>::iterator unsent(OrderId order);
    [[nodiscard]] bool withdrawUnsent(OrderId order);
    void withdrawUnsentChange(OrderId order);
    [[nodiscard]] Step send(const Waiting& waiting, const Sending& sending);
    [[nodiscard]] bool sendAtOnce(const Sending& sending);
    void tellBack(const orders::OrderTicket& ticket, orders::OrderEventKind kind, std::string_view why);

    Surroundings m_around;
    std::deque<Waiting> m_waiting;
    FlatMap<OrderId, Open> m_open;
    FlatMap<risk::Scope, Latch> m_latches; ///< As many as the desk's (S26).
    MessageWords m_words;
    std::deque<audit::AuditEntry> m_late; ///< Left before the audit record took them: as many as a lane holds.
    WaitingWords m_toTell;
    KillNotices m_notices;
    std::uint64_t m_presses = 0; ///< Taken from the switch so far, as the engine will count them.
    std::array<std::uint64_t, killLevels> m_newestPress{}; ///< By level: the number of the newest of them; zero: none.
    risk::KillLevel m_obeyed = risk::KillLevel::None; ///< Level to which the open orders have been cancelled.
    std::optional<events::TroubleFound> m_stall;
    bool m_isStallDone = false; ///< Its entries have been cancelled.
    std::optional<Monotonic> m_lastLook;
    Monotonic m_watchesSince; ///< The engine's silence counts from here on.
    std::size_t m_reopened = 0; ///< Open orders with a `retryAt`, at most.
    std::atomic<std::uint64_t> m_heldBack{0}, m_cancelRetries{0}, m_cancelsGivenUp{0}, m_pauses{0}, m_notYetOnAudit{0};
};

} // namespace omni::runtime
