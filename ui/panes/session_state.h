// What a pane of the running session says while there is no session to show: it starts, or it has failed (rulings 1).

#pragma once

#include "core/host/runtime/link.h"
#include "ui/panes/history_state.h"

#include <optional>

namespace omni::ui {

/// None: neither, the pane says what there is. `hasPicture`: something of this session can be shown already; a failure
/// leaves it in sight.
[[nodiscard]] std::optional<HistoryState> sessionState(const runtime::PhaseView& phase, bool hasPicture);

} // namespace omni::ui
