// Loaded in front of the real program (LD_PRELOAD): counts what it asks of the system for its files and its sockets,
// and does to one of these calls what a plan says. The shipped program knows nothing of it: faults come from outside.
//
// Told by the environment:
//
//   OMNI_FAULT_FOLDER   absolute path of the profile; what lies below it is counted, but for its logs and its heartbeat
//   OMNI_FAULT_PLAN     CLASS:N:DEED, as in write:12:kill; none: nothing but counting
//   OMNI_FAULT_REPORT   a file that gets `Report`, mapped, so that it survives a SIGKILL
//   OMNI_FAULT_TRACE    a file that gets every change of the profile in its order (see `Trace`); none: nothing
//
// Classes: sync, write, name (a file is made, renamed, removed, cut, given room), send, recv (of TCP, with data).
// Deeds: kill (in front of the call), killafter, tear (half of the bytes, then killed), eio and enospc (this call),
// full (ENOSPC, also for all later writes beyond what removed files give back), short (half of the bytes are written,
// as may happen), shortfull (half of them, then `full`), delay=MS (before the call).
//
// System calls are made directly: what is wrapped here is never called from here. Linux alone.

#include "tests/crash/profile_files.h"

#include <cerrno>
#include <cstdarg>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

using namespace omni::crash;

// --- the calls -------------------------------------------------------------------------------------------------------

ssize_t sendBytes(int fd, const void* bytes, std::size_t size, int flags, const sockaddr* to, socklen_t length)
{
    concern({});
    note("send " + number(size), bytes, size);
    return withDeed(Send, [&](std::size_t share) {
        return static_cast<ssize_t>(::syscall(SYS_sendto, fd, bytes, (size + share - 1) / share, flags, to, length));
    });
}

ssize_t writeBytes(int fd, const void* bytes, std::size_t size)
{
    const auto call = [&](std::size_t share) {
        return static_cast<ssize_t>(::syscall(SYS_write, fd, bytes, (size + share - 1) / share));
    };
    if (isFile(fd)) {
        return tracedWrite(fd, bytes, size, -1, call);
    }
    concern({});
    if (isTcp(fd)) {
        note("send " + number(size), bytes, size);
        return withDeed(Send, call);
    }
    if (fd == STDOUT_FILENO) {
        note("told " + number(size), bytes, size);
    }
    return call(1);
}

ssize_t writeAt(int fd, const void* bytes, std::size_t size, off_t offset)
{
    const auto call = [&](std::size_t share) {
        return static_cast<ssize_t>(::syscall(SYS_pwrite64, fd, bytes, (size + share - 1) / share, offset));
    };
    return isFile(fd) ? tracedWrite(fd, bytes, size, offset, call) : call(1);
}

/// What came is counted once it is there: a call that finds nothing is no point.
template<class Call> ssize_t receive(int fd, const Call& call)
{
    const ssize_t got = call();
    if (got > 0 && isTcp(fd)) {
        concern({});
        const int error = errno;
        const Deed deed = meet(Receive);
        if (deed == Deed::KillAfter || deed == Deed::Tear) {
            die();
        }
        errno = error;
    }
    return got;
}

template<class Call> int synced(int fd, const Call& call)
{
    Shim& s = shim();
    std::string node;
    {
        const std::lock_guard lock(s.mutex);
        const Known* file = knownOf(s, fd);
        if (file == nullptr) {
            return call();
        }
        struct stat facts = {};
        ::fstat(fd, &facts);
        concern(file->path);
        node = S_ISDIR(facts.st_mode) ? "folder " + file->path : "file " + number(file->node);
        if (s.trace >= 0) {
            writeTrace(s, "sync " + node, "", 0);
        }
    }
    const int done = withDeed(Sync, [&](int) { return call(); });
    note((done == 0 ? "synced " : "unsynced ") + node);
    return done;
}

/// A change of names below the profile. `head`: how the trace tells it.
template<class Call> int renamed(const std::string& head, bool isOurs, const Call& call)
{
    if (!isOurs) {
        return call();
    }
    concern(std::string_view(head).substr(head.find(' ') + 1));
    Shim& s = shim();
    if (s.trace < 0) {
        return withDeed(Name, [&](int) { return call(); });
    }
    const std::lock_guard lock(s.mutex);
    const int done = withDeed(Name, [&](int) { return call(); });
    if (done == 0) {
        writeTrace(s, head, "", 0);
    }
    return done;
}

