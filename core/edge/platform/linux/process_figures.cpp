#include "core/edge/platform/process_figures.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

namespace omni::platform {

namespace {

Duration durationOf(const struct timeval& time)
{
    return seconds(time.tv_sec) + microseconds(time.tv_usec);
}

/// The kernel notes the start in ticks since the machine's own; the name in front may hold anything but ends in ')'.
std::optional<Duration> ageOfProcess()
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/stat", "re"), &std::fclose);
    char text[1'024] = {};
    const std::size_t size = file ? std::fread(text, 1, sizeof text - 1, file.get()) : 0;
    const char* rest = size > 0 ? std::strrchr(text, ')') : nullptr;
    unsigned long long started = 0;
    // Field 22; the name is the second.
    if (rest == nullptr
        || std::sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                       &started)
            != 1) {
        return std::nullopt;
    }
    struct timespec now = {};
    const long perSecond = ::sysconf(_SC_CLK_TCK);
    if (perSecond <= 0 || ::clock_gettime(CLOCK_BOOTTIME, &now) != 0) {
        return std::nullopt;
    }
    const auto ticks = static_cast<std::int64_t>(started);
    const Duration begun = seconds(ticks / perSecond) + nanoseconds(ticks % perSecond * (1'000'000'000 / perSecond));
    return std::max(Duration{}, seconds(now.tv_sec) + nanoseconds(now.tv_nsec) - begun);
}

} // namespace

ProcessFigures processFigures()
{
    ProcessFigures figures;
    struct rusage usage = {};
    if (::getrusage(RUSAGE_SELF, &usage) == 0) {
        figures.processor = durationOf(usage.ru_utime) + durationOf(usage.ru_stime);
    }
    // Pages: the whole of it, then what is resident.
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/statm", "re"), &std::fclose);
    unsigned long long whole = 0, resident = 0;
    if (file && std::fscanf(file.get(), "%llu %llu", &whole, &resident) == 2) {
        figures.residentBytes = resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    }
    figures.age = ageOfProcess();
    return figures;
}

} // namespace omni::platform
