#include "core/edge/platform/machine_time.h"

#include "core/edge/platform/posix/descriptor.h"

#include <array>

#include <fcntl.h>
#include <time.h>

namespace omni::platform {

/// "xxxxxxxx-xxxx-…" in hexadecimal digits.
MachineStart machineStart() noexcept
{
    MachineStart start{};
    const Descriptor file(::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC));
    std::array<char, 48> text{};
    const ssize_t size = file ? ::read(file.get(), text.data(), text.size()) : 0;
    std::size_t digits = 0;
    for (ssize_t i = 0; i < size && digits < 2 * start.size(); ++i) {
        const char c = text[static_cast<std::size_t>(i)];
        const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (value >= 0) {
            auto& at = start[digits / 2];
            at = digits % 2 == 0 ? static_cast<std::byte>(value << 4) : at | static_cast<std::byte>(value);
            ++digits;
        }
    }
    return start;
}

std::int64_t machineNow() noexcept
{
    struct timespec now = {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace omni::platform
