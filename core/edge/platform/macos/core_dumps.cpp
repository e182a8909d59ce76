#include "core/edge/platform/posix/core_limit.h"
#include "core/edge/platform/secret_memory.h"

namespace omni::platform {

Result<void> forbidCoreDumps()
{
    return setCoreLimitToZero();
}

} // namespace omni::platform
