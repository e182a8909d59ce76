// Runs a profile's whole record through the engine again and compares every decision with what was written.

#pragma once

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/stop_flag.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace omni::driver {

struct ReplayResult {
    bool identical = false; ///< Every decision that could be made again is the one recorded, and so are the hashes.
    std::uint64_t events = 0; ///< Inputs read, market data included.
    std::uint64_t decided = 0; ///< Of them: decided again. Fewer than `events` where the tape is torn.
    Digest hash{}; ///< Of the durable state after the last record.
    std::optional<Sequence> firstDifference;
    std::string text; ///< What differs there; empty when nothing does.
    std::vector<std::string> notes; ///< Where the tape is torn, checkpoints that were passed over.
};

/// Called now and then with the number of events so far.
using ReplayProgress = std::function<void(std::uint64_t events)>;

/// Reads only. Stops at the first difference. Where market data are missing (a torn tape) it says so, books the facts
/// until the session ends, and decides again from the next one on. Errors: what cannot be read (Unavailable, Newer,
/// Corrupt); Denied when `stop` was set.
[[nodiscard]] Result<ReplayResult> replayJournal(const ports::LogFolder& folder, const ReplayProgress& progress = {},
                                                 const StopFlag* stop = nullptr);

} // namespace omni::driver
