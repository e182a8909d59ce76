#include "core/trade/risk/stops/trailing/trailing_stop.h"

#include <algorithm>

namespace omni::risk {

std::optional<Ticks> trailedStop(Side position, std::optional<Ticks> current, Ticks close, Ticks atr,
                                 Milli multiple) noexcept
{
    if (multiple.count <= 0 || atr.count <= 0) {
        return current;
    }
    const Int128 away = std::max<Int128>(Int128{atr.count} * multiple.count / 1'000, 1);
    const auto trigger = narrowed(Int128{close.count} - away * signOf(position));
    if (!trigger) {
        return current;
    }
    if (!current) {
        return Ticks{*trigger};
    }
    return position == Side::Buy ? std::max(*current, Ticks{*trigger}) : std::min(*current, Ticks{*trigger});
}

} // namespace omni::risk
