#include "core/host/runtime/standard_streams.h"

#include <algorithm>
#include <cerrno>

#ifdef _WIN32
#include <io.h>
#else
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace omni::runtime {

StreamWrite writeSome(OutputStream stream, std::string_view bytes) noexcept
{
    constexpr std::size_t most = std::size_t{64} << 10;
    const int number = stream == OutputStream::Out ? 1 : 2;
    const std::size_t count = std::min(bytes.size(), most);
#ifdef _WIN32
    const auto written = ::_write(number, bytes.data(), static_cast<unsigned>(count));
#else
    const auto written = ::write(number, bytes.data(), count);
#endif
    if (written >= 0) {
        return {static_cast<std::size_t>(written), 0};
    }
#ifndef _WIN32
    if (errno == EAGAIN || errno == EWOULDBLOCK) { // somebody else made it so
        struct pollfd ready = {number, POLLOUT, 0};
        (void)::poll(&ready, 1, 100);
        return {};
    }
#endif
    return {0, errno == EINTR ? 0 : errno};
}

void occupyStandardStreams() noexcept
{
#ifndef _WIN32
    // `open` takes the lowest free number: when it gives a higher one, none of the three is free any more.
    for (int taken = 0; taken >= 0 && taken <= STDERR_FILENO;) {
        taken = ::open("/dev/null", O_RDONLY);
        if (taken == STDERR_FILENO) {
            const int sink = ::open("/dev/null", O_WRONLY);
            ::dup2(sink, STDERR_FILENO);
            taken = sink;
        }
        if (taken > STDERR_FILENO) {
            ::close(taken);
        }
    }
#endif
}

} // namespace omni::runtime
