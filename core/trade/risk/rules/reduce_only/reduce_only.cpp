#include "core/trade/risk/rules/reduce_only/reduce_only.h"

#include <algorithm>

namespace omni::risk {

std::optional<Refusal> checkReduceOnly(const OrderCase& order) noexcept
{
    if (!order.ticket.reduceOnly) {
        return std::nullopt;
    }
    const std::int64_t position = order.view.here.position.count;
    const bool isAgainst = order.ticket.side == Side::Buy ? position < 0 : position > 0;
    const Int128 closable = isAgainst
        ? std::max<Int128>(magnitude(position) - std::max<std::int64_t>(order.view.here.closing.count, 0), 0)
        : Int128{0};
    if (order.ticket.size.count <= closable) {
        return std::nullopt;
    }
    const bool isKept = isAgainst && closable == 0 && order.ticket.timeInForce == orders::TimeInForce::ExtendedDay;
    return Refusal{Rule::ReduceOnly, isKept ? keptByItsStop : saturated(closable), order.ticket.size.count};
}

} // namespace omni::risk
