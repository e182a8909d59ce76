// What a profile can show for itself before real money is traded: paper sessions that ended in order, drills of the
// kill switch, and what was granted. One text file, a line for each, chained and sealed under a key that lies in the
// vault: whoever edits it makes what follows worthless (docs/going-live.md).
//
// Pure but for the book, which writes the profile's file as a whole.

#pragma once

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/ports/log_folder.h"
#include "core/edge/platform/secret_memory.h"
#include "core/trade/risk/limits.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace omni::runtime {

/// A PAPER session with a broker that ended in order, with its account compared at least once.
struct PaperSession {
    std::string broker, account; ///< "binance", "binance-paper"
    std::uint32_t boot = 0;
    Timestamp start, end;
    std::uint64_t orders = 0; ///< That the venue took; of more than a thousand: a thousand.
    risk::Limits limits; ///< In force when it ended.
    friend bool operator==(const PaperSession&, const PaperSession&) = default;
};

/// The kill switch, pressed by a person over everything while orders were open, until the last of them was cancelled.
struct KillDrill {
    std::string broker, account;
    std::uint32_t boot = 0;
    Timestamp at;
    Duration took;
    std::uint64_t orders = 0; ///< That were open when it was pressed, at least one.
    friend bool operator==(const KillDrill&, const KillDrill&) = default;
};

/// That a person granted LIVE, or that it has ended.
struct GrantNote {
    std::string broker, account;
    std::uint64_t number = 0; ///< From 1, over all brokers of the profile.
    bool isEnd = false;
    Timestamp at;
    PrincipalId by, second; ///< No second: nobody else could.
    friend bool operator==(const GrantNote&, const GrantNote&) = default;
};

using EvidenceRecord = std::variant<PaperSession, KillDrill, GrantNote>;

/// The key of the chain. Immutable: any thread.
class EvidenceSeal
{
public:
    static constexpr std::size_t keyBytes = 32;
    /// `key` has `keyBytes`.
    explicit EvidenceSeal(platform::SecretBytes key)
        : m_key(std::move(key))
    {
    }
    /// Of a line that stands behind the one with the seal `before`; zeros: it is the first.
    [[nodiscard]] Digest sealOf(const Digest& before, std::span<const std::byte> record) const;
    /// Of a broker's key, so that two are told apart and neither is told.
    [[nodiscard]] Digest printOf(std::string_view name, std::string_view id, std::string_view secret) const;

private:
    platform::SecretBytes m_key;
};

struct Evidence {
    std::vector<EvidenceRecord> records; ///< Oldest first.
    std::size_t badLine = 0; ///< From here on nothing counts. 0: all of it does.
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

inline constexpr std::string_view evidenceFile = "live-evidence";
inline constexpr std::size_t mostEvidenceBytes = std::size_t{1} << 21;
/// Of more the oldest sessions and drills are dropped, down to half.
inline constexpr std::size_t mostEvidence = 1'000;

[[nodiscard]] std::string evidenceText(const std::vector<EvidenceRecord>& records, const EvidenceSeal& seal);
[[nodiscard]] Evidence evidenceFrom(std::string_view text, const EvidenceSeal& seal);

/// Of a profile's folder. No file: no evidence. The errors of the folder; Full: longer than any that was written.
[[nodiscard]] Result<Evidence> readEvidence(const ports::LogFolder& profile, const EvidenceSeal& seal);
/// Adds one, durably, in place of everything that does not verify. One after the other, from any thread of the program
/// that has the profile.
[[nodiscard]] Result<void> addEvidence(ports::LogFolder& profile, const EvidenceSeal& seal, EvidenceRecord record);

} // namespace omni::runtime
