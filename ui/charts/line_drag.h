// Moving a line: from the press on its grip to the price at which it was let go. Nothing is sent here.

#pragma once

#include "core/trade/market/units.h"
#include "ui/charts/chart_scene.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace omni::ui {

struct LineDrag {
    std::size_t line = 0; ///< Of the scene.
    ChartLine original; ///< As it was at the press: what the market does meanwhile does not move it.
    Ticks now;
    bool isDropped = false; ///< Let go: a person is being asked.

    [[nodiscard]] bool hasMoved() const noexcept
    {
        return now != original.price;
    }
    friend bool operator==(const LineDrag&, const LineDrag&) = default;
};

/// The nearest price that an order may have: a whole tick, at least one.
[[nodiscard]] inline Ticks snapped(double ticks) noexcept
{
    constexpr double most = 4e15;
    if (!(ticks > 1)) {
        return Ticks{1};
    }
    return Ticks{static_cast<std::int64_t>(std::llround(ticks < most ? ticks : most))};
}

/// A protective stop comes closer to the market: the loss it allows gets smaller. `side` is that of the stop order.
[[nodiscard]] constexpr bool tightens(Side side, Ticks from, Ticks to) noexcept
{
    return side == Side::Sell ? to > from : to < from;
}

} // namespace omni::ui
