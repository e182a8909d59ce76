// Sizes a trade so that the loss at its stop is a fixed share of equity.
//
// Source: the percent-risk model of V. K. Tharp, "Trade Your Way to Financial
// Freedom"; the cap on the position's value is this project's own rule.

#pragma once

#include "core/trade/risk/sizing/sizing.h"

#include <tl/expected.hpp>

namespace omni::risk {

/// How much one trade may lose, and how much it may buy. The bounds are those of `Limits`.
struct FixedRiskRule {
    BasisPoints lossAtStop{100}; ///< Share of equity lost if the stop fills at its price. In [1, 300].
    BasisPoints positionCap{200}; ///< Share of equity that the position may cost. In [1, 500].
    bool isLimited = true; ///< False, where no limits are in force (`--limits none`): both in [1, 10'000].
};

/// Returns the largest size that keeps `rule`, or why there is none.
///
/// Pure and free of allocation: the same arguments give the same answer on every
/// machine, so a replayed journal sizes exactly as the live run did.
[[nodiscard]] tl::expected<Sizing, SizingRefusal> sizeByFixedRisk(const FixedRiskRule& rule,
                                                                  const SizingRequest& request) noexcept;

} // namespace omni::risk
