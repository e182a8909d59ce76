#include "core/desk/sim/slippage/slippage.h"

#include <algorithm>
#include <limits>

namespace omni::sim {

namespace {

constexpr std::int64_t whole = 100'000'000;

std::int64_t moved(std::int64_t amount, std::int64_t share) noexcept
{
    const Int128 size = amount < 0 ? -Int128{amount} : Int128{amount};
    const Int128 sum = dividedHalfEven(Int128{amount} * whole + size * share, whole);
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::clamp(sum, -most, most));
}

} // namespace

Money slipped(Money value, Side side, const Slippage& slippage) noexcept
{
    return Money{moved(value.e8, signOf(side) * shareFor(slippage, side))};
}

Ticks slipped(Ticks price, Side side, const Slippage& slippage) noexcept
{
    return Ticks{moved(price.count, signOf(side) * shareFor(slippage, side))};
}

} // namespace omni::sim
