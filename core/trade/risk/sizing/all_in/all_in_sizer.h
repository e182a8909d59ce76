// Everything into one trade: how most published backtests size, and the way to compare with them. The limits of the
// desk refuse it; it serves where they are not enforced.

#pragma once

#include "core/trade/risk/sizing/sizing.h"

#include <tl/expected.hpp>

namespace omni::risk {

struct AllInRule {
    BasisPoints share{10'000}; ///< Of equity. In [1, 10'000].
    BasisPoints fee{0}; ///< Of the value, paid out of the same money. In [0, 10'000].
};

/// The most whole lots whose value at `request.entry`, fee included, is at most the share of equity. The stop is not
/// looked at. `Sizing::lossAtStop` is zero.
[[nodiscard]] tl::expected<Sizing, SizingRefusal> sizeAllIn(const AllInRule& rule,
                                                            const SizingRequest& request) noexcept;

/// The same as an amount, rounded down: the `notional` of a market order, whose lots follow from its fill. The fee is
/// inside it. Nothing for a rule out of range or equity not above zero.
[[nodiscard]] tl::expected<Money, SizingRefusal> amountAllIn(const AllInRule& rule, Money equity) noexcept;

} // namespace omni::risk
