// Secrets that come in the environment of the process: taken out of it once, at the start.

#pragma once

#include "core/base/secret.h"

#include <optional>

namespace omni::platform {

/// The variable's value; it is overwritten where it stood and removed, so that neither a child nor a later reader finds
/// it. None: it is not set. While the program has one thread.
[[nodiscard]] std::optional<Secret> takeVariable(const char* name);

} // namespace omni::platform
