#include "core/edge/platform/profile.h"
#include "core/edge/platform/system_clock.h"

#include <cstdlib>

#include <time.h>

namespace omni::platform {

// CLOCK_MONOTONIC of macOS goes on while the machine sleeps; CLOCK_UPTIME_RAW would not.
SystemClock::SystemClock()
    : m_start(static_cast<std::int64_t>(::clock_gettime_nsec_np(CLOCK_MONOTONIC)))
{
}

Timestamp SystemClock::wall()
{
    return {static_cast<std::int64_t>(::clock_gettime_nsec_np(CLOCK_REALTIME))};
}

Monotonic SystemClock::mono()
{
    return {static_cast<std::int64_t>(::clock_gettime_nsec_np(CLOCK_MONOTONIC)) - m_start};
}

Result<std::filesystem::path> defaultProfile()
{
    const char* home = std::getenv("HOME");
    if (home == nullptr || home[0] != '/') {
        return failure(Errc::NotFound, "HOME is not set, so the profile needs --profile");
    }
    return std::filesystem::path(home) / "Library" / "Application Support" / "omnitrade";
}

} // namespace omni::platform
