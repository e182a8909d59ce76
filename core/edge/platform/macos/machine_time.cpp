#include "core/edge/platform/machine_time.h"

#include <cstring>

#include <sys/sysctl.h>
#include <time.h>

namespace omni::platform {

MachineStart machineStart() noexcept
{
    MachineStart start{};
    struct timeval boot = {};
    std::size_t size = sizeof boot;
    if (::sysctlbyname("kern.boottime", &boot, &size, nullptr, 0) == 0) {
        const std::int64_t seconds = boot.tv_sec;
        std::memcpy(start.data(), &seconds, sizeof seconds);
    }
    return start;
}

std::int64_t machineNow() noexcept
{
    return static_cast<std::int64_t>(::clock_gettime_nsec_np(CLOCK_MONOTONIC));
}

} // namespace omni::platform
