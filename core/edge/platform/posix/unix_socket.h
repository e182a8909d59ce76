// Sockets of the Unix family, where Linux and macOS differ.

#pragma once

#include "core/edge/platform/posix/descriptor.h"

#include <filesystem>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>

namespace omni::platform {

inline constexpr const char* socketName = "control.socket";

/// Where a profile's socket is: `address` for the kernel, whose path is short, and the open folder that it is in.
struct SocketPlace {
    Descriptor folder;
    struct sockaddr_un address = {};
};

/// The folder is ours and no link. `isServer` may make what it needs.
[[nodiscard]] Result<SocketPlace> socketPlace(const std::filesystem::path& profile, bool isServer);

/// The address of `path`, if it is short enough for one.
[[nodiscard]] bool setAddress(struct sockaddr_un& address, const std::string& path) noexcept;

/// A stream socket that is closed on exec. Blocking. Empty on failure, with `errno` set.
[[nodiscard]] Descriptor newSocket() noexcept;
/// A caller, closed on exec and not blocking; empty on failure, with `errno` set.
[[nodiscard]] Descriptor acceptOn(int listening) noexcept;
/// Both ends of a pipe, reading first, closed on exec; empty on failure, with `errno` set.
[[nodiscard]] std::pair<Descriptor, Descriptor> newPipe() noexcept;
/// Sends without SIGPIPE when the other end is gone.
[[nodiscard]] ssize_t sendQuietly(int socket, std::span<const std::byte> data) noexcept;

} // namespace omni::platform
