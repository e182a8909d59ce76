// Opens a journal folder for writing: checks it, cuts what a crash has torn, and says where to go on.
//
// The only way to a `Writer`. Touches no segment when it refuses.

#pragma once

#include "core/desk/journal/reader.h"
#include "core/desk/journal/writer.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace omni::journal {

struct RecoveryOptions {
    /// Segments that lie whole below this are checked by header and seal only: what a checkpoint has made superfluous.
    Sequence checkedFrom{1};
};

struct StreamRecovery {
    StreamEnd end; ///< For `Writer::open`.
    Condition found = Condition::Sealed; ///< As it was before: Sealed, Open, Torn or Hole.
    std::uint64_t bytesCut = 0;
};

struct Recovery {
    std::array<StreamRecovery, 3> streams; ///< In the order of `allStreams`.
    bool wasCleanEnd = false; ///< The session before had ended cleanly, or there was none.
    Position last; ///< The highest of all streams. The next event's sequence is above it.
    std::uint32_t lastBoot = 0; ///< The highest boot seen in a last record; 0 = none.
    Timestamp lastWall; ///< The latest time of a last record: what comes next is not earlier.
    std::vector<std::string> notes; ///< Sentences for the log and the start page: what was cut and where.

    [[nodiscard]] const StreamRecovery& of(Stream stream) const noexcept
    {
        return streams[static_cast<std::size_t>(stream) - 1];
    }
};

/// Must run under the profile's lock. Corrupt with segment, offset and record when something in the middle is damaged
/// or a cleanly ended journal no longer is what it was (F8); Newer for a newer format (F13); Unavailable when the
/// folder cannot be read or written. Never skips a record silently.
///
/// What it cuts and is more than a record that was being written it keeps first, see aside.h (F8); Full when there is
/// no room for that.
///
/// Checkpoints above the journal's end are removed: they belong to another past.
///
/// After an unclean end the journal's last segment is written anew as a whole: a session that died of a failed sync may
/// have left pages that read well and are not on the disk (F4).
[[nodiscard]] Result<Recovery> recover(ports::LogFolder& folder, const RecoveryOptions& options = {});

/// Says for the whole folder that the session ended cleanly and with which bytes: from now on any fault is damage, also
/// a missing end. Call when all writers have ended. `recover` removes it again.
[[nodiscard]] Result<void> writeCleanEnd(ports::LogFolder& folder);

} // namespace omni::journal
