#include "core/edge/platform/local_stream.h"

#include "core/edge/platform/posix/unix_socket.h"

#include <algorithm>
#include <array>
#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/time.h>

namespace omni::platform {

namespace {

constexpr int mostWaiting = 16; ///< Callers in line.

std::chrono::nanoseconds left(Deadline deadline)
{
    return std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(deadline - std::chrono::steady_clock::now()));
}

enum class Wait { Ready, Woken, TimedOut };

/// `wake` of -1 is none. Errors of the descriptor count as ready: the call that follows says what it is.
Wait waitFor(int fd, short events, int wake, Deadline deadline)
{
    for (;;) {
        // Rounded up, or the last part of a millisecond would spin.
        const auto ms = std::chrono::ceil<std::chrono::milliseconds>(left(deadline)).count();
        std::array<struct pollfd, 2> ends{{{fd, events, 0}, {wake, POLLIN, 0}}};
        const int count = ::poll(ends.data(), ends.size(), static_cast<int>(std::min<std::int64_t>(ms, INT_MAX)));
        if (count > 0) {
            return ends[1].revents != 0 ? Wait::Woken : Wait::Ready;
        }
        if (count == 0 && left(deadline).count() == 0) {
            return Wait::TimedOut;
        }
        if (count < 0 && errno != EINTR && errno != EAGAIN) {
            return Wait::Ready;
        }
    }
}

bool wouldBlock(int error) noexcept
{
    return error == EAGAIN || error == EWOULDBLOCK;
}

const struct sockaddr* addressOf(const SocketPlace& place) noexcept
{
    return reinterpret_cast<const struct sockaddr*>(&place.address);
}

/// What stands under the socket's name, no link followed; false with ENOENT when nothing does.
bool readFacts(const SocketPlace& place, struct stat& facts) noexcept
{
    return ::fstatat(place.folder.get(), socketName, &facts, AT_SYMLINK_NOFOLLOW) == 0;
}

/// 0, or the error. A full line of callers is waited for: the kernel keeps to the send timeout there.
int connectWithin(int socket, const SocketPlace& place, Deadline deadline)
{
    for (;;) {
        // Zero would mean for ever.
        const auto us = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::microseconds>(left(deadline)).count());
        struct timeval most = {};
        most.tv_sec = static_cast<time_t>(us / 1'000'000);
        most.tv_usec = static_cast<suseconds_t>(us % 1'000'000);
        if (::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) != 0) {
            return errno;
        }
        if (::connect(socket, addressOf(place), sizeof place.address) == 0) {
            return 0;
        }
        if (errno != EINTR) {
            return errno;
        }
    }
}

/// Makes the name free, if a dead process left it. The profile's lock is held, so no other server starts meanwhile.
Result<void> removeStale(const SocketPlace& place)
{
    struct stat facts = {};
    if (!readFacts(place, facts)) {
        return errno == ENOENT ? Result<void>{} : systemFailure(socketName);
    }
    if (!S_ISSOCK(facts.st_mode)) {
        return failure(Errc::Denied, std::string(socketName) + " in the profile is no socket");
    }
    const Descriptor probe = newSocket();
    if (!probe || ::fcntl(probe.get(), F_SETFL, O_NONBLOCK) != 0) {
        return systemFailure(socketName);
    }
    if (::connect(probe.get(), addressOf(place), sizeof place.address) == 0 || wouldBlock(errno)) {
        return failure(Errc::Conflict, std::string(socketName) + ": another server listens");
    }
    if (errno != ECONNREFUSED || ::unlinkat(place.folder.get(), socketName, 0) != 0) {
        return systemFailure(socketName);
    }
    return {};
}

} // namespace

struct LocalStream::Parts {
    Descriptor socket; ///< Never blocks.
};

LocalStream::LocalStream(std::unique_ptr<Parts> parts) noexcept
    : m_parts(std::move(parts))
{
}
LocalStream::LocalStream(LocalStream&&) noexcept = default;
LocalStream& LocalStream::operator=(LocalStream&&) noexcept = default;
LocalStream::~LocalStream() = default;

Result<LocalStream> LocalStream::open(const std::filesystem::path& profile, Deadline deadline)
{
    const auto place = socketPlace(profile, false);
    if (!place) {
        return tl::unexpected(place.error());
    }
    struct stat facts = {};
    if (!readFacts(*place, facts)) {
        return errno == ENOENT ? failure(Errc::NotFound, "no program serves " + profile.string())
                               : systemFailure(socketName);
    }
    if (!S_ISSOCK(facts.st_mode) || facts.st_uid != ::geteuid()) {
        return failure(Errc::Denied, std::string(socketName) + " in the profile is no socket of this user");
    }
    Descriptor socket = newSocket();
    if (!socket) {
        return systemFailure(socketName);
    }
    if (const int error = connectWithin(socket.get(), *place, deadline); error != 0) {
        if (wouldBlock(error)) {
            return failure(Errc::TimedOut, "the program that serves " + profile.string() + " answers no call");
        }
        if (error == ECONNREFUSED) {
            return failure(Errc::Unavailable, "the program that served " + profile.string() + " has ended");
        }
        errno = error;
        return systemFailure(socketName);
    }
    if (::fcntl(socket.get(), F_SETFL, O_NONBLOCK) != 0) {
        return systemFailure(socketName);
    }
    return LocalStream(std::make_unique<Parts>(Parts{std::move(socket)}));
}

Result<std::size_t> LocalStream::read(std::span<std::byte> to, Deadline deadline)
{
    const int fd = m_parts->socket.get();
    for (;;) {
        const ssize_t count = ::recv(fd, to.data(), to.size(), 0);
        if (count >= 0) {
            return static_cast<std::size_t>(count);
        }
        if (wouldBlock(errno)) {
            if (waitFor(fd, POLLIN, -1, deadline) == Wait::TimedOut) {
                return failure(Errc::TimedOut, "nothing came in time");
            }
        } else if (errno != EINTR) {
            return systemFailure("receive");
        }
    }
}

