#include "core/desk/views/stop_doubt.h"

#include "core/base/wide_int.h"

#include <algorithm>

namespace omni::views {

std::optional<StopInDoubt> stopInDoubt(const DeskSnapshot& desk, const PositionView& view)
{
    const bool isLong = view.position.lots.count > 0;
    const std::int64_t held = isLong ? view.position.lots.count : -view.position.lots.count;
    const std::int64_t bare = held - view.protectedLots.count;
    if (bare <= 0) {
        return std::nullopt;
    }
    StopInDoubt doubt;
    for (const auto& record : desk.openOrders) {
        const auto& ticket = record.ticket;
        const bool isStop = ticket.instrument == view.position.instrument && ticket.role == orders::OrderRole::Stop
            && ticket.side == (isLong ? Side::Sell : Side::Buy) && ticket.stop;
        const bool isSent
            = record.state == orders::OrderState::Unknown || (record.state == orders::OrderState::Sent && !ticket.held);
        if (!isStop || !isSent) {
            continue;
        }
        const auto lots = checkedSum(doubt.lots.count, ticket.size.count - record.filled.count);
        doubt.lots = Lots{std::min(bare, lots.value_or(bare))};
        doubt.isLost = doubt.isLost || record.state == orders::OrderState::Unknown;
        if (!doubt.stop || (isLong ? *ticket.stop > *doubt.stop : *ticket.stop < *doubt.stop)) {
            doubt.stop = ticket.stop;
        }
    }
    return doubt.lots.count > 0 ? std::optional(doubt) : std::nullopt;
}

} // namespace omni::views
