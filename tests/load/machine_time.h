// The clock that all processes of this machine share, for times that are measured from one to another.

#pragma once

#include <cstdint>

#include <ctime>

namespace omni::load {

/// ns of the machine's monotonic clock.
[[nodiscard]] inline std::int64_t machineTime() noexcept
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

} // namespace omni::load
