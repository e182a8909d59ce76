// The same size each time, as far as the venue takes it.

#pragma once

#include "core/trade/risk/sizing/sizing.h"

#include <tl/expected.hpp>

namespace omni::risk {

struct FixedLotsRule {
    Lots lots{1}; ///< At least one.
};

/// `rule.lots`, cut to the venue's maximum and step. Entry, stop and equity are not looked at; the gate looks at what
/// they make of it. `Sizing::lossAtStop` is zero.
[[nodiscard]] tl::expected<Sizing, SizingRefusal> sizeByFixedLots(const FixedLotsRule& rule,
                                                                  const SizingRequest& request) noexcept;

} // namespace omni::risk
