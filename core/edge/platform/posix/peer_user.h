// The user at the other end of a Unix socket: SO_PEERCRED on Linux, getpeereid on macOS.

#pragma once

#include "core/edge/platform/posix/descriptor.h"

#include <sys/types.h>

namespace omni::platform {

struct PeerUser {
    uid_t uid = static_cast<uid_t>(-1);
    pid_t pid = 0; ///< 0: unknown.
};

[[nodiscard]] Result<PeerUser> peerUser(int socket);

} // namespace omni::platform
