// Which assets move together: as few groups as their correlations make, and an order that puts neighbours side by side.
//
// The distance of two assets is sqrt((1 - correlation) / 2): 0 together, 1 against each other. Groups are joined by
// their nearest members (single linkage), so that what is connected by a chain counts as one.

#pragma once

#include "core/trade/analytics/risk_models/panel.h"

#include <cstddef>
#include <vector>

namespace omni::analytics {

/// Two groups become one. Numbers below the count of assets are assets; the n-th joining makes the group count + n.
struct Joining {
    std::size_t one = 0, other = 0; ///< `one` below `other`.
    double distance = 0;
};

/// One less than there are assets, by distance; of equal ones in the order of their assets.
[[nodiscard]] std::vector<Joining> joiningsOf(const PairTable& correlation);

/// All assets, so that the members of each group stand beside each other; single ones stand before groups, and of two
/// groups the one that was made first.
[[nodiscard]] std::vector<std::size_t> clusterOrder(const PairTable& correlation);

/// Of each asset the number of its group, from 0 in the order of their first assets: in a group each is correlated with
/// another by at least `least` in [-1, 1]. A value that is not finite connects nothing.
[[nodiscard]] std::vector<std::size_t> groupsAbove(const PairTable& correlation, double least);

} // namespace omni::analytics
