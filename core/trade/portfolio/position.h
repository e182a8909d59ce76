// A position as views and rules see it.

#pragma once

#include "core/base/ids.h"
#include "core/trade/market/units.h"

namespace omni::portfolio {

struct Position {
    InstrumentId instrument;
    CurrencyId quote;
    Lots lots; ///< Signed; negative is short.
    Money cost; ///< What the open lots cost, or brought when short. The average price is cost / |lots|, exactly.
    Money realised; ///< Since the first fill, gross of fees. Quote currency.
    Money fees; ///< Paid in the quote currency. Those in other currencies: `Portfolio::feesOf`.
    friend bool operator==(const Position&, const Position&) = default;
};

} // namespace omni::portfolio
