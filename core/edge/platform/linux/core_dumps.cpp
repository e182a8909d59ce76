#include "core/edge/platform/posix/core_limit.h"
#include "core/edge/platform/posix/descriptor.h"
#include "core/edge/platform/secret_memory.h"

#include <sys/prctl.h>

namespace omni::platform {

Result<void> forbidCoreDumps()
{
    // The limit alone does not bind a core pattern that is a pipe to a program.
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return systemFailure("PR_SET_DUMPABLE");
    }
    return setCoreLimitToZero();
}

} // namespace omni::platform
