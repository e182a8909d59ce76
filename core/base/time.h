// Points in time and spans of it, as integers; ISO 8601 both ways; the port through which a clock is read.
//
// Nothing here asks what time it is. Below the sequencer time arrives with an event.

#pragma once

#include "core/base/error.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace omni {

/// A span of time. May be negative.
struct Duration {
    std::int64_t ns = 0;
    friend auto operator<=>(const Duration&, const Duration&) = default;
    friend constexpr Duration operator+(Duration a, Duration b) noexcept
    {
        return {a.ns + b.ns};
    }
    friend constexpr Duration operator-(Duration a, Duration b) noexcept
    {
        return {a.ns - b.ns};
    }
    friend constexpr Duration operator*(Duration a, std::int64_t n) noexcept
    {
        return {a.ns * n};
    }
};

[[nodiscard]] constexpr Duration nanoseconds(std::int64_t n) noexcept
{
    return {n};
}
[[nodiscard]] constexpr Duration microseconds(std::int64_t n) noexcept
{
    return {n * 1'000};
}
[[nodiscard]] constexpr Duration milliseconds(std::int64_t n) noexcept
{
    return {n * 1'000'000};
}
[[nodiscard]] constexpr Duration seconds(std::int64_t n) noexcept
{
    return {n * 1'000'000'000};
}
[[nodiscard]] constexpr Duration minutes(std::int64_t n) noexcept
{
    return seconds(n * 60);
}
[[nodiscard]] constexpr Duration hours(std::int64_t n) noexcept
{
    return seconds(n * 3'600);
}
[[nodiscard]] constexpr Duration days(std::int64_t n) noexcept
{
    return seconds(n * 86'400);
}

/// Nanoseconds since 1970-01-01 UTC, leap seconds not counted. Good from 1678 to 2262.
struct Timestamp {
    std::int64_t ns = 0;
    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
    friend constexpr Timestamp operator+(Timestamp t, Duration d) noexcept
    {
        return {t.ns + d.ns};
    }
    friend constexpr Timestamp operator-(Timestamp t, Duration d) noexcept
    {
        return {t.ns - d.ns};
    }
    friend constexpr Duration operator-(Timestamp a, Timestamp b) noexcept
    {
        return {a.ns - b.ns};
    }
};

/// Nanoseconds of a clock that never steps, counted from the start of one boot of the program.
/// Comparable only within that boot.
struct Monotonic {
    std::int64_t ns = 0;
    friend auto operator<=>(const Monotonic&, const Monotonic&) = default;
    friend constexpr Monotonic operator+(Monotonic t, Duration d) noexcept
    {
        return {t.ns + d.ns};
    }
    friend constexpr Duration operator-(Monotonic a, Monotonic b) noexcept
    {
        return {a.ns - b.ns};
    }
};

/// The start of the interval of length `step` (above zero) that holds `t`, counted from 1970-01-01 UTC.
[[nodiscard]] constexpr Timestamp flooredTo(Timestamp t, Duration step) noexcept
{
    const std::int64_t rest = t.ns % step.ns;
    return {t.ns - (rest < 0 ? rest + step.ns : rest)};
}

/// "2024-08-08T23:54:15.088169167Z": always UTC, always nine digits of a second.
[[nodiscard]] std::string isoText(Timestamp t);

/// Reads "2024-08-08", "2024-08-08T23:54:15Z", with up to nine digits of a second, and "+hh:mm" offsets.
/// Text without a zone is refused, except a bare date, which is midnight UTC. Leap seconds (":60") and 24:00 are
/// refused, too. Errc::Invalid for what is no date, Errc::Overflow for one outside 1677-09-21 to 2262-04-11.
[[nodiscard]] Result<Timestamp> timestampFromIso(std::string_view text);

/// "250ms", "1s", "5m", "4h", "1d", "2w", also "us" and "ns". Above zero, one whole number and one unit, no spaces.
[[nodiscard]] Result<Duration> durationFromText(std::string_view text);

/// The text that `durationFromText` reads back, in the largest unit that divides: "1s", "90s", "2h". Zero is "0s"
/// and what is negative has a minus sign; those two are for reading only.
[[nodiscard]] std::string durationText(Duration d);

/// Where the sequencer, and it alone, reads the time.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp wall() = 0;
    [[nodiscard]] virtual Monotonic mono() = 0;
};

} // namespace omni
