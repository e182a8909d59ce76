// The clock of the machine, and who we are on it.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>

namespace omni::platform {

/// Wall time, and a clock that neither steps nor stands still while the machine sleeps, counted from construction.
/// Any thread.
class SystemClock final : public Clock
{
public:
    SystemClock();
    [[nodiscard]] Timestamp wall() override;
    [[nodiscard]] Monotonic mono() override;

private:
    std::int64_t m_start = 0;
};

struct HostFacts {
    std::string user; ///< Name of the operating system's user; its number in words if it has no name.
    std::uint64_t pid = 0;
};

[[nodiscard]] HostFacts hostFacts();

/// `count` bytes of the system's own randomness, for install and start nonces; never for a decision.
[[nodiscard]] bool fillWithRandom(void* to, std::size_t count) noexcept;

} // namespace omni::platform
