// Everything that a seed is held to.

#pragma once

#include "core/host/simulate/check.h"

#include <memory>
#include <vector>

namespace omni::simulate {

class Seen;

/// One of each, for one seed. `seen` outlives them.
[[nodiscard]] std::vector<std::unique_ptr<Check>> allChecks(Seen& seen);

} // namespace omni::simulate
