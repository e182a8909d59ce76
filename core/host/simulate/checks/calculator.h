// The checks that stand on the second calculator, in the order in which they must be shown things.

#pragma once

#include "core/host/simulate/check.h"

#include <memory>
#include <vector>

namespace omni::simulate {

/// Appends the calculator and its checks: S3, S7 to S10, S12 (of breakers), S13 to S16, S18, S19.
void addCalculatorChecks(std::vector<std::unique_ptr<Check>>& all);

} // namespace omni::simulate
