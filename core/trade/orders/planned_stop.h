// The stop that an entry is to have as soon as it fills.

#pragma once

#include "core/base/ids.h"
#include "core/trade/market/units.h"

namespace omni::orders {

/// It goes to the venue with the entry where the venue can hold it. The desk's order for it comes later, when the entry
/// has filled, and may then stand otherwise: moved, smaller, under another number.
struct PlannedStop {
    OrderId order; ///< The desk's, held at home.
    Ticks trigger; ///< Of a stop at the market, good till cancelled.
    friend bool operator==(const PlannedStop&, const PlannedStop&) = default;
};

} // namespace omni::orders
