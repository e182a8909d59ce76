// From the journal of a profile back to the state of its desk. Folds what was written and never decides again, so that
// the state is the one before the stop, byte for byte (S22).

#pragma once

#include "core/base/error.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace omni::driver {

struct RecoveredDesk {
    engine::DeskState state; ///< As after the last record.
    Sequence last; ///< Of the journal; zero for a new profile. The tape may be ahead of it.
    Sequence checkpoint; ///< From which on records were folded; zero: from the first.
    std::uint64_t folded = 0; ///< Records.
    std::vector<std::string> notes; ///< What was passed over and why.
};

struct RecoverOptions {
    bool usesCheckpoint = true; ///< False folds everything from the first record: for checks.
    Sequence before{std::numeric_limits<std::uint64_t>::max()}; ///< Records from here on are left out.
};

/// Reads only. Corrupt with the place of a record that does not decode; Newer for a newer program's.
[[nodiscard]] Result<RecoveredDesk> recoverDesk(const ports::LogFolder& folder, const RecoverOptions& options = {});

/// Writes a checkpoint of `state` as it is after `seq`. The journal is durable up to there before.
[[nodiscard]] Result<void> writeDeskCheckpoint(ports::LogFolder& folder, const engine::DeskState& state, Sequence seq,
                                               Timestamp wall);

} // namespace omni::driver
