#include "core/edge/platform/posix/peer_user.h"

#include <sys/socket.h>

namespace omni::platform {

Result<PeerUser> peerUser(int socket)
{
    struct ucred facts = {};
    socklen_t size = sizeof facts;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &facts, &size) != 0) {
        return systemFailure("the other end of a socket");
    }
    // An unconnected socket answers with no user at all.
    if (size != sizeof facts || facts.uid == static_cast<uid_t>(-1)) {
        return failure(Errc::Unavailable, "the other end of a socket: the system does not know it");
    }
    return PeerUser{facts.uid, facts.pid};
}

} // namespace omni::platform
