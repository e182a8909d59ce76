// Which descriptors of the traced program are files of its profile, and the trace of what becomes of them.

#pragma once

#include "tests/crash/fault_plan.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace omni::crash {

// --- whose file it is ------------------------------------------------------------------------------------------------

/// Relative to the profile; empty: not below it, or a log, which nobody reads back.
inline std::string relativeTo(const std::string& folder, const std::string& path)
{
    if (folder.empty() || path.compare(0, folder.size(), folder) != 0) {
        return {};
    }
    if (path.size() == folder.size()) {
        return ".";
    }
    std::string rest = path.substr(folder.size());
    if (rest.front() != '/') {
        return {};
    }
    rest.erase(0, rest.find_first_not_of('/'));
    while (rest.compare(0, 2, "./") == 0) {
        rest.erase(0, 2);
    }
    return rest.compare(0, 5, "logs/") == 0 ? std::string() : rest.empty() ? "." : rest;
}

/// Under the mutex.
inline std::string pathOf(Shim& s, int folder, const char* name)
{
    if (name[0] == '/') {
        return relativeTo(s.folder, name);
    }
    if (folder < 0 || static_cast<std::size_t>(folder) >= s.known.size()
        || s.known[static_cast<std::size_t>(folder)].path.empty()) {
        return {};
    }
    const std::string& above = s.known[static_cast<std::size_t>(folder)].path;
    return relativeTo(s.folder, s.folder + "/" + (above == "." ? "" : above + "/") + name);
}

/// Under the mutex. Null: none of ours. A number may have been given away without our seeing it.
inline const Known* knownOf(Shim& s, int fd)
{
    if (fd < 0 || static_cast<std::size_t>(fd) >= s.known.size()) {
        return nullptr;
    }
    const Known& one = s.known[static_cast<std::size_t>(fd)];
    struct stat facts = {};
    if (one.path.empty() || ::fstat(fd, &facts) != 0 || facts.st_dev != one.device || facts.st_ino != one.node) {
        return nullptr;
    }
    return &one;
}

/// And notes which one the next call is about.
inline bool isFile(int fd)
{
    Shim& s = shim();
    const std::lock_guard lock(s.mutex);
    const Known* file = knownOf(s, fd);
    concern(file != nullptr ? std::string_view(file->path) : std::string_view());
    return file != nullptr;
}

inline bool isTcp(int fd)
{
    int domain = 0, type = 0;
    socklen_t size = sizeof domain;
    if (::getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0) {
        return false;
    }
    size = sizeof type;
    return (domain == AF_INET || domain == AF_INET6) && ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0
        && type == SOCK_STREAM;
}

// --- the trace -------------------------------------------------------------------------------------------------------

inline void writeTrace(const Shim& s, const std::string& head, const void* bytes, std::size_t size)
{
    std::string all = head + '\n';
    all.append(static_cast<const char*>(bytes), size);
    for (std::size_t done = 0; done < all.size();) {
        const long wrote = ::syscall(SYS_write, s.trace, all.data() + done, all.size() - done);
        if (wrote < 0) {
            return;
        }
        done += static_cast<std::size_t>(wrote);
    }
}

inline void note(const std::string& head, const void* bytes = "", std::size_t size = 0)
{
    Shim& s = shim();
    if (s.trace >= 0) {
        const std::lock_guard lock(s.mutex);
        writeTrace(s, head, bytes, size);
    }
}

inline std::string number(std::uint64_t value)
{
    return std::to_string(value);
}

/// Written five times a second, whatever happens, and kept by nobody: no point of a life. It is traced all the same.
inline bool isBeat(int fd)
{
    Shim& s = shim();
    const std::lock_guard lock(s.mutex);
    const Known* file = knownOf(s, fd);
    return file != nullptr && file->path == "heartbeat";
}

/// Bytes that go to a place in a file, in the order of all such. `offset` -1: where the file stands, or its end.
template<class Call> ssize_t tracedWrite(int fd, const void* bytes, std::size_t size, off_t offset, const Call& call)
{
    Shim& s = shim();
    const bool counts = !isBeat(fd);
    if (s.trace < 0) {
        return counts ? withDeed(Write, call, size) : call(1);
    }
    const std::lock_guard lock(s.mutex);
    const Known* file = knownOf(s, fd);
    struct stat before = {};
    ::fstat(fd, &before);
    const bool appends = (::syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND) != 0;
    const off_t from = offset >= 0 ? offset
        : appends                  ? before.st_size
                                   : static_cast<off_t>(::syscall(SYS_lseek, fd, 0, SEEK_CUR));
    const ssize_t wrote = counts ? withDeed(Write, call, size) : call(1);
    if (wrote > 0 && file != nullptr) {
        const auto kept = std::min(size, static_cast<std::size_t>(wrote));
        writeTrace(s,
                   "write " + number(file->node) + ' ' + number(static_cast<std::uint64_t>(from)) + ' ' + number(kept),
                   bytes, kept);
    }
    return wrote;
}

inline std::string joined(const iovec* parts, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i) {
        all.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
    }
    return all;
}

} // namespace omni::crash
