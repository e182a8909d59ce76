#include "core/desk/sim/triggers.h"

#include <algorithm>

namespace omni::sim {

namespace {

bool isSell(const WorkingOrder& order) noexcept
{
    return order.ticket.side == Side::Sell;
}

bool isTrailing(const WorkingOrder& order) noexcept
{
    return order.ticket.kind == orders::OrderKind::TrailingStop;
}

void follow(WorkingOrder& order, Ticks price) noexcept
{
    const Ticks trail = *order.ticket.trail;
    if (!order.hasExtreme) {
        order.hasExtreme = true;
        order.extreme = price;
        if (order.ticket.stop) {
            const Ticks implied{order.ticket.stop->count - signOf(order.ticket.side) * trail.count};
            order.extreme = isSell(order) ? std::max(price, implied) : std::min(price, implied);
        }
    }
    order.extreme = isSell(order) ? std::max(order.extreme, price) : std::min(order.extreme, price);
    order.ticket.stop = Ticks{order.extreme.count + signOf(order.ticket.side) * trail.count};
}

bool isReached(const WorkingOrder& order, Ticks price) noexcept
{
    return isSell(order) ? price <= *order.ticket.stop : price >= *order.ticket.stop;
}

} // namespace

bool firesAt(WorkingOrder& order, Ticks price) noexcept
{
    if (isTrailing(order)) {
        follow(order, price);
    }
    return isReached(order, price);
}

std::optional<Ticks> firesIn(WorkingOrder& order, const market::Bar& bar) noexcept
{
    if (isTrailing(order) && !order.ticket.stop) {
        follow(order, bar.open);
    }
    const Ticks stop = *order.ticket.stop;
    if (isReached(order, isSell(order) ? bar.low : bar.high)) {
        return isSell(order) ? std::min(bar.open, stop) : std::max(bar.open, stop);
    }
    if (isTrailing(order)) {
        follow(order, isSell(order) ? bar.high : bar.low);
        if (isReached(order, bar.close)) {
            return *order.ticket.stop;
        }
    }
    return std::nullopt;
}

} // namespace omni::sim
