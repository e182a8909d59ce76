#include "core/edge/platform/peer_identity.h"

#include "core/edge/platform/posix/peer_user.h"

namespace omni::platform {

namespace {

PeerIdentity identityOf(const PeerUser& user)
{
    return {.userId = std::to_string(user.uid), .pid = user.pid > 0 ? static_cast<std::uint64_t>(user.pid) : 0};
}

} // namespace

Result<PeerIdentity> peerIdentity(std::intptr_t connection)
{
    return peerUser(static_cast<int>(connection)).map(identityOf);
}

Result<PeerIdentity> peerOfSameUser(std::intptr_t connection)
{
    const auto user = peerUser(static_cast<int>(connection));
    if (!user) {
        return tl::unexpected(user.error());
    }
    if (user->uid != ::geteuid()) {
        return failure(Errc::Denied, "the other end is user " + std::to_string(user->uid));
    }
    return identityOf(*user);
}

} // namespace omni::platform
