// How many of something happened within the last stretch of time, exactly.
//
// A sliding window over the monotonic clock, not a bucket that refills: no minute that begins anywhere holds more than
// the limit (S16). What happened at t counts until just before t + length.

#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"

#include <array>
#include <cstdint>

namespace omni::risk {

class RateWindow
{
public:
    /// No limit is above this. When more happen within the window, the newest are remembered: the count stays at the
    /// bound, and none leaves too early.
    static constexpr int capacity = 120;

    /// `length` is above zero.
    explicit RateWindow(Duration length = minutes(1)) noexcept
        : m_length(length)
    {
    }

    /// Something happened. Times do not fall; one that does counts as the latest known.
    void add(Monotonic now) noexcept;
    /// Those within the window that ends at `now`.
    [[nodiscard]] int count(Monotonic now) const noexcept;
    /// The program starts anew, and the clock with it: all that was in the window at `lastSeen` of the boot before
    /// counts as if it happened at the start of this one, for a wait never gets shorter over a restart.
    void restart(Monotonic lastSeen) noexcept;

    [[nodiscard]] Duration length() const noexcept
    {
        return m_length;
    }

    void save(ByteWriter& out) const;
    /// Fails `in` for more entries than fit, a length not above zero, or times that fall.
    [[nodiscard]] static RateWindow load(ByteReader& in) noexcept;

    friend bool operator==(const RateWindow& a, const RateWindow& b) noexcept;

private:
    [[nodiscard]] Monotonic at(int i) const noexcept
    {
        return m_times[static_cast<std::size_t>((m_first + i) % capacity)];
    }
    void dropBefore(Monotonic now) noexcept;

    Duration m_length;
    std::array<Monotonic, capacity> m_times{};
    int m_first = 0;
    int m_size = 0;
};

} // namespace omni::risk
