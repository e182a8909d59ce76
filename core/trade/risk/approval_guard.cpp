#include "core/trade/risk/approval_guard.h"

#include "core/trade/risk/rules/order_case.h"

#include <algorithm>

namespace omni::risk {

Ticks allowedDrift(Ticks proposed, std::optional<Ticks> atr, const Limits& limits) noexcept
{
    Int128 allowed = magnitude(proposed.count) * limits.approvalDrift.count / 10'000;
    if (atr && limits.approvalDriftAtr.count > 0) {
        const Int128 byRange = Int128{atr->count} * limits.approvalDriftAtr.count / 1'000;
        allowed = std::min(allowed, std::max<Int128>(byRange, 0));
    }
    return Ticks{saturated(allowed)};
}

bool hasDrifted(Ticks proposed, Ticks now, std::optional<Ticks> atr, const Limits& limits) noexcept
{
    return distance(proposed, now) > allowedDrift(proposed, atr, limits).count;
}

bool isBeyondDrift(Ticks proposed, Ticks allowed, std::optional<Ticks> now) noexcept
{
    return !now || distance(proposed, *now) > allowed.count;
}

} // namespace omni::risk
