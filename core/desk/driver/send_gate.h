// The last look before something leaves for a venue.
//
// The kill switch closes it from any thread, at once and before the engine has heard of it; what the engine had already
// decided then stays here. Cancels and queries never ask.

#pragma once

#include "core/trade/orders/order.h"

namespace omni::driver {

class SendGate
{
public:
    virtual ~SendGate() = default;
    /// Whether a new order, or a change of one that works, may leave now. Called by the driver for each; one or a few
    /// atomics, never a wait. An order that may only reduce a position passes a closed gate.
    [[nodiscard]] virtual bool lets(const orders::OrderTicket& ticket) const noexcept = 0;
};

} // namespace omni::driver
