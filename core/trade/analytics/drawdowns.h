// The falls of an account from its peaks: how deep, how long.

#pragma once

#include "core/trade/market/units.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace omni::analytics {

/// From a peak through its trough to the first value that is at the peak again. Places count in the series.
struct Drawdown {
    std::size_t peak = 0;
    std::size_t trough = 0; ///< The first of the lowest.
    std::optional<std::size_t> recovered; ///< None: it has not ended.
    double depth = 0; ///< (peak - trough) / peak, above zero.
    friend bool operator==(const Drawdown&, const Drawdown&) = default;
};

/// All of them in the order of time. Compared as integers, so that a fall of one unit counts and equal values do not.
/// Of peaks that are not above zero there is no depth, and they are left out.
[[nodiscard]] std::vector<Drawdown> drawdownsOf(std::span<const Money> equity);

} // namespace omni::analytics
