// What an account holds of one asset, and what it has paid for it. Exact but for one rounding a fill.

#pragma once

#include "core/trade/market/units.h"

namespace omni::sandbox::alpaca {

struct Holding {
    Money quantity; ///< Below zero: sold short.
    Money cost; ///< Of what is held, fees left out; has the sign of `quantity`.
    Money dayCost; ///< The same where what was held at the day's start counts at its price then.

    /// A fill of `size` (above zero, 10^-8) for `value`; `fee` of it is kept back from a buy.
    /// What is closed leaves at the average cost, rounded half to even; what goes beyond opens at the fill's price.
    void apply(Side side, Money size, Money value, Money fee);
};

} // namespace omni::sandbox::alpaca
