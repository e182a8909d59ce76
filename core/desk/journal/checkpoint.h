// Snapshots of the desk's state beside the journal, so that a start need not replay it all.
//
// "checkpoint-00000000000000000042.omc", named by sequence. Layout, little-endian: magic "OMNICKP\n", format version
// (2 bytes), zero (2), CRC-32C of these 12 bytes (4), sequence (8), wall time ns (8), version of the state's own format
// (4), zero (4), length of the state (8), state digest (32), state, BLAKE2b under "journal-checkpoint" of all before
// (32). A checkpoint is never needed: a damaged one falls back to an older one, and to the journal.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::journal {

inline constexpr std::size_t checkpointsKept = 3;

struct Checkpoint {
    Sequence seq; ///< The state holds everything up to this event, and nothing after it.
    Timestamp wall; ///< Of that event.
    std::uint32_t stateVersion = 0; ///< Of the format of `state`; its owner decides what it can read.
    Digest stateDigest{}; ///< The state's own hash, which the replay must meet.
    Bytes state;
};

[[nodiscard]] std::string checkpointName(Sequence seq);
/// Nothing for any other name.
[[nodiscard]] std::optional<Sequence> checkpointOf(std::string_view name) noexcept;

[[nodiscard]] Bytes checkpointBytes(const Checkpoint& checkpoint);
/// Corrupt or Newer.
[[nodiscard]] Result<Checkpoint> checkpointFromBytes(std::span<const std::byte> file);

/// Durable when it returns; then removes all but the newest three. The journal must be durable up to `seq` before.
[[nodiscard]] Result<void> writeCheckpoint(ports::LogFolder& folder, const Checkpoint& checkpoint);

struct FoundCheckpoint {
    std::optional<Checkpoint> checkpoint; ///< The newest sound one; nothing if there is none.
    std::vector<std::string> notes; ///< One sentence for each that was passed over.
};

/// `most` bounds its sequence: one above the journal's end belongs to another past and is passed over.
/// Newer when a newer program wrote the newest one; Unavailable when the folder cannot be read.
[[nodiscard]] Result<FoundCheckpoint> newestCheckpoint(const ports::LogFolder& folder, Sequence most);

} // namespace omni::journal
