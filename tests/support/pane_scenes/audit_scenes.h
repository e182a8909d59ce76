// The states of the pane Audit.

#pragma once

#include "tests/support/pane_scenes/pane_scenes.h"

#include <vector>

namespace omni::testing {

[[nodiscard]] std::vector<PaneScene> auditScenes();

} // namespace omni::testing
