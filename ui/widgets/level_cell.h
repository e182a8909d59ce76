// How loud an alert or a line of the log is, as a cell of a table.

#pragma once

#include "core/desk/events/fact.h"
#include "ui/widgets/cells.h"

namespace omni::ui {

/// Word and colour, and a sign for whatever is more than news: a triangle warns, an octagon is critical.
[[nodiscard]] Cell levelCell(events::AlertLevel level);

} // namespace omni::ui
