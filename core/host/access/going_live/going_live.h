// Whether real money may be traded with a broker (ui-spec 13, rulings 1). Judged from evidence alone: there is no
// switch.
//
// Twice: before a person grants it, when all of it must be there; and at each LIVE start, when the grant must still be
// for this key, this account and these limits, and vault, accounts, second factor and audit must exist.

#pragma once

#include "core/desk/events/event.h"
#include "core/desk/views/going_live.h"
#include "core/host/access/going_live/live_evidence.h"
#include "core/host/access/going_live/live_papers.h"
#include "core/host/config/broker_settings.h"
#include "core/host/control/run_failure.h"

namespace omni::runtime {

/// So many PAPER sessions have to have ended in order.
inline constexpr std::int64_t paperSessionsWanted = 5;
/// A session without an order counts when it was so long.
inline constexpr Duration leastIdleSession = minutes(15);
/// A drill and a test of the key are good for so long.
inline constexpr Duration evidenceLife = days(30);

enum class AuditFinding : std::uint8_t {
    Missing,
    Bad, ///< It does not verify.
    Good,
};

/// What is judged. All of it outlives the call.
struct LiveCase {
    const config::BrokerSettings& settings; ///< Of the broker, as configured, be it for paper or not.
    const risk::Limits& limits; ///< As configured.
    bool hasVault = false;
    const LivePapers* papers = nullptr; ///< Null: the vault is locked, or there is none.
    const Evidence& evidence; ///< Empty while it is locked.
    AuditFinding audit = AuditFinding::Missing;
    Timestamp now;
};

/// It counts as one of the paper sessions.
[[nodiscard]] bool counts(const PaperSession& session) noexcept;
/// Keys of the configuration ("risk.daily_loss") whose value is outside its bounds, or looser than both the default and
/// what stood at the end of the last paper session, where two persons have to agree to loosen anything.
[[nodiscard]] std::vector<std::string> looseLimits(const risk::Limits& limits, const Evidence& evidence);
/// How many limits there are.
[[nodiscard]] std::int64_t limitCount() noexcept;

[[nodiscard]] views::LiveStanding standingOf(const LiveCase& one);

/// The environment's name for this account, be it configured for paper: "binance-live".
[[nodiscard]] std::string liveAccountName(const config::BrokerSettings& settings);

/// Refused (exit 4) with everything that is missing, in words.
[[nodiscard]] Outcome<events::LiveVouched> mayTradeLive(const LiveCase& one);

/// "4 of 5 paper sessions": what is missing of a line that is not met. Empty: it is met.
[[nodiscard]] std::string missingText(const views::LiveLine& line);
/// Why what was granted does not count. Empty: it does, or nothing was granted.
[[nodiscard]] std::string_view whyVoid(views::LiveGrantState state) noexcept;

/// Who grants it.
struct LiveGrantor {
    PrincipalId by, second; ///< No second: nobody else has the right.
    Timestamp at;
};
/// Refused (exit 4): something is missing; the typed characters are not the last of the account. Nothing is written.
[[nodiscard]] Outcome<void> mayBeGranted(const LiveCase& one, std::string_view typedEnd);
/// The grant that follows, with the next number of the profile. `mayBeGranted` has been asked.
[[nodiscard]] LiveGrant grantFor(const LiveCase& one, const LiveGrantor& grantor);

/// On the record first, then in the vault: what stands there alone counts for nothing. Failures of both.
[[nodiscard]] Outcome<void> keepGranted(ports::LogFolder& profile, vault::Vault& vault, const EvidenceSeal& seal,
                                        const LiveGrant& grant);
/// Refused: nothing was granted.
[[nodiscard]] Outcome<void> endGranted(ports::LogFolder& profile, vault::Vault& vault, const LivePapers& papers,
                                       std::string_view broker, PrincipalId by, Timestamp now);

} // namespace omni::runtime
