#include "core/edge/sandbox/alpaca/holding.h"

#include <algorithm>
#include <cstdlib>

namespace omni::sandbox::alpaca {

namespace {

/// amount * part / whole, half to even.
std::int64_t shareOf(std::int64_t amount, std::int64_t part, std::int64_t whole) noexcept
{
    return static_cast<std::int64_t>(dividedHalfEven(Int128{amount} * part, whole));
}

} // namespace

void Holding::apply(Side side, Money size, Money value, Money fee)
{
    const std::int64_t sign = signOf(side);
    const std::int64_t gained = side == Side::Buy ? size.e8 - fee.e8 : size.e8;
    const std::int64_t worth = shareOf(value.e8, gained, size.e8);
    const bool closes = quantity.e8 * sign < 0;
    const std::int64_t closed = closes ? std::min(gained, std::abs(quantity.e8)) : 0;
    if (closed > 0) {
        const std::int64_t held = std::abs(quantity.e8);
        cost.e8 -= shareOf(cost.e8, closed, held);
        dayCost.e8 -= shareOf(dayCost.e8, closed, held);
        quantity.e8 += sign * closed;
    }
    if (gained > closed) {
        const std::int64_t opening = shareOf(worth, gained - closed, gained);
        quantity.e8 += sign * (gained - closed);
        cost.e8 += sign * opening;
        dayCost.e8 += sign * opening;
    }
}

} // namespace omni::sandbox::alpaca
