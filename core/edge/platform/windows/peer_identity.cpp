#include "core/edge/platform/peer_identity.h"

#include "core/edge/platform/windows/handle.h"

#include <array>
#include <span>

#include <sddl.h>

namespace omni::platform {

namespace {

/// The user of a process, as text.
Result<std::string> userOf(HANDLE process)
{
    HANDLE raw = nullptr;
    if (!::OpenProcessToken(process, TOKEN_QUERY, &raw)) {
        return systemFailure("the token of a process");
    }
    const Handle token(raw);
    alignas(TOKEN_USER) std::array<std::byte, 256> room{};
    DWORD size = 0;
    if (!::GetTokenInformation(token.get(), TokenUser, room.data(), static_cast<DWORD>(room.size()), &size)) {
        return systemFailure("the user of a process");
    }
    char* text = nullptr;
    if (!::ConvertSidToStringSidA(reinterpret_cast<TOKEN_USER*>(room.data())->User.Sid, &text)) {
        return systemFailure("the user of a process");
    }
    std::string user(text);
    ::LocalFree(text);
    return user;
}

} // namespace

Result<PeerIdentity> peerIdentity(std::intptr_t connection)
{
    const auto pipe = reinterpret_cast<HANDLE>(connection);
    DWORD flags = 0;
    ULONG pid = 0;
    if (!::GetNamedPipeInfo(pipe, &flags, nullptr, nullptr, nullptr)) {
        return systemFailure("the other end of a pipe");
    }
    const bool isServer = (flags & PIPE_SERVER_END) != 0;
    if (!(isServer ? ::GetNamedPipeClientProcessId(pipe, &pid) : ::GetNamedPipeServerProcessId(pipe, &pid))) {
        return systemFailure("the other end of a pipe");
    }
    const Handle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid));
    if (!process) {
        return systemFailure("the process at the other end of a pipe");
    }
    return userOf(process.get()).map([pid](std::string user) {
        return PeerIdentity{.userId = std::move(user), .pid = pid};
    });
}

Result<PeerIdentity> peerOfSameUser(std::intptr_t connection)
{
    auto peer = peerIdentity(connection);
    if (!peer) {
        return peer;
    }
    const auto self = userOf(::GetCurrentProcess());
    if (!self) {
        return tl::unexpected(self.error());
    }
    if (peer->userId != *self) {
        return failure(Errc::Denied, "the other end is user " + peer->userId);
    }
    return peer;
}

} // namespace omni::platform
