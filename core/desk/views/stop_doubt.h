// Stops of which the venue has not said that they stand: what was sent a moment ago, and what was lost from sight and
// is asked for. No position is protected by them before it has (S17). Pure.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/trade/orders/order_event.h"

#include <optional>

namespace omni::views {

/// The venue has said that it has the order; or it is being taken away, which is news of its own. One whose cancel was
/// sent before the venue had said anything counts, too: its state does not tell.
[[nodiscard]] constexpr bool isProvenAtVenue(orders::OrderState state) noexcept
{
    return state == orders::OrderState::Working || state == orders::OrderState::CancelSent;
}

struct StopInDoubt {
    Lots lots; ///< Unsigned: what they would cover of the position beside `PositionView::protectedLots`.
    std::optional<Ticks> stop; ///< Of several the nearest to the market.
    bool isLost = false; ///< One of them at least is lost from sight: the venue is being asked. Else it answers soon.
    friend bool operator==(const StopInDoubt&, const StopInDoubt&) = default;
};

/// None: what the position's proven stops do not cover has no stop at all, or they cover all of it.
[[nodiscard]] std::optional<StopInDoubt> stopInDoubt(const DeskSnapshot& desk, const PositionView& view);

} // namespace omni::views
