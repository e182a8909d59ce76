// Keeps the tape from filling the disk: the oldest market data go first, and only where nothing needs them any more.

#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>

namespace omni::journal {

struct Pruned {
    std::uint32_t segments = 0; ///< Removed.
    std::uint64_t bytes = 0; ///< In them.
    Sequence upTo; ///< Last event in them: a replay cannot decide again up to there.
};

/// Removes segments of the tape from the front until it has `mostBytes` or less. Never the last segment, never one
/// without its seal, never one with an event above `checkpointed`: behind a checkpoint recovery folds, and a replay may
/// still be wanted. The journal itself is never touched.
[[nodiscard]] Result<Pruned> pruneTape(ports::LogFolder& folder, std::uint64_t mostBytes, Sequence checkpointed);

/// The same up to the newest sound checkpoint.
[[nodiscard]] Result<Pruned> pruneTape(ports::LogFolder& folder, std::uint64_t mostBytes);

} // namespace omni::journal
