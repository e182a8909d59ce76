#include "core/edge/platform/posix/peer_user.h"

#include <sys/socket.h>
#include <sys/un.h>

namespace omni::platform {

Result<PeerUser> peerUser(int socket)
{
    PeerUser user;
    gid_t group = 0;
    if (::getpeereid(socket, &user.uid, &group) != 0) {
        return systemFailure("the other end of a socket");
    }
    socklen_t size = sizeof user.pid;
    if (::getsockopt(socket, SOL_LOCAL, LOCAL_PEERPID, &user.pid, &size) != 0) {
        user.pid = 0;
    }
    return user;
}

} // namespace omni::platform