std::string ours(int folder, const char* name)
{
    Shim& s = shim();
    const std::lock_guard lock(s.mutex);
    return pathOf(s, folder, name);
}

/// What a file that is removed gives back to a full disk: the journal's reserve is there for that.
int removed(int folder, const char* name, int flags)
{
    const std::string path = ours(folder, name);
    struct stat facts = {};
    const bool isThere = ::syscall(SYS_newfstatat, folder, name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
    const int done = renamed("remove " + path, !path.empty(),
                             [&] { return static_cast<int>(::syscall(SYS_unlinkat, folder, name, flags)); });
    if (done == 0 && isThere && !path.empty() && shim().isFull) {
        shim().room += facts.st_size;
    }
    return done;
}

int openFile(int folder, const char* name, int flags, mode_t mode)
{
    const std::string path = ours(folder, name);
    struct stat facts = {};
    const bool makes = !path.empty() && (flags & O_CREAT) != 0
        && ::syscall(SYS_newfstatat, folder, name, &facts, AT_SYMLINK_NOFOLLOW) != 0;
    int fd = -1;
    if (makes) {
        concern(path);
        fd = withDeed(Name, [&](int) { return static_cast<int>(::syscall(SYS_openat, folder, name, flags, mode)); });
    } else {
        fd = static_cast<int>(::syscall(SYS_openat, folder, name, flags, mode));
    }
    const int error = errno;
    if (fd >= 0) {
        Shim& s = shim();
        const std::lock_guard lock(s.mutex);
        if (static_cast<std::size_t>(fd) >= s.known.size()) {
            s.known.resize(static_cast<std::size_t>(fd) + 1);
        }
        Known& one = s.known[static_cast<std::size_t>(fd)];
        one = {};
        if (!path.empty() && ::fstat(fd, &facts) == 0) {
            one = {path, facts.st_dev, facts.st_ino};
            if (s.trace >= 0 && makes) {
                writeTrace(s, "make " + number(facts.st_ino) + ' ' + path, "", 0);
            }
            if (s.trace >= 0 && (flags & O_TRUNC) != 0) {
                writeTrace(s, "cut " + number(facts.st_ino) + " 0", "", 0);
            }
        }
    }
    errno = error;
    return fd;
}

int cutFile(int fd, off_t size)
{
    Shim& s = shim();
    std::string node;
    {
        const std::lock_guard lock(s.mutex);
        const Known* file = knownOf(s, fd);
        node = file != nullptr ? number(file->node) : std::string();
    }
    return renamed("cut " + node + ' ' + number(static_cast<std::uint64_t>(size)), !node.empty(),
                   [&] { return static_cast<int>(::syscall(SYS_ftruncate, fd, size)); });
}

int giveRoom(int fd, int mode, off_t offset, off_t size)
{
    return renamed("room", isFile(fd),
                   [&] { return static_cast<int>(::syscall(SYS_fallocate, fd, mode, offset, size)); });
}

int madeFolder(int above, const char* name, mode_t mode)
{
    const std::string path = ours(above, name);
    return renamed("folder " + path, !path.empty(),
                   [&] { return static_cast<int>(::syscall(SYS_mkdirat, above, name, mode)); });
}

int linked(int oldFolder, const char* from, int newFolder, const char* to, int flags)
{
    const std::string old = ours(oldFolder, from), now = ours(newFolder, to);
    return renamed("link " + old + ' ' + now, !old.empty() && !now.empty(),
                   [&] { return static_cast<int>(::syscall(SYS_linkat, oldFolder, from, newFolder, to, flags)); });
}

/// The same file under another number.
int doubled(int fd, int made)
{
    if (made >= 0) {
        Shim& s = shim();
        const std::lock_guard lock(s.mutex);
        const Known* file = knownOf(s, fd);
        const Known copy = file != nullptr ? *file : Known();
        if (static_cast<std::size_t>(made) >= s.known.size()) {
            s.known.resize(static_cast<std::size_t>(made) + 1);
        }
        s.known[static_cast<std::size_t>(made)] = copy;
    }
    return made;
}

int controlled(int fd, int what, void* with)
{
    const auto done = static_cast<int>(::syscall(SYS_fcntl, fd, what, with));
    return what == F_DUPFD || what == F_DUPFD_CLOEXEC ? doubled(fd, done) : done;
}

mode_t modeOf(int flags, va_list more)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

} // namespace

