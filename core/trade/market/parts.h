// Instruments whose orders are for whole steps, and of which a part of a step may be traded at once all the same.
//
// Shares are such: a broker may hold a tenth of one and trade it at the market, but nothing that rests there (a stop, a
// target, an order till cancelled) is for less than a whole one. It is told by a smallest order that is finer than the
// step, of what is no currency when it is bought.

#pragma once

#include "core/trade/market/instrument.h"
#include "core/trade/market/venue_filters.h"

namespace omni::market {

[[nodiscard]] inline bool takesParts(const Instrument& instrument) noexcept
{
    return instrument.baseCurrency.empty() && instrument.smallest.count >= 1 && instrument.smallest < instrument.step;
}

/// Of what is held, signed: what an order that rests may be for. The rest of a step goes with a close at the market
/// alone; nothing can protect it. Elsewhere all that is no dust.
[[nodiscard]] inline Lots restable(const Instrument& instrument, Lots held) noexcept
{
    return takesParts(instrument) ? Lots{held.count - held.count % instrument.step.count}
                                  : withoutDust(instrument, held);
}

} // namespace omni::market
