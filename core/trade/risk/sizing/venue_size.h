// The venue's part in every sizing rule.

#pragma once

#include "core/base/wide_int.h"
#include "core/trade/risk/sizing/sizing.h"

#include <optional>

namespace omni::risk {

[[nodiscard]] constexpr bool isInstrumentValid(const SizingRequest& request) noexcept
{
    return request.tickLotValue.e12 > 0 && request.tickLotValue.divisor > 0 && request.smallest.count >= 1
        && request.largest >= request.smallest && request.step.count >= 1;
}

/// `lots` (not below zero) cut to the venue's maximum and down to its step; `limitedBy` tells when the maximum cut.
/// Nothing when what is left is below the venue's minimum.
[[nodiscard]] constexpr std::optional<Lots> venueSize(const SizingRequest& request, Int128 lots,
                                                      SizeLimit& limitedBy) noexcept
{
    if (request.largest.count < lots) {
        limitedBy = SizeLimit::VenueMaximum;
        lots = request.largest.count;
    }
    lots -= lots % request.step.count;
    if (lots < request.smallest.count) {
        return std::nullopt;
    }
    return Lots{static_cast<std::int64_t>(lots)};
}

} // namespace omni::risk
