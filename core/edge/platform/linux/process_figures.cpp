#include "core/edge/platform/process_figures.h"

#include <cstdio>
#include <memory>

#include <sys/resource.h>
#include <unistd.h>

namespace omni::platform {

namespace {

Duration durationOf(const struct timeval& time)
{
    return seconds(time.tv_sec) + microseconds(time.tv_usec);
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
    return figures;
}

} // namespace omni::platform
