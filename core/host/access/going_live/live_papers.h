// What the vault holds about real money: the key of the evidence's chain, what a test of each broker's key has shown,
// and what was granted. An older vault in its place is seen by the number of the grant, which the evidence has as well.

#pragma once

#include "core/base/digest.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/security/vault/vault.h"
#include "core/host/access/going_live/live_evidence.h"
#include "core/host/control/run_failure.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::runtime {

/// So many characters at the account's end are typed.
inline constexpr std::size_t accountEndLength = 4;

/// A test that was passed; one that was not is not kept.
struct KeyTestRecord {
    Timestamp at;
    Digest key{}; ///< Print of the key (`EvidenceSeal::printOf`).
    std::string account; ///< As the venue names it; where it names none, the key's own name there.
    bool hasTriedOrder = false; ///< The venue judged an order without taking it.
    std::optional<bool> isBound; ///< To named addresses. None: the venue does not tell.
    friend bool operator==(const KeyTestRecord&, const KeyTestRecord&) = default;
};

struct LiveGrant {
    std::uint64_t number = 0;
    std::string broker, account; ///< "binance", "binance-live"
    std::string venueAccount; ///< As of the test.
    Digest key{};
    risk::Limits limits; ///< Looser ones ask again.
    Timestamp at;
    PrincipalId by, second;
    friend bool operator==(const LiveGrant&, const LiveGrant&) = default;
};

/// Of one broker.
struct LivePaper {
    std::string broker;
    std::optional<Digest> key; ///< Print of the key of real money. None: there is none.
    std::optional<KeyTestRecord> test;
    std::optional<LiveGrant> grant;
};

/// Immutable once made: any thread.
struct LivePapers {
    std::shared_ptr<const EvidenceSeal> seal; ///< Null: the vault has none yet, and nothing can have been shown.
    bool hasAccounts = false;
    std::vector<std::string> withoutFactor; ///< Who may trade or arm and has no second factor.
    std::vector<std::string> mayGrant; ///< Who has the right to enable LIVE.
    std::vector<LivePaper> brokers;

    /// Null: not known.
    [[nodiscard]] const LivePaper* of(std::string_view broker) const noexcept;
};

/// Bad input (exit 3): what lies there is of another version, or damaged: then nothing of it counts.
[[nodiscard]] Outcome<LivePapers> livePapersIn(const vault::Vault& vault,
                                               std::span<const brokers::BrokerInfo* const> known);
/// The vault has a seal and a key of some broker without one.
[[nodiscard]] bool lacksEvidenceSeal(const vault::Vault& vault);
/// Makes one where there is none.
[[nodiscard]] Outcome<void> makeEvidenceSeal(vault::Vault& vault, Timestamp now);
[[nodiscard]] Outcome<void> keepKeyTest(vault::Vault& vault, std::string_view broker, const KeyTestRecord& test,
                                        Timestamp now);
[[nodiscard]] Outcome<void> keepGrant(vault::Vault& vault, const LiveGrant& grant, Timestamp now);
/// There may be none.
[[nodiscard]] Outcome<void> removeGrant(vault::Vault& vault, std::string_view broker, Timestamp now);

/// The last characters of an account's name, which a person types. Shorter names: all of it.
[[nodiscard]] std::string_view endOfAccount(std::string_view account) noexcept;

} // namespace omni::runtime
