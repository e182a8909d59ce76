#include "core/edge/platform/posix/core_limit.h"

#include "core/edge/platform/posix/descriptor.h"

#include <sys/resource.h>

namespace omni::platform {

Result<void> setCoreLimitToZero()
{
    const struct rlimit none = {0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0) {
        return systemFailure("core limit");
    }
    return {};
}

} // namespace omni::platform
