#include "core/edge/platform/posix/unix_socket.h"

#include <array>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>

namespace omni::platform {

namespace {

/// macOS has no flags for these at the making.
Descriptor closedOnExec(int fd) noexcept
{
    Descriptor made(fd);
    if (!made || ::fcntl(fd, F_SETFD, FD_CLOEXEC) == 0) {
        return made;
    }
    return {};
}

/// The user's own folder for temporary files (0700), which the system names; in it one folder for each profile, named
/// after the profile's folder on the disk, so that every path to the profile leads to the same one.
Result<std::string> privateFolder(int profile)
{
    std::array<char, 1024> room{};
    const std::size_t size = ::confstr(_CS_DARWIN_USER_TEMP_DIR, room.data(), room.size());
    struct stat facts = {};
    if (size == 0 || size > room.size() || ::fstat(profile, &facts) != 0) {
        return failure(Errc::Unavailable, "the system names no folder for temporary files of this user");
    }
    std::array<char, 64> name{};
    std::snprintf(name.data(), name.size(), "omnitrade-%llx-%llx", static_cast<unsigned long long>(facts.st_dev),
                  static_cast<unsigned long long>(facts.st_ino));
    return std::string(room.data()) + name.data();
}

} // namespace

Result<SocketPlace> socketPlace(const std::filesystem::path& profile, bool isServer)
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
    const auto other = privateFolder(place.folder.get());
    if (!other) {
        return tl::unexpected(other.error());
    }
    if (isServer && ::mkdir(other->c_str(), 0700) != 0 && errno != EEXIST) {
        return systemFailure(*other);
    }
    folder = openOwnFolder(other->c_str());
    if (!folder) {
        return tl::unexpected(std::move(folder.error()));
    }
    place.folder = std::move(*folder);
    if (!setAddress(place.address, *other + "/" + socketName)) {
        return failure(Errc::Invalid, *other + " is too long for the address of a socket");
    }
    return place;
}

Descriptor newSocket() noexcept
{
    Descriptor made = closedOnExec(::socket(AF_UNIX, SOCK_STREAM, 0));
    const int on = 1;
    if (made && ::setsockopt(made.get(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) != 0) {
        return {};
    }
    return made;
}

Descriptor acceptOn(int listening) noexcept
{
    Descriptor made = closedOnExec(::accept(listening, nullptr, nullptr));
    const int on = 1;
    if (made
        && (::fcntl(made.get(), F_SETFL, O_NONBLOCK) != 0
            || ::setsockopt(made.get(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) != 0)) {
        return {};
    }
    return made;
}

std::pair<Descriptor, Descriptor> newPipe() noexcept
{
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) {
        return {};
    }
    return {closedOnExec(ends[0]), closedOnExec(ends[1])};
}

ssize_t sendQuietly(int socket, std::span<const std::byte> data) noexcept
{
    return ::send(socket, data.data(), data.size(), 0);
}

} // namespace omni::platform
