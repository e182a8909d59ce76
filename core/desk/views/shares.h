// Amounts as shares of a whole, for views: rounded so that a figure never looks better than it is.

#pragma once

#include "core/base/wide_int.h"
#include "core/trade/market/units.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace omni::views {

/// The end of the range where it does not fit.
[[nodiscard]] constexpr BasisPoints basisPoints(Int128 count) noexcept
{
    return {static_cast<std::int32_t>(
        std::clamp<Int128>(count, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()))};
}

/// Nothing if it does not fit.
[[nodiscard]] constexpr std::optional<Money> amountOf(Int128 e8) noexcept
{
    const auto fits = narrowed(e8);
    return fits ? std::optional(Money{*fits}) : std::nullopt;
}

/// `part` of `whole`, rounded away from zero. Nothing of a whole that is not above zero.
[[nodiscard]] constexpr std::optional<BasisPoints> shareUp(std::optional<Money> part, Money whole) noexcept
{
    if (!part || whole.e8 <= 0) {
        return std::nullopt;
    }
    const Int128 product = Int128{part->e8} * 10'000;
    return basisPoints(product < 0 ? dividedDown(product, whole.e8) : dividedUp(product, whole.e8));
}

/// The same, rounded towards minus infinity.
[[nodiscard]] constexpr std::optional<BasisPoints> shareDown(std::optional<Money> part, Money whole) noexcept
{
    if (!part || whole.e8 <= 0) {
        return std::nullopt;
    }
    return basisPoints(dividedDown(Int128{part->e8} * 10'000, whole.e8));
}

} // namespace omni::views
