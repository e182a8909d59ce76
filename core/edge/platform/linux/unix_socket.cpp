#include "core/edge/platform/posix/unix_socket.h"

#include <fcntl.h>

namespace omni::platform {

Result<SocketPlace> socketPlace(const std::filesystem::path& profile, bool)
{
    // A slash at the end would follow a link.
    const auto path = profile.has_filename() ? profile : profile.parent_path();
    auto folder = openOwnFolder(path.c_str());
    if (!folder) {
        return tl::unexpected(std::move(folder.error()));
    }
    SocketPlace place{std::move(*folder), {}};
    if (setAddress(place.address, (path / socketName).string())) {
        return place;
    }
    const std::string open = "/proc/self/fd/" + std::to_string(place.folder.get());
    if (::access(open.c_str(), F_OK) != 0 || !setAddress(place.address, open + "/" + socketName)) {
        return failure(Errc::Invalid, path.string() + " is too long for the address of a socket, and /proc is missing");
    }
    return place;
}

Descriptor newSocket() noexcept
{
    return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

Descriptor acceptOn(int listening) noexcept
{
    return Descriptor(::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

std::pair<Descriptor, Descriptor> newPipe() noexcept
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return {};
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

ssize_t sendQuietly(int socket, std::span<const std::byte> data) noexcept
{
    return ::send(socket, data.data(), data.size(), MSG_NOSIGNAL);
}

} // namespace omni::platform
