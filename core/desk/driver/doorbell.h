// How a thread that has nothing to do is woken by those that have something for it.

#pragma once

#include "core/base/time.h"

#include <cstdint>

namespace omni::driver {

/// One thread waits, any thread rings. A ring between the look at `rings` and the wait is not missed.
class Doorbell
{
public:
    virtual ~Doorbell() = default;
    virtual void ring() noexcept = 0;
    /// Rises with each ring.
    [[nodiscard]] virtual std::uint32_t rings() const noexcept = 0;
    /// Returns when it has been rung since `seen` was read, or when `most` is over.
    virtual void wait(std::uint32_t seen, Duration most) = 0;
};

} // namespace omni::driver
