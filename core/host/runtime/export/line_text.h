// A line of the export as one sentence for people.

#pragma once

#include "core/host/runtime/export/record_line.h"

#include <string>

namespace omni::runtime {

/// "2024-03-04T14:31:00.000Z  fill      demo:BTCUSD buy 0.50 at 61000.10, …". The time is when the desk learnt of it,
/// so that lines never run backwards; a fill's own time is in the export. Empty: not worth a line on a screen.
[[nodiscard]] std::string textOf(const RecordLine& line);

} // namespace omni::runtime
