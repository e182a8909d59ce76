// One of our orders as a simulated venue holds it.

#pragma once

#include "core/desk/sim/fees/fee_schedule.h"
#include "core/trade/orders/order.h"

#include <cstdint>

namespace omni::sim {

enum class Stage : std::uint8_t {
    Waiting, ///< To be executed as soon as the market is known (bars: at the next open, or at the close).
    Trigger, ///< A stop that has not fired.
    Resting, ///< A limit order in the queue.
    Finished,
};

/// How many lots stand before a resting order.
struct QueuePlace {
    bool isKnown = false;
    bool isTold = false; ///< The level has been told anew since it was last looked at.
    Lots ahead{}; ///< Meaningful when known.
    Lots shown{}; ///< Size of the level as last told.
    Lots traded{}; ///< At the price since then: cancels are what it shrank by beyond that.
};

struct WorkingOrder {
    orders::OrderTicket ticket{}; ///< With prices and size as they stand after replaces and trailing moves.
    std::uint64_t arrival = 0; ///< Rank in time.
    Timestamp arrived{};
    Timestamp expires{}; ///< Of day orders; zero: never.
    Timestamp liveFrom{}; ///< Bars: takes no part in a bar that opened before.
    Stage stage = Stage::Waiting;
    Lots filled{};
    Money spent{}; ///< Of notional orders: value and fees so far.
    bool hasExtreme = false; ///< Of trailing stops: a price has been seen.
    Ticks extreme{}; ///< The highest price seen by a trailing sell, the lowest by a trailing buy.
    FeeState fees{};
    QueuePlace queue{};

    [[nodiscard]] Lots left() const noexcept
    {
        return {ticket.size.count - filled.count};
    }
};

} // namespace omni::sim
