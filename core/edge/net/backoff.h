// When to try again: waits that double, differ from one program to the next, and never become a storm.

#pragma once

#include "core/base/seeded_random.h"
#include "core/base/time.h"
#include "core/edge/net/sliding_window.h"

#include <cstdint>
#include <optional>

namespace omni::net {

struct BackoffRule {
    Duration first = milliseconds(500); ///< In [1 ms, most].
    Duration most = seconds(30); ///< In [first, 1 h].
    Duration steadyAfter = seconds(60); ///< Up for so long: the next trouble starts with `first` again. Not negative.
    std::int32_t triesPerMinute = 10; ///< In [1, 600]; in any minute, whatever else the rule says.
};

/// The n-th wait in a row is drawn evenly from the upper half of min(most, first * 2^(n-1)): spread enough that a
/// thousand programs do not come back at once, long enough that a flapping link does not spin.
/// After M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog (2015), "equal jitter".
///
/// Pure; time and seed come from outside. One thread. A rule out of bounds is moved to the nearest bound.
class Backoff
{
public:
    Backoff(BackoffRule rule, std::uint64_t seed);

    /// A try failed, or the link broke: when the next try may begin. That try is booked: the caller makes it, or none.
    /// `notBefore` is what the other side asked for (Retry-After); it is honoured even beyond `most`.
    [[nodiscard]] Monotonic nextTry(Monotonic now, std::optional<Monotonic> notBefore = std::nullopt);
    /// The try succeeded: the link is up from now on. Being up for a moment forgives nothing.
    void isUp(Monotonic now) noexcept;
    /// Waits in a row without a steady time between them.
    [[nodiscard]] std::int32_t failuresInARow() const noexcept
    {
        return m_failures;
    }

private:
    BackoffRule m_rule;
    SeededRandom m_random;
    SlidingWindow m_tries;
    std::optional<Monotonic> m_upSince;
    std::int32_t m_failures = 0;
};

} // namespace omni::net
