// S20, S22: looks over a journal's folder after a crash, beside the start that goes on with it.
//
// Costs what a start costs: for a sample of the crashes.

#pragma once

#include "core/desk/ports/log_folder.h"
#include "core/host/simulate/invariant.h"

#include <cstdint>
#include <optional>

namespace omni::simulate {

enum class Ended : std::uint8_t {
    WithAllWritten, ///< Every byte that was written is there.
    WithoutPower, ///< Of what was never synced, any part may be missing.
};

/// The chain of the journal holds and nothing in it is damaged (S20); nor is the tape of market data, which is not
/// synced while a session runs, after an end in order; what the journal gives back is the same from its newest
/// checkpoint and from its first record, and twice the same (S22). After a loss of power a hole in what was never
/// promised is no fault of the desk's: `journal verify` calls it damage, and a start cuts it (docs/journal-format.md).
/// None: all is well. `step` goes into what is found.
[[nodiscard]] std::optional<Broken> faultOfRecord(const ports::LogFolder& folder, std::uint64_t step,
                                                  Ended ended = Ended::WithAllWritten);

} // namespace omni::simulate
