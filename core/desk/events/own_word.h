// A report that no venue gave: the house's own word about what it did not let out.

#pragma once

#include "core/desk/events/event.h"

namespace omni::events {

/// As `OrderReport::venueTime`: it never reached a venue.
inline constexpr Timestamp neverAtVenue{-1};

/// It says nothing about how a venue takes our orders.
[[nodiscard]] inline bool isOwnWord(const OrderReport& report) noexcept
{
    return report.venueTime == neverAtVenue;
}

} // namespace omni::events
