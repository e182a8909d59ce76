// What this process takes of the machine.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace omni::platform {

struct ProcessFigures {
    std::optional<Duration> processor; ///< Of all threads, since the start. None: this system does not say.
    std::optional<std::uint64_t> residentBytes; ///< None: this system does not say.
    std::optional<Duration> age; ///< Since it was started, to 10 ms. None: this system does not say.
};

/// Any thread. Reads what the system keeps in memory; takes microseconds.
[[nodiscard]] ProcessFigures processFigures();

} // namespace omni::platform
