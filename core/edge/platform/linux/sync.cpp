#include "core/edge/platform/posix/descriptor.h"

namespace omni::platform {

int syncToDisk(int fd) noexcept
{
    // Not repeated when a signal interrupts it or it fails: a second success would prove nothing (F4).
    return ::fdatasync(fd);
}

} // namespace omni::platform
