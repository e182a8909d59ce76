// The one thing of the host that the window may touch: pictures up, wishes down, questions to the history.
//
// Implemented by `Terminal` (terminal.h) and by fakes in tests. All functions are for the UI thread, return at once,
// touch no file and wait for nobody. Notices gather until a frozen window takes them; of one that is frozen for too
// long the rest is counted, and it reads its lists again from the history.

#pragma once

#include "core/base/error.h"
#include "core/base/stamp.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/desk/views/broker_listing.h"
#include "core/desk/views/broker_offer.h"
#include "core/desk/views/chart_series.h"
#include "core/desk/views/connection.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/health.h"
#include "core/desk/views/history.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace omni::runtime {

class AuditLink; // audit/audit_link.h
class LiveLink; // live_money/live_link.h
class SeatLink; // seat/seat_link.h
class VaultLink; // vault/vault_link.h

/// An input or a decision that must not be missed: everything the journal keeps but market data.
struct Notice {
    Stamp stamp;
    std::variant<events::Event, events::Fact> what;
};

/// Key of the alert that stands for `actual` notices that a window did not take in time. They are in the record.
inline constexpr std::string_view noticesLeftOut = "window.notices_left_out";

enum class Phase : std::uint8_t {
    Idle, ///< Nothing has been asked for yet.
    Starting, ///< `text` says which step.
    Running,
    Ending,
    Ended, ///< In order: the recording is over, or a person ended it.
    Failed, ///< `text` says what happened, `hint` what to do. Nothing trades.
};

struct PhaseView {
    Phase phase = Phase::Idle;
    std::string text, hint;
    std::uint64_t generation = 0; ///< Rises with each session; what was shown of the last one is void.
};

/// A session as a person asks for it.
struct SessionWish {
    std::vector<std::string> files; ///< A recording (REPLAY). Empty: the built-in market (DEMO).
    std::string broker; ///< Key of a broker or of the paper exchange here, in place of both. Then `speed` is 1.
    std::vector<std::string> symbols; ///< Of the broker, as it writes them. Empty: those of the configuration.
    std::uint64_t seed = 0; ///< Of the built-in market; 0: one of its own choosing.
    std::string instrument; ///< As `--instrument`; empty: the files say.
    std::vector<std::string> strategies; ///< As `--strategy`; empty: those of the configuration.
    bool withUsual = false; ///< With a broker, where neither names any: those that propose in a DEMO, on longer bars.
    double speed = 1; ///< Above zero; infinity: as fast as it can.
};

using QueryId = std::uint64_t;

struct Answer {
    QueryId query = 0;
    Result<views::HistoryPage> page;
};

class TerminalLink
{
public:
    virtual ~TerminalLink() = default;

    // --- the session ---------------------------------------------------------------------------------------------
    [[nodiscard]] virtual PhaseView phase() const = 0;
    /// Ends the session at hand, then starts this one.
    virtual void start(const SessionWish& wish) = 0;
    /// Of DEMO and REPLAY. Above zero, or infinity; paused: market time stands still.
    virtual void setPace(double speed, bool isPaused) = 0;
    /// Ends the session in order; the phase tells when it is done.
    virtual void end() = 0;

    /// The clock of all that says when something came. Never steps.
    [[nodiscard]] virtual Monotonic now() const = 0;

    // --- pictures ------------------------------------------------------------------------------------------------
    /// Null before the first. At most 60 a second are made.
    [[nodiscard]] virtual std::shared_ptr<const views::DeskSnapshot> snapshot() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const views::MarketDay> day() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const views::Health> health() const = 0;
    /// To the session's broker: its lines with the time of their last proof, and who holds which order. Null: none.
    [[nodiscard]] virtual std::shared_ptr<const views::Connection> connection() const
    {
        return nullptr;
    }
    /// That a session could be had with, by their keys; another one when those at hand change. Null: nothing is known
    /// of any.
    [[nodiscard]] virtual std::shared_ptr<const views::BrokerOffers> brokers() const
    {
        return nullptr;
    }
    /// Asks that broker what it can trade, in place of a question under way; `listing` is the answer.
    virtual void askListing(std::string_view broker)
    {
        static_cast<void>(broker);
    }
    /// Of the broker asked last. Null: none was asked.
    [[nodiscard]] virtual std::shared_ptr<const views::BrokerListing> listing() const
    {
        return nullptr;
    }
    /// Keeps the series published until `unwatch` was called as often. It may take a moment until `series` has it.
    virtual void watch(views::SeriesKey key) = 0;
    virtual void unwatch(views::SeriesKey key) = 0;
    /// Null: not watched, or not made yet.
    [[nodiscard]] virtual std::shared_ptr<const views::BarSeries> series(views::SeriesKey key) const = 0;

    // --- what must not be missed ---------------------------------------------------------------------------------
    /// Appends at most `most` notices in order; says how many. None is dropped in silence (`noticesLeftOut`).
    virtual std::size_t takeNotices(std::vector<Notice>& into, std::size_t most) = 0;

    // --- wishes --------------------------------------------------------------------------------------------------
    /// In the name of whoever sits at the window. False: the seat refuses it (`SeatLink::refusal`), or no session takes
    /// it. What becomes of it comes as a notice: `CommandDenied`, or the facts it led to.
    [[nodiscard]] virtual bool send(const events::Command& command) = 0;
    /// The kill switch. The way to the venue is closed when the call returns; the latch is then written to the disk and
    /// the desk told, by another thread. Also works while the engine hangs, and without a session.
    virtual void kill(risk::Scope scope, risk::KillLevel level, std::string_view reason) = 0;
    /// The global latch as it stands, whether or not a session runs.
    [[nodiscard]] virtual risk::KillLevel latched() const noexcept = 0;

    /// The vault of the profile. Null: there is nobody who keeps one.
    [[nodiscard]] virtual VaultLink* vault() noexcept
    {
        return nullptr;
    }

    /// Who sits at the window. Null: nobody is asked for.
    [[nodiscard]] virtual SeatLink* seat() noexcept
    {
        return nullptr;
    }
    /// The audit record of the profile. Null: there is nobody who keeps one.
    [[nodiscard]] virtual AuditLink* audit() noexcept
    {
        return nullptr;
    }
    /// What real money takes with each broker, and the way to it. Null: nobody judges it.
    [[nodiscard]] virtual LiveLink* live() noexcept
    {
        return nullptr;
    }

    // --- the history ---------------------------------------------------------------------------------------------
    virtual QueryId ask(views::HistoryQuery query) = 0;
    virtual void cancel(QueryId query) = 0;
    /// False: none is ready. A cancelled query gives none.
    [[nodiscard]] virtual bool takeAnswer(Answer& out) = 0;

    // --- the window's own files ----------------------------------------------------------------------------------
    /// What the profile keeps under that name ("layouts.json"), as it was when the program started or as last kept.
    [[nodiscard]] virtual std::optional<std::string> file(std::string_view name) const = 0;
    /// Kept soon, whole or not at all; earlier versions stay (20).
    virtual void keepFile(std::string_view name, std::string text) = 0;
    /// Earlier versions, newest first, as they were when the program started or were kept since.
    [[nodiscard]] virtual std::vector<std::string> earlierFiles(std::string_view name) const = 0;
};

} // namespace omni::runtime
