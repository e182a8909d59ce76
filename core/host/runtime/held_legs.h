// What of the protection of open entries stands at no venue, in words for the end of a program.

#pragma once

#include "core/trade/orders/ledger.h"

#include <string>

namespace omni::runtime {

/// Stops and targets that wait here for their entry to fill: a program that has ended sends none. Empty: there are
/// none. Of at most three entries the numbers are named.
[[nodiscard]] std::string wordsOfHeldLegs(const orders::Ledger& ledger);

} // namespace omni::runtime
