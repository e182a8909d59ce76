#include "core/desk/sim/queue_place.h"

#include <algorithm>

namespace omni::sim {

void join(QueuePlace& place, Lots shown) noexcept
{
    place = QueuePlace{.isKnown = true, .ahead = shown, .shown = shown};
}

void onLevel(QueuePlace& place, Lots shown, QueueModel model) noexcept
{
    if (!place.isKnown) {
        join(place, shown);
        return;
    }
    const std::int64_t standing = std::max(place.shown.count - place.traded.count, place.ahead.count);
    const std::int64_t cancelled = standing - shown.count;
    if (model == QueueModel::Proportional && cancelled > 0) {
        place.ahead.count -= static_cast<std::int64_t>(Int128{place.ahead.count} * cancelled / standing);
    }
    place.ahead = std::min(place.ahead, shown);
    place.shown = shown;
    place.traded = {};
}

Lots onTrade(QueuePlace& place, Lots size) noexcept
{
    if (!place.isKnown) {
        return {};
    }
    const Lots before = std::min(place.ahead, size);
    place.ahead.count -= before.count;
    place.traded.count = checkedSum(place.traded.count, size.count).value_or(boundless.count);
    return {size.count - before.count};
}

} // namespace omni::sim
