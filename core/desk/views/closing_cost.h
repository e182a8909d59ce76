// What it is expected to cost to close positions at market now.

#pragma once

#include "core/trade/market/units.h"

#include <optional>
#include <span>

namespace omni::views {

struct DeskSnapshot;
struct PositionView;

/// Base currency, rounded up. What an order pays beyond the best price is in neither: nobody knows it before.
struct ClosingCost {
    std::optional<Money> spread; ///< From the middle of the quote to the side that closes. None: a two-sided quote
                                 ///< young enough for an order, or a rate, is missing.
    std::optional<Money> fees; ///< Of one order each that takes, filled whole at the best price. None: the spread is
                               ///< not known, or the venue's fees are not.
};

/// Of all of them together; of none it is zero. A position of zero lots costs nothing. One whose cost is not known
/// makes the sum unknown.
[[nodiscard]] ClosingCost closingCost(const DeskSnapshot& desk, std::span<const PositionView* const> positions);

} // namespace omni::views
