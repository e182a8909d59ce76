// The limit of the size of core dumps.

#pragma once

#include "core/base/error.h"

namespace omni::platform {

/// 0 now and for good: only root could raise it again.
[[nodiscard]] Result<void> setCoreLimitToZero();

} // namespace omni::platform
