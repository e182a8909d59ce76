#include "core/host/runtime/standard_streams.h"

#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace omni::runtime {

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
