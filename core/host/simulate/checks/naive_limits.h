// Which of two sets of limits is the tighter one, field by field, as the comments of core/trade/risk/limits.h have it.

#pragma once

#include "core/trade/risk/limits.h"

namespace omni::simulate {

/// What a start may leave in force: no field looser than in either of the two.
[[nodiscard]] risk::Limits tightestOf(const risk::Limits& a, const risk::Limits& b);

/// Some field of `after` lets more through than it did.
[[nodiscard]] bool isLoosened(const risk::Limits& after, const risk::Limits& before);

} // namespace omni::simulate
