#include "core/trade/risk/stops/default_stop/default_stop.h"

#include <algorithm>

namespace omni::risk {

std::optional<Ticks> defaultStop(Side side, Ticks entry, BasisPoints distance) noexcept
{
    const Int128 price = entry.count;
    const Int128 away = std::max<Int128>((price < 0 ? -price : price) * distance.count / 10'000, 1);
    const auto trigger = narrowed(price - away * signOf(side));
    if (!trigger || (entry.count > 0 && *trigger <= 0)) {
        return std::nullopt;
    }
    return Ticks{*trigger};
}

} // namespace omni::risk
