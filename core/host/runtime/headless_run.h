// A trading session without a window, from its configuration to its summary: `omnitrade run --headless`.
//
// Start and stop are one list of steps, forwards and backwards: configuration, profile and lock, journal, market,
// strategies, session; checkpoint, end of the journal, lock. What fails before the session starts has changed nothing
// but the profile's own first files.

#pragma once

#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/driver/approver.h"
#include "core/desk/driver/session_opening.h"
#include "core/edge/brokers/registry.h"
#include "core/host/config/load.h"
#include "core/host/control/run_failure.h"
#include "core/host/runtime/audit/audit_book.h"
#include "core/host/runtime/broker/broker_market.h"
#include "core/host/runtime/export/record_line.h"
#include "core/host/runtime/run_summary.h"
#include "core/host/runtime/session_market.h"
#include "core/host/runtime/start_steps.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omni::runtime {

/// What stands between the desk and the venue.
enum class DriverKind : std::uint8_t {
    Simulated, ///< One thread, in the order of market time: two runs have one hash.
    Live, ///< Threads and rings, in the machine's time: what real brokers will stand behind.
};

struct RunRequest {
    std::filesystem::path profile;
    std::optional<std::filesystem::path> extraConfig;
    std::vector<std::string> sets; ///< "key=value"
    MarketWish market;
    BrokerWish broker; ///< In place of `market`; then `driver` is Live.
    std::span<const brokers::BrokerInfo* const> brokers = brokers::allBrokers(); ///< That there are.
    const KeyRing* keys = nullptr; ///< Of brokers. Null: the environment of the process.
    std::optional<events::PeopleVouched> people; ///< Of the vault's accounts. Nothing: the vault was not opened.
    std::vector<std::string> strategies; ///< As given; empty: those of the configuration.
    driver::ApprovalRule approval = driver::ApprovalRule::Manual;
    std::string approvals; ///< Text of the list.
    std::string approvalsFile; ///< Its name, for faults.
    std::string rearm; ///< Reason for clearing what earlier sessions left latched or off. Empty: it stays so.
    std::optional<Money> cash; ///< Of a new profile.
    std::string cashCurrency; ///< Empty: not said.
    std::vector<driver::GivenRate> rates; ///< Dated at the session's start, whatever their time says.
    std::optional<double> speed; ///< None: as fast as it can.
    DriverKind driver = DriverKind::Simulated; ///< Live: at speed 1, on the built-in market or with a broker.
    driver::AtEnd atEnd = driver::AtEnd::Keep;
    std::optional<Duration> length; ///< Of market time. None: to the end.
    std::optional<LogLevel> logLevel;
    AuditWish audit; ///< `moved` is the run's own.
    std::string program; ///< "omnitrade 0.1.0 (…)"
    Duration liveEvery = seconds(10); ///< Of paced sessions.
};

enum class LineForm : std::uint8_t { None, Text, Json };

/// Where a run's lines go. Each may be empty. Called on the run's thread, which is the engine's: none of them may wait.
struct RunOutput {
    LineForm form = LineForm::None;
    std::function<void(LineKind, const std::string&)> line; ///< Of the stream of events.
    std::function<void(const std::string&)> live; ///< Of the live summary.
    std::function<bool()> isBehind; ///< So many lines wait for their reader that a session without a pace should, too.
    Reporter reporter;
};

struct RunEnded {
    driver::SessionEnd how = driver::SessionEnd::FeedEnded;
    RunSummary summary;
    std::uint64_t heldBack = 0; ///< Of the live driver: what the outbox did not let out.
    std::vector<std::string> pauses; ///< What stood from before and was not cleared: nothing new could be opened.
};

/// Lets others end a run: sets its flag and wakes it. Any thread.
class RunStop
{
public:
    void request();
    /// Ends a wait at hand without stopping anything.
    void wake();
    [[nodiscard]] const StopFlag& flag() const noexcept
    {
        return m_flag;
    }

    /// For those who must set it themselves.
    [[nodiscard]] StopFlag& flag() noexcept
    {
        return m_flag;
    }
    /// What wakes a run that waits; empty: nothing any more.
    void setWake(std::function<void()> wake);

private:
    StopFlag m_flag;
    std::mutex m_mutex; ///< Around m_wake.
    std::function<void()> m_wake;
};

/// Runs to the end on the caller's thread. A failure in the middle has ended the session in order if it could be.
[[nodiscard]] Outcome<RunEnded> runHeadless(const RunRequest& request, const RunOutput& output, RunStop& stop);

} // namespace omni::runtime
