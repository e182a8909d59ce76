// A file descriptor that closes itself, and errors of the system as ours.

#pragma once

#include "core/base/error.h"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace omni::platform {

class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int fd) noexcept
        : m_fd(fd)
    {
    }
    Descriptor(Descriptor&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Descriptor()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    [[nodiscard]] int get() const noexcept
    {
        return m_fd;
    }
    explicit operator bool() const noexcept
    {
        return m_fd >= 0;
    }

private:
    int m_fd = -1;
};

/// The failure of the call that has just set `errno`. `what` names the file or the act.
[[nodiscard]] tl::unexpected<Error> systemFailure(std::string_view what);

/// Writes all of `data`; goes on after signals and short writes.
[[nodiscard]] Result<void> writeAll(int fd, std::span<const std::byte> data);

/// Returns when all that was written has reached the disk, past its own cache where the system can say so.
/// Linux: fdatasync. macOS: F_FULLFSYNC. Defined once for each system.
[[nodiscard]] int syncToDisk(int fd) noexcept;

/// Opens `path` as a folder without following a link at its end, and checks that it is ours and no one else writes.
[[nodiscard]] Result<Descriptor> openOwnFolder(const char* path);

} // namespace omni::platform
