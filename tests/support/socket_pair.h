// Both ends of a profile's local socket in one process, and raw bytes into one of them.

#pragma once

#include "core/edge/platform/local_socket.h"

#include <memory>
#include <optional>
#include <string_view>

#include <unistd.h>

namespace omni::test {

/// Long enough for a loaded machine; a test that works never waits for it.
inline constexpr Duration patience = seconds(60);
inline constexpr Duration atOnce = seconds(0);

inline Bytes bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

/// A server in a profile folder that is there, with the lock it needs.
struct Serving {
    explicit Serving(const std::filesystem::path& profile)
        : lock(std::move(*platform::ProfileLock::take(profile)))
        , server(std::move(*platform::LocalServer::listen(profile, lock)))
    {
    }
    platform::ProfileLock lock;
    platform::LocalServer server;
};

/// A server with one caller.
struct SocketPair {
    explicit SocketPair(const std::filesystem::path& profile)
        : serving(profile)
        , caller(std::move(*platform::LocalConnection::open(profile, patience)))
        , served(std::move(*serving.server.accept(patience)))
    {
    }
    Serving serving;
    std::optional<platform::LocalConnection> caller;
    platform::LocalConnection served;
};

/// Bytes that are no message of ours: past the framing, straight into the socket. False if not all of them went.
inline bool writeRaw(const platform::LocalConnection& connection, std::span<const std::byte> bytes)
{
    return ::write(static_cast<int>(connection.descriptor()), bytes.data(), bytes.size())
        == static_cast<ssize_t>(bytes.size());
}

} // namespace omni::test
