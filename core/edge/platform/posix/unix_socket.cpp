#include "core/edge/platform/posix/unix_socket.h"

#include <algorithm>

namespace omni::platform {

bool setAddress(struct sockaddr_un& address, const std::string& path) noexcept
{
    if (path.size() >= sizeof address.sun_path) {
        return false;
    }
    address = {};
    address.sun_family = AF_UNIX;
    std::ranges::copy(path, address.sun_path);
    return true;
}

} // namespace omni::platform
