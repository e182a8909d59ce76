// `journal export`: a journal read from its first record, told as lines.

#pragma once

#include "core/base/error.h"
#include "core/desk/ports/log_folder.h"
#include "core/host/runtime/export/record_line.h"

#include <functional>
#include <string>
#include <vector>

namespace omni::runtime {

/// False: enough, the reader stops.
using LineSink = std::function<bool(const RecordLine&)>;

/// Reads only and takes no lock; reads what is there when it starts, what the reserve took after the journal had failed
/// included, as a start does. Everything sound in front of damage is told, then the error. Corrupt, Newer, Unavailable.
[[nodiscard]] Result<void> exportJournal(const ports::LogFolder& folder, const LineSink& sink);

} // namespace omni::runtime
