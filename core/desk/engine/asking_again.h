// What the venue refuses is asked for again, and each time later (F31, S34): an order to close, the cancel or the
// change that was in its way, the stop that the desk puts where none is.
//
// The waits are folded from what the venue said, so that a start asks no sooner. What persons and the kill switch ask
// for waits for nothing.

#pragma once

#include "core/desk/engine/desk_state.h"

#include <algorithm>
#include <optional>

namespace omni::engine {

/// How long after so many refusals (above zero) it may be asked again: a second, twice as long each time, at most half
/// a minute.
[[nodiscard]] constexpr Duration waitAfter(std::uint32_t refusals) noexcept
{
    return seconds(std::int64_t{1} << std::min(std::max(refusals, 1U) - 1, 5U));
}

/// What is left of the wait after the newest refusal. Zero: it may be asked.
[[nodiscard]] Duration waitLeft(const Refusals& refused, const Stamp& now) noexcept;

/// The desk asks for it by itself, and again as long as it is needed.
[[nodiscard]] bool isAskedAgain(events::Cause cause) noexcept;

/// Cancels of the order, and changes of it, that the venue has refused without taking another.
[[nodiscard]] Refusals refusedCancels(const DeskState& state, OrderId order) noexcept;
[[nodiscard]] Refusals refusedChanges(const DeskState& state, OrderId order) noexcept;

/// When the first of these waits ends, from `now`; nothing: nobody waits. Exits and stops that were refused are looked
/// at with the market, without which no gate would let them through.
[[nodiscard]] std::optional<Duration> nextAsking(const DeskState& state, const Stamp& now) noexcept;

// --- of the fold -----------------------------------------------------------------------------------------------------

/// One refusal more.
void noteRefusal(Refusals& refused, const Stamp& stamp) noexcept;

/// What a venue's word on an order that it knew says of what was asked of it. `before`: how the order stood; a refused
/// cancel that was not under way is a late word and makes nobody wait. `isRefusal`: it has refused the order.
void noteAnswer(DeskState& state, const Stamp& stamp, const events::OrderReport& report, orders::OrderState before,
                bool isRefusal);

} // namespace omni::engine
