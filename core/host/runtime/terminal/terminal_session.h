// One session of the window, from its wish to its end, on the engine's thread. The steps are those of a headless run.

#pragma once

#include "core/base/log.h"
#include "core/base/stop_flag.h"
#include "core/desk/driver/simulated_session.h"
#include "core/desk/events/event.h"
#include "core/edge/brokers/registry.h"
#include "core/host/runtime/broker/key_ring.h"
#include "core/host/runtime/link.h"
#include "core/host/runtime/open_profile.h"
#include "core/host/runtime/terminal/engine_watch.h"
#include "core/host/runtime/terminal/inbox.h"
#include "core/host/runtime/terminal/live_pacer.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omni::runtime {

class AuditKeeper; // audit/audit_keeper.h
class LiveWays;
class Vouched;

/// What a program on a profile is given once.
struct TerminalRequest {
    std::filesystem::path profile;
    std::optional<std::filesystem::path> config; ///< Over the profile's own.
    std::vector<std::string> sets; ///< "key=value", over both.
    std::string program; ///< "omnitrade 0.1.0 (…)"
    std::optional<LogLevel> logLevel;
    Clock* clock = nullptr; ///< Null: the machine's. Outlives the terminal; any thread.
    bool startsPaused = false; ///< Each session waits for `setPace` before its market moves.
    std::span<const brokers::BrokerInfo* const> brokers = brokers::allBrokers(); ///< That there are.
    std::optional<events::PeopleVouched> people; ///< Of a vault that was open before. Nothing: it was not.
    std::shared_ptr<const KeyRing> vaultKeys; ///< They go before those of the environment. Null: none.
    bool keepsHistory = true; ///< False: no database; questions to the history find none.
};

/// What lives longer than a session.
struct SessionSurroundings {
    const TerminalRequest& request;
    LockedProfile& profile;
    Clock& clock;
    AuditKeeper& audit;
    KillSwitch& kill;
    Inbox& inbox;
    LiveWays& ways;
    LivePacer& pacer;
    EngineWatch& watch;
    MarketHistory& charts;
    Latest<views::Connection>& connections; ///< To the session's broker.
    const KeyRing& keys;
    Vouched& vouched; ///< Who may act.
    std::function<void()> expectAccounts; ///< The desk knows people: whoever wants something has to say who he is.
};

/// What it says on its way. Called on the session's thread.
struct SessionWords {
    std::function<void(std::string)> step; ///< What is being done now.
    std::function<void(orders::Environment)> running; ///< It trades there; commands are taken from here on.
    std::function<void()> ending; ///< No more commands are taken.
};

/// What strategies a DEMO runs when none are configured: quick ones, so that a newcomer sees a proposal within a minute
/// or two.
[[nodiscard]] std::vector<std::string> demoStrategies();
/// The same rules for a session with a broker, where a person wishes them.
[[nodiscard]] std::vector<std::string> brokerStrategies();

/// What strategies a REPLAY runs when none are configured. `feedBars`: the interval of the recording's bars, on which
/// they then work; none: it has ticks, of which they make bars of their own.
[[nodiscard]] std::vector<std::string> replayStrategies(std::optional<Duration> feedBars);

/// Runs to the end. A failure in the middle has ended the session in order if it could be.
[[nodiscard]] Outcome<driver::SessionEnd> runTerminalSession(const SessionWish& wish, const SessionSurroundings& around,
                                                             const SessionWords& words, StopFlag& stop);

} // namespace omni::runtime
