// What time it is at a venue, and how sure that is, from answers that carry the venue's time.
//
// A venue stamps its answer between our sending and our receiving, so each answer bounds its clock from both sides; the
// middle is the estimate and half the round trip the error (D. Mills, RFC 5905, with one stamp instead of two).
// Measured against our monotonic clock: a step of the wall clock changes nothing here, it only shows.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace omni::net {

struct ClockRule {
    Duration resolution = milliseconds(1); ///< Of the venue's stamps, which are cut, not rounded. In [0, 10 s].
    Duration longestTrip = seconds(10); ///< A slower answer says too little. In (0, 60 s].
    Duration goodFor = minutes(5); ///< An older measurement is none. In (0, 1 day].
    Duration warnAbove = milliseconds(500); ///< Skew of our wall clock.
    Duration stopAbove = seconds(1); ///< Skew and its error together.
};

/// The venue's clock at some moment: within `error` of `time`, both ends included.
struct VenueTime {
    Timestamp time;
    Duration error;
};

enum class ClockVerdict : std::uint8_t {
    Unknown, ///< Nothing measured, or too long ago: no new signed orders.
    Good,
    Warn, ///< Our wall clock is off by more than `warnAbove`; stamps are corrected.
    Stop, ///< Off by more than `stopAbove`, or perhaps: no new signed orders.
};

/// Our clocks drift apart by no more than 100 millionths; a measurement's error grows by that.
/// Pure; one thread. What it answers corrects the stamps of requests, nothing else.
class ClockOffset
{
public:
    explicit ClockOffset(ClockRule rule);

    /// An answer stamped `venue` to a request sent at `sent` and received at `received`. False, and no change, for what
    /// cannot be: received before sent, a trip too long, a stamp outside 2000 to 2200. A measurement that contradicts
    /// the ones before replaces them: the venue's clock has stepped.
    bool measured(Monotonic sent, Monotonic received, Timestamp venue);

    /// Nothing if nothing sound and young enough was measured.
    [[nodiscard]] std::optional<VenueTime> venueTime(Monotonic now) const;
    /// How far our wall clock is ahead of the venue's.
    [[nodiscard]] std::optional<Duration> skew(Timestamp wall, Monotonic now) const;
    [[nodiscard]] ClockVerdict verdict(Timestamp wall, Monotonic now) const;
    /// Steps of the venue's clock that were seen.
    [[nodiscard]] std::int32_t steps() const noexcept
    {
        return m_steps;
    }

private:
    /// Bounds of venue's time less monotonic time, as measured at `at`.
    struct Bounds {
        Monotonic at;
        std::int64_t least = 0;
        std::int64_t most = 0;
    };
    [[nodiscard]] std::optional<Bounds> boundsAt(Monotonic now) const;

    ClockRule m_rule;
    std::deque<Bounds> m_measured; ///< The last eight.
    std::int32_t m_steps = 0;
};

} // namespace omni::net
