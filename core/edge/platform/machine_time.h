// One time for all programs of this machine, until it is started again.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace omni::platform {

/// Differs from start to start of the machine.
using MachineStart = std::array<std::byte, 16>;

/// Zeros where the system does not say; then every start looks alike. Any thread.
[[nodiscard]] MachineStart machineStart() noexcept;

/// Nanoseconds of a clock that neither steps nor stands still while the machine sleeps, from the same beginning for
/// every program of this start of the machine: that of `SystemClock::mono`, which counts from the program's. Any
/// thread.
[[nodiscard]] std::int64_t machineNow() noexcept;

} // namespace omni::platform
