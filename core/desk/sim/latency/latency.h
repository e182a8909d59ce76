// How long orders and reports are under way.

#pragma once

#include "core/base/seeded_random.h"
#include "core/base/time.h"

#include <cstdint>

namespace omni::sim {

/// All zero: everything happens at the time of the call. None is below zero.
struct Latency {
    Duration toVenue{}; ///< From our sending to the venue's matching.
    Duration toUs{}; ///< From the venue's deed to our hearing of it.
    Duration jitter{}; ///< Added to each way, evenly drawn from [0, jitter].
    friend bool operator==(const Latency&, const Latency&) = default;
};

/// Draws delays from a seed. A line is first in, first out: nothing sent later arrives earlier.
class DelayLine
{
public:
    DelayLine(Duration fixed, Duration jitter, std::uint64_t seed) noexcept
        : m_random(seed)
        , m_fixed(fixed)
        , m_jitter(jitter)
    {
    }
    /// When that arrives which is sent at `now`.
    [[nodiscard]] Timestamp arrival(Timestamp now) noexcept
    {
        const Duration drawn = m_jitter.ns > 0 ? Duration{m_random.between(0, m_jitter.ns)} : Duration{};
        const Timestamp at = now + m_fixed + drawn;
        m_last = at < m_last ? m_last : at;
        return m_last;
    }

private:
    SeededRandom m_random;
    Duration m_fixed;
    Duration m_jitter;
    Timestamp m_last{INT64_MIN};
};

} // namespace omni::sim