#define OMNI_OPEN(name)                                                                                                \
    int name(const char* path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        const mode_t mode = modeOf(flags, more);                                                                       \
        va_end(more);                                                                                                  \
        return openFile(AT_FDCWD, path, flags, mode);                                                                  \
    }
#define OMNI_OPEN_AT(name)                                                                                             \
    int name(int folder, const char* path, int flags, ...)                                                             \
    {                                                                                                                  \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        const mode_t mode = modeOf(flags, more);                                                                       \
        va_end(more);                                                                                                  \
        return openFile(folder, path, flags, mode);                                                                    \
    }

extern "C" {

OMNI_OPEN(open)
OMNI_OPEN(open64)
OMNI_OPEN_AT(openat)
OMNI_OPEN_AT(openat64)
int __open_2(const char* path, int flags)
{
    return openFile(AT_FDCWD, path, flags, 0);
}
int __open64_2(const char* path, int flags)
{
    return openFile(AT_FDCWD, path, flags, 0);
}
int __openat_2(int folder, const char* path, int flags)
{
    return openFile(folder, path, flags, 0);
}
int __openat64_2(int folder, const char* path, int flags)
{
    return openFile(folder, path, flags, 0);
}

int fsync(int fd)
{
    return synced(fd, [&] { return static_cast<int>(::syscall(SYS_fsync, fd)); });
}
int fdatasync(int fd)
{
    return synced(fd, [&] { return static_cast<int>(::syscall(SYS_fdatasync, fd)); });
}
int sync_file_range(int fd, off64_t offset, off64_t size, unsigned flags)
{
    // No promise about the disk: counted, and in no trace.
    return isFile(fd)
        ? withDeed(Sync, [&](int) { return static_cast<int>(::syscall(SYS_sync_file_range, fd, offset, size, flags)); })
        : static_cast<int>(::syscall(SYS_sync_file_range, fd, offset, size, flags));
}

ssize_t write(int fd, const void* bytes, size_t size)
{
    return writeBytes(fd, bytes, size);
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset)
{
    return writeAt(fd, bytes, size, offset);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset)
{
    return writeAt(fd, bytes, size, offset);
}
ssize_t writev(int fd, const iovec* parts, int count)
{
    if (!isFile(fd) && !isTcp(fd)) {
        return static_cast<ssize_t>(::syscall(SYS_writev, fd, parts, count));
    }
    const std::string all = joined(parts, count);
    return writeBytes(fd, all.data(), all.size());
}
ssize_t pwritev(int fd, const iovec* parts, int count, off_t offset)
{
    const std::string all = joined(parts, count);
    return writeAt(fd, all.data(), all.size(), offset);
}
ssize_t pwritev64(int fd, const iovec* parts, int count, off64_t offset)
{
    const std::string all = joined(parts, count);
    return writeAt(fd, all.data(), all.size(), offset);
}

ssize_t send(int fd, const void* bytes, size_t size, int flags)
{
    return sendto(fd, bytes, size, flags, nullptr, 0);
}
ssize_t sendto(int fd, const void* bytes, size_t size, int flags, const sockaddr* to, socklen_t length)
{
    return isTcp(fd) ? sendBytes(fd, bytes, size, flags, to, length)
                     : static_cast<ssize_t>(::syscall(SYS_sendto, fd, bytes, size, flags, to, length));
}
ssize_t sendmsg(int fd, const msghdr* message, int flags)
{
    if (!isTcp(fd)) {
        return static_cast<ssize_t>(::syscall(SYS_sendmsg, fd, message, flags));
    }
    const std::string all = joined(message->msg_iov, static_cast<int>(message->msg_iovlen));
    return sendBytes(fd, all.data(), all.size(), flags, nullptr, 0);
}

ssize_t read(int fd, void* bytes, size_t size)
{
    return receive(fd, [&] { return static_cast<ssize_t>(::syscall(SYS_read, fd, bytes, size)); });
}
ssize_t __read_chk(int fd, void* bytes, size_t size, size_t)
{
    return read(fd, bytes, size);
}
ssize_t readv(int fd, const iovec* parts, int count)
{
    return receive(fd, [&] { return static_cast<ssize_t>(::syscall(SYS_readv, fd, parts, count)); });
}
ssize_t recv(int fd, void* bytes, size_t size, int flags)
{
    return recvfrom(fd, bytes, size, flags, nullptr, nullptr);
}
ssize_t __recv_chk(int fd, void* bytes, size_t size, size_t, int flags)
{
    return recvfrom(fd, bytes, size, flags, nullptr, nullptr);
}
ssize_t recvfrom(int fd, void* bytes, size_t size, int flags, sockaddr* from, socklen_t* length)
{
    const auto call
        = [&] { return static_cast<ssize_t>(::syscall(SYS_recvfrom, fd, bytes, size, flags, from, length)); };
    return (flags & MSG_PEEK) != 0 ? call() : receive(fd, call);
}
ssize_t __recvfrom_chk(int fd, void* bytes, size_t size, size_t, int flags, sockaddr* from, socklen_t* length)
{
    return recvfrom(fd, bytes, size, flags, from, length);
}
ssize_t recvmsg(int fd, msghdr* message, int flags)
{
    return receive(fd, [&] { return static_cast<ssize_t>(::syscall(SYS_recvmsg, fd, message, flags)); });
}

int rename(const char* from, const char* to)
{
    const std::string old = ours(AT_FDCWD, from), now = ours(AT_FDCWD, to);
    return renamed("rename " + old + ' ' + now, !old.empty(),
                   [&] { return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0)); });
}
int renameat(int oldFolder, const char* from, int newFolder, const char* to)
{
    const std::string old = ours(oldFolder, from), now = ours(newFolder, to);
    return renamed("rename " + old + ' ' + now, !old.empty(),
                   [&] { return static_cast<int>(::syscall(SYS_renameat2, oldFolder, from, newFolder, to, 0)); });
}
int renameat2(int oldFolder, const char* from, int newFolder, const char* to, unsigned flags)
{
    const std::string old = ours(oldFolder, from), now = ours(newFolder, to);
    return renamed("rename " + old + ' ' + now, !old.empty(),
                   [&] { return static_cast<int>(::syscall(SYS_renameat2, oldFolder, from, newFolder, to, flags)); });
}
int mkdir(const char* path, mode_t mode)
{
    return madeFolder(AT_FDCWD, path, mode);
}
int mkdirat(int folder, const char* path, mode_t mode)
{
    return madeFolder(folder, path, mode);
}
int link(const char* from, const char* to)
{
    return linked(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int linkat(int oldFolder, const char* from, int newFolder, const char* to, int flags)
{
    return linked(oldFolder, from, newFolder, to, flags);
}
int dup(int fd)
{
    return doubled(fd, static_cast<int>(::syscall(SYS_dup, fd)));
}
int dup2(int fd, int to)
{
    return doubled(fd, static_cast<int>(::syscall(SYS_dup3, fd, to, 0)));
}
int dup3(int fd, int to, int flags)
{
    return doubled(fd, static_cast<int>(::syscall(SYS_dup3, fd, to, flags)));
}
int fcntl(int fd, int what, ...)
{
    va_list more;
    va_start(more, what);
    void* const with = va_arg(more, void*);
    va_end(more);
    return controlled(fd, what, with);
}
int fcntl64(int fd, int what, ...)
{
    va_list more;
    va_start(more, what);
    void* const with = va_arg(more, void*);
    va_end(more);
    return controlled(fd, what, with);
}
int unlink(const char* path)
{
    return removed(AT_FDCWD, path, 0);
}
int unlinkat(int folder, const char* path, int flags)
{
    return removed(folder, path, flags);
}
int ftruncate(int fd, off_t size)
{
    return cutFile(fd, size);
}
int ftruncate64(int fd, off64_t size)
{
    return cutFile(fd, size);
}
int fallocate(int fd, int mode, off_t offset, off_t size)
{
    return giveRoom(fd, mode, offset, size);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t size)
{
    return giveRoom(fd, mode, offset, size);
}
int posix_fallocate(int fd, off_t offset, off_t size)
{
    return giveRoom(fd, 0, offset, size) == 0 ? 0 : errno;
}
int posix_fallocate64(int fd, off64_t offset, off64_t size)
{
    return giveRoom(fd, 0, offset, size) == 0 ? 0 : errno;
}

} // extern "C"
