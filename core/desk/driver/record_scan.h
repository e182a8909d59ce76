// A first look over a profile's record before it is decided again: how each stream ends, and up to where each session
// was written.

#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <vector>

namespace omni::driver {

/// One session in the journal.
struct SessionExtent {
    std::uint32_t boot = 0;
    Sequence last; ///< Of its last record. The tape may go on behind it.
    bool hasEnded = false; ///< It was ended in order.
};

struct RecordScan {
    std::vector<SessionExtent> sessions; ///< By rising boot.
    bool hasCleanEnd = false; ///< The folder says that its streams are whole.

    /// Null for a boot without a journal record.
    [[nodiscard]] const SessionExtent* find(std::uint32_t boot) const noexcept;
};

/// Reads every record's frame, decodes none. Corrupt, with file, offset and record, when a stream is damaged, or when
/// one that had ended cleanly no longer reaches its end: such a record is not replayed in part. Newer, Unavailable.
[[nodiscard]] Result<RecordScan> scanRecord(const ports::LogFolder& folder);

} // namespace omni::driver