Result<std::size_t> LocalStream::write(std::span<const std::byte> data, Deadline deadline)
{
    const int fd = m_parts->socket.get();
    for (;;) {
        const ssize_t count = sendQuietly(fd, data);
        if (count >= 0) {
            return static_cast<std::size_t>(count);
        }
        if (wouldBlock(errno)) {
            if (waitFor(fd, POLLOUT, -1, deadline) == Wait::TimedOut) {
                return failure(Errc::TimedOut, "the other end did not read in time");
            }
        } else if (errno != EINTR) {
            // EPIPE and ECONNRESET: the other end is gone.
            return failure(Errc::Unavailable, std::string("send: ") + std::strerror(errno));
        }
    }
}

void LocalStream::finishWriting() noexcept
{
    ::shutdown(m_parts->socket.get(), SHUT_WR);
}

void LocalStream::cancel() noexcept
{
    ::shutdown(m_parts->socket.get(), SHUT_RDWR);
}

std::intptr_t LocalStream::descriptor() const noexcept
{
    return m_parts->socket.get();
}

struct LocalListener::Parts {
    SocketPlace place;
    Descriptor socket; ///< Never blocks.
    std::pair<Descriptor, Descriptor> wake; ///< Readable once it has been stopped.
    Descriptor spare; ///< Given up for a caller when there is no other descriptor.
    struct stat facts = {}; ///< Of the name that we made; all zero before.

    Parts(SocketPlace where, Descriptor listening, std::pair<Descriptor, Descriptor> waking) noexcept
        : place(std::move(where))
        , socket(std::move(listening))
        , wake(std::move(waking))
    {
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts()
    {
        struct stat now = {};
        if (facts.st_ino != 0 && readFacts(place, now) && now.st_ino == facts.st_ino && now.st_dev == facts.st_dev) {
            ::unlinkat(place.folder.get(), socketName, 0);
        }
    }
    void fillSpare() noexcept
    {
        if (!spare) {
            spare = Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        }
    }
    /// Nobody can connect before `listen`, so there is no moment at which the mode is wrong and it matters.
    [[nodiscard]] Result<void> startListening()
    {
        // On Linux the socket's own mode is that of its name; macOS refuses, and the name is set below.
        (void)!::fchmod(socket.get(), 0600);
        if (::bind(socket.get(), addressOf(place), sizeof place.address) != 0) {
            return systemFailure(socketName);
        }
        struct stat made = {};
        if (!readFacts(place, made) || !S_ISSOCK(made.st_mode) || made.st_uid != ::geteuid()) {
            return failure(Errc::Denied, "the profile was moved while its socket was made");
        }
        facts = made;
        if (::fchmodat(place.folder.get(), socketName, 0600, 0) != 0 || ::listen(socket.get(), mostWaiting) != 0) {
            return systemFailure(socketName);
        }
        return {};
    }
};

LocalListener::LocalListener(std::unique_ptr<Parts> parts) noexcept
    : m_parts(std::move(parts))
{
}

LocalListener::~LocalListener() = default;

Result<std::unique_ptr<LocalListener>> LocalListener::open(const std::filesystem::path& profile)
{
    auto place = socketPlace(profile, true);
    if (!place) {
        return tl::unexpected(std::move(place.error()));
    }
    if (auto isFree = removeStale(*place); !isFree) {
        return tl::unexpected(std::move(isFree.error()));
    }
    Descriptor socket = newSocket();
    auto wake = newPipe();
    if (!socket || !wake.first || !wake.second || ::fcntl(socket.get(), F_SETFL, O_NONBLOCK) != 0) {
        return systemFailure(socketName);
    }
    auto parts = std::make_unique<Parts>(std::move(*place), std::move(socket), std::move(wake));
    if (auto listening = parts->startListening(); !listening) {
        return tl::unexpected(std::move(listening.error()));
    }
    parts->fillSpare();
    return std::unique_ptr<LocalListener>(new LocalListener(std::move(parts)));
}

Result<LocalStream> LocalListener::accept(Deadline deadline)
{
    const int fd = m_parts->socket.get();
    m_parts->fillSpare();
    for (;;) {
        const Wait wait = waitFor(fd, POLLIN, m_parts->wake.first.get(), deadline);
        if (wait == Wait::Woken) {
            return failure(Errc::Unavailable, "the server was stopped");
        }
        if (wait == Wait::TimedOut) {
            return failure(Errc::TimedOut, "nobody called in time");
        }
        Descriptor caller = acceptOn(fd);
        if (!caller && (errno == EMFILE || errno == ENFILE) && m_parts->spare) {
            m_parts->spare = Descriptor();
            caller = acceptOn(fd);
        }
        if (caller) {
            return LocalStream(std::make_unique<LocalStream::Parts>(LocalStream::Parts{std::move(caller)}));
        }
        if (errno == EMFILE || errno == ENFILE) {
            return failure(Errc::Full, "no file descriptor is left for a caller");
        }
        // A caller that gave up meanwhile is none.
        if (!wouldBlock(errno) && errno != EINTR && errno != ECONNABORTED) {
            return systemFailure("accept");
        }
    }
}

void LocalListener::stop() noexcept
{
    const char byte = 0;
    (void)!::write(m_parts->wake.second.get(), &byte, 1); // never read: it stays stopped
}

std::intptr_t LocalListener::descriptor() const noexcept
{
    return m_parts->socket.get();
}

} // namespace omni::platform
