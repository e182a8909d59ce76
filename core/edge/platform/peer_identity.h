// Who is at the other end of a local socket, as the kernel says it.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>

namespace omni::platform {

struct PeerIdentity {
    std::string userId; ///< The number of the user; on Windows the security identifier, "S-1-5-…".
    /// Of the process that connected, or began to listen; for the log only, because numbers are used again. 0: unknown.
    std::uint64_t pid = 0;
};

/// Of a connected local socket: a file descriptor, on Windows the handle of a pipe. The user is the effective one at
/// the moment of the connection, whatever the process became since.
[[nodiscard]] Result<PeerIdentity> peerIdentity(std::intptr_t connection);

/// The same, but Denied when the other end is another user. Root is another user, too.
[[nodiscard]] Result<PeerIdentity> peerOfSameUser(std::intptr_t connection);

} // namespace omni::platform
