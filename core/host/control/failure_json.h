// A failure as the one JSON document that a script gets, of whichever program of this house.

#pragma once

#include "core/host/control/run_failure.h"

#include <string>

namespace omni::runtime {

/// `{"error":{"code","message","file","line","hint"}}`; what there is none of is null.
[[nodiscard]] std::string failureJson(const RunFailure& failure);

} // namespace omni::runtime
