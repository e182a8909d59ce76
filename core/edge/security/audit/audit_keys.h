// The keys under which the audit record is written, and the port that keeps the one of now.
//
// Each segment has a key of its own, made from the one before by a function that cannot be turned round; the one before
// is then wiped, in memory and where it is kept. Who takes the machine can so write on, and forge what the segment of
// that moment holds (at most 15 minutes and 1,000 records), and nothing of before (safety 4.6).
//
// The *verify key* is the key of the first segment. Who has it can check every record, and could forge every record.
// So the program keeps none: the host makes it, hands it to the owner (a file on a stick, or paper), begins the
// record with it and forgets it. A key that the store holds later is a verify key for its own segment and what follows.

#pragma once

#include "core/base/error.h"
#include "core/edge/platform/secret_memory.h"
#include "core/edge/security/audit/audit_entry.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace omni::audit {

inline constexpr std::size_t auditKeyBytes = 32;
using Mac = std::array<std::byte, 32>;

/// The key of one segment.
struct SegmentKey {
    LogId log{};
    std::uint32_t segment = 0; ///< From 1.
    platform::SecretBytes key; ///< 32 bytes.
};

/// Keeps the key of the segment that is written. One thread: the writer's.
class AuditKeyStore
{
public:
    virtual ~AuditKeyStore() = default;
    /// What was saved last; nothing when nothing ever was. Corrupt when it is damaged.
    [[nodiscard]] virtual Result<std::optional<SegmentKey>> load() = 0;
    /// Durable when it returns: after a loss of power it is this one or the one before, never neither. The one before
    /// is overwritten or, where a disk does not let itself be told, at least unlinked.
    [[nodiscard]] virtual Result<void> save(const SegmentKey& key) = 0;
};

/// 32 random bytes for a new record.
[[nodiscard]] Result<platform::SecretBytes> newVerifyKey();
/// 16 random bytes.
[[nodiscard]] Result<LogId> newLogId();

/// HKDF of the key: the next segment's, that of the records' MAC, that of an anchor's MAC.
[[nodiscard]] Result<platform::SecretBytes> nextKey(const SegmentKey& from);
[[nodiscard]] Result<platform::SecretBytes> recordKey(const SegmentKey& from);
[[nodiscard]] Result<platform::SecretBytes> anchorKey(const SegmentKey& from);

/// Keyed BLAKE2b with 32 bytes.
[[nodiscard]] Mac macOf(std::span<const std::byte> key, std::span<const std::byte> data) noexcept;

/// The text of a verify key's file, as omnitrade-audit-verify reads it. It is a secret.
[[nodiscard]] Result<platform::SecretBytes> verifyKeyText(const SegmentKey& key);

} // namespace omni::audit
