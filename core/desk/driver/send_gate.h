// The last look before something leaves for a venue.
//
// The kill switch closes it from any thread, at once and before the engine has heard of it; what the engine had already
// decided then stays here. Cancels and queries never ask.

#pragma once

#include "core/trade/orders/order.h"

#include <string_view>

namespace omni::driver {

class SendGate
{
public:
    virtual ~SendGate() = default;
    /// Whether a new order, or a change of one that works, may leave now. Called by the driver for each; one or a few
    /// atomics, never a wait. An order that may only reduce a position passes a closed gate.
    [[nodiscard]] virtual bool lets(const orders::OrderTicket& ticket) const noexcept = 0;
    /// Why it is closed, for the record.
    [[nodiscard]] virtual std::string_view why() const noexcept
    {
        return "the kill switch is set";
    }
};

} // namespace omni::driver
