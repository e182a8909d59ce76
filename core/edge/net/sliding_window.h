// How much was spent in the last so many seconds, in bounded memory and never told too low.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <deque>

namespace omni::net {

/// Amounts count for `length + slack` after they were spent, and up to a 64th of `length` longer: they are kept by the
/// slice of time they fall in, at most 130 slices. Pure; no clock: each call says what time it is. One thread.
class SlidingWindow
{
public:
    /// `length` is in [1 ms, 31 days], `slack` in [0, length]; what is outside is moved to the nearest bound. The slack
    /// is for messages that are longer under way than the ones before: a venue counts when they arrive.
    explicit SlidingWindow(Duration length, Duration slack = {});

    /// `amount` is not negative. A `now` before an earlier one counts as that one.
    void spend(std::int64_t amount, Monotonic now);
    [[nodiscard]] std::int64_t spent(Monotonic now);
    /// The first moment, `now` or later, from which at most `most` (0 or above) is spent if nothing is added until
    /// then.
    [[nodiscard]] Monotonic whenAtMost(std::int64_t most, Monotonic now);
    [[nodiscard]] Duration length() const noexcept
    {
        return m_length;
    }

private:
    struct Slice {
        std::int64_t number = 0; ///< Start over width.
        std::int64_t amount = 0;
    };
    Monotonic advanceTo(Monotonic now);
    [[nodiscard]] Monotonic endOf(const Slice& slice) const noexcept;

    Duration m_length;
    Duration m_kept; ///< From the end of a slice until it is forgotten.
    Duration m_width;
    std::deque<Slice> m_slices;
    std::int64_t m_total = 0;
    Monotonic m_latest;
};

} // namespace omni::net
