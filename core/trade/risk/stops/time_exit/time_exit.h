// A position that has had its time.

#pragma once

#include <cstdint>

namespace omni::risk {

/// `tradingDaysHeld` counts the trading days that have ended since the position opened. A limit of zero: never.
[[nodiscard]] constexpr bool isTimeUp(std::int32_t tradingDaysHeld, std::int32_t timeExitDays) noexcept
{
    return timeExitDays > 0 && tradingDaysHeld >= timeExitDays;
}

} // namespace omni::risk
