#include "core/edge/platform/posix/core_limit.h"
#include "core/edge/platform/posix/descriptor.h"
#include "core/edge/platform/secret_memory.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace omni::platform {

namespace {

/// Of what a debugger keeps of us by the system's rule: no memory at all. The pages of secrets are out of it anyway; a
/// copy in a buffer of some library, on its way to a broker, is not.
Result<void> keepMemoryOutOfDumps()
{
    const Descriptor filter(::open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC));
    if (!filter || ::write(filter.get(), "0", 1) != 1) {
        return systemFailure("coredump_filter");
    }
    return {};
}

} // namespace

Result<void> forbidCoreDumps()
{
    // First: a process that is not dumpable may not write there any more.
    const auto filtered = keepMemoryOutOfDumps();
    // The limit alone does not bind a core pattern that is a pipe to a program.
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return systemFailure("PR_SET_DUMPABLE");
    }
    const auto limited = setCoreLimitToZero();
    return limited ? filtered : limited;
}

} // namespace omni::platform
