// How far a broker is on the way to real money: what LIVE takes, what of it is there, and whether a person has granted
// it. Figures alone; their words are made where they are shown.

#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::views {

/// In the order in which they are shown.
enum class LiveNeed : std::uint8_t {
    PaperSessions, ///< So many have ended in order with this broker.
    KeyTest, ///< The key of real money has shown what it may.
    RiskLimits, ///< Every limit is in force, and none looser than somebody has agreed to.
    KillDrill, ///< The kill switch was pressed in PAPER, and everything was cancelled.
    Authenticator, ///< Whoever may trade or arm has a second factor.
    Accounts,
    Vault,
    Audit, ///< The record is there and verifies.
};
inline constexpr int liveNeedCount = 8;

/// "paper_sessions": stable, untranslated.
[[nodiscard]] constexpr std::string_view nameOf(LiveNeed need) noexcept
{
    switch (need) {
    case LiveNeed::PaperSessions:
        return "paper_sessions";
    case LiveNeed::KeyTest:
        return "key_test";
    case LiveNeed::RiskLimits:
        return "risk_limits";
    case LiveNeed::KillDrill:
        return "kill_drill";
    case LiveNeed::Authenticator:
        return "authenticator";
    case LiveNeed::Accounts:
        return "accounts";
    case LiveNeed::Vault:
        return "vault";
    case LiveNeed::Audit:
        return "audit";
    }
    return {};
}

struct LiveLine {
    LiveNeed need = LiveNeed::Vault;
    bool isMet = false;
    bool isKnown = true; ///< False: it cannot be told while the vault is locked.
    std::int64_t have = 0, wanted = 0; ///< Of sessions and limits.
    std::optional<Timestamp> at; ///< Of a test and a drill: the newest, be it good enough or not.
    Duration took; ///< Of a drill: from the press until the last order was cancelled.
    std::vector<std::string> names; ///< What is missing: people, or keys of limits.
    friend bool operator==(const LiveLine&, const LiveLine&) = default;
};

enum class LiveGrantState : std::uint8_t {
    None,
    Granted,
    OtherKey, ///< It was granted for another key.
    OtherAccount,
    LooserLimits, ///< The limits are looser than those that it was granted for.
    NotOnRecord, ///< The profile's record knows nothing of it, or that it has ended: a file was set back or changed.
};
[[nodiscard]] constexpr std::string_view nameOf(LiveGrantState state) noexcept
{
    switch (state) {
    case LiveGrantState::None:
        return "none";
    case LiveGrantState::Granted:
        return "granted";
    case LiveGrantState::OtherKey:
        return "other_key";
    case LiveGrantState::OtherAccount:
        return "other_account";
    case LiveGrantState::LooserLimits:
        return "looser_limits";
    case LiveGrantState::NotOnRecord:
        return "not_on_record";
    }
    return {};
}

struct LiveStanding {
    std::string broker; ///< "binance"
    std::string account; ///< As it would be called: "binance-live".
    std::vector<LiveLine> lines; ///< All needs, in their order.
    LiveGrantState grant = LiveGrantState::None;
    std::optional<Timestamp> grantedAt;
    std::size_t accountLetters = 0; ///< How many the typed end of the account has. 0: no test has told the account.
    bool isDamaged
        = false; ///< The record of evidence was changed by somebody: what is behind the change does not count.
    bool takesTwo = false; ///< Somebody else has the right as well: both have to say it.

    [[nodiscard]] bool isReady() const noexcept
    {
        return std::all_of(lines.begin(), lines.end(), [](const LiveLine& line) { return line.isMet; });
    }
    friend bool operator==(const LiveStanding&, const LiveStanding&) = default;
};

/// One line of a key's test, in the order of picture 07a.
struct LiveTestLine {
    std::string step; ///< Stable: "reached".
    std::string mark; ///< Stable: "passed", "failed", "advised", "not_asked".
    std::string detail; ///< English, or the venue's own words: data. May be empty.
    friend bool operator==(const LiveTestLine&, const LiveTestLine&) = default;
};

struct LiveFailure {
    std::string code; ///< Stable: "other_account".
    std::string message, hint; ///< English; the hint may be empty.
    friend bool operator==(const LiveFailure&, const LiveFailure&) = default;
};

/// All of it as a window shows it.
struct GoingLive {
    std::vector<LiveStanding> brokers; ///< In the order of the registry.
    bool isBusy = false; ///< A wish is being carried out, or waits for it.
    std::uint64_t settled = 0; ///< Number of the last wish that was carried out or refused. 0: none yet.
    std::optional<LiveFailure> failure; ///< Of that wish. None: it was carried out.
    std::string tested; ///< The broker whose key was tested last. Empty: none was.
    std::vector<LiveTestLine> test; ///< Of it.
    std::string waiting; ///< The broker whose grant waits for its minute. Empty: none does.
    std::optional<Monotonic> grantedFrom; ///< Of it: then it is granted, unless somebody thinks better of it.
    friend bool operator==(const GoingLive&, const GoingLive&) = default;
};

} // namespace omni::views
