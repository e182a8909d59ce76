// Trips and resets of earlier sessions, out of the notes that the history keeps of them, and one list of all.

#pragma once

#include "core/desk/views/history.h"
#include "ui/bridge/stop_progress.h"

#include <optional>
#include <vector>

namespace omni::ui {

/// None: a note of another kind.
[[nodiscard]] std::optional<StopEvent> stopEventOf(const views::NoteRow& row);

/// Oldest first, each once: `recorded` by the history, `heard` in this session, and what `stands` although neither
/// tells of it. Where a reset does not say how long its trip stood, the trip before it does.
[[nodiscard]] std::vector<StopEvent> allStops(const std::vector<StopEvent>& recorded,
                                              const std::vector<StopEvent>& heard, const std::vector<Stopped>& stands);

} // namespace omni::ui
