// A binary number as the decimal that it was made of. Pure.

#pragma once

#include "core/base/decimal.h"

namespace omni::brokers::alpaca {

/// The shortest digits that mean the number: those that it was made of, if they were at most fifteen. False for what is
/// not finite or does not fit a Decimal; `told` is zero then.
[[nodiscard]] bool shortestDecimal(double number, Decimal& told);

} // namespace omni::brokers::alpaca
