#include "core/edge/platform/posix/descriptor.h"

#include <fcntl.h>

namespace omni::platform {

int syncToDisk(int fd) noexcept
{
    // fsync on macOS leaves the data in the drive's cache. Drives that know no full flush get the next best.
    if (::fcntl(fd, F_FULLFSYNC) == 0) {
        return 0;
    }
    return errno == ENOTSUP || errno == EINVAL ? ::fsync(fd) : -1;
}

} // namespace omni::platform
