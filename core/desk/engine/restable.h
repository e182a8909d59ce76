// Of lots that are held, unsigned: what an order that rests at the venue, a stop or a target, can be for.

#pragma once

#include "core/desk/engine/turn.h"
#include "core/trade/market/parts.h"

namespace omni::engine {

/// All of them for an instrument without definition.
[[nodiscard]] inline std::int64_t restable(const Turn& turn, InstrumentId instrument, std::int64_t lots) noexcept
{
    const auto* known = turn.state.instrument(instrument);
    return known != nullptr ? market::restable(*known, Lots{lots}).count : lots;
}

} // namespace omni::engine
