#include "core/edge/platform/profile.h"
#include "core/edge/platform/system_clock.h"

#include <cstdlib>

#include <time.h>

namespace omni::platform {

namespace {

std::int64_t readClock(clockid_t clock) noexcept
{
    struct timespec now = {};
    ::clock_gettime(clock, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace

// CLOCK_BOOTTIME goes on while the machine sleeps, as expiries and lockouts must.
SystemClock::SystemClock()
    : m_start(readClock(CLOCK_BOOTTIME))
{
}

Timestamp SystemClock::wall()
{
    return {readClock(CLOCK_REALTIME)};
}

Monotonic SystemClock::mono()
{
    return {readClock(CLOCK_BOOTTIME) - m_start};
}

Result<std::filesystem::path> defaultProfile()
{
    // The environment names folders only; it is read at the start, before there are threads.
    const char* data = std::getenv("XDG_DATA_HOME"); // NOLINT(concurrency-mt-unsafe)
    if (data != nullptr && data[0] == '/') {
        return std::filesystem::path(data) / "omnitrade";
    }
    const char* home = std::getenv("HOME"); // NOLINT(concurrency-mt-unsafe)
    if (home == nullptr || home[0] != '/') {
        return failure(Errc::NotFound, "HOME is not set, so the profile needs --profile");
    }
    return std::filesystem::path(home) / ".local" / "share" / "omnitrade";
}

} // namespace omni::platform
