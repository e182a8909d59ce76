// A trip or a reset of a switch as the history keeps it: a note with a tag of its own, without order and proposal.
//
// The record holds them as facts; a table of their own would be one for a few rows a month. What a person types is
// never taken for one: it is told by its form, and what does not have it is not a trip. Pure.

#pragma once

#include "core/base/short_text.h"
#include "core/desk/events/command.h"
#include "core/desk/events/fact.h"
#include "core/trade/risk/mode.h"

#include <cstdint>
#include <optional>

namespace omni::views {

struct StopNote {
    bool isReset = false;
    risk::Scope scope; ///< Of a breaker: what it stops.
    risk::KillLevel level = risk::KillLevel::None;
    std::optional<events::Breaker> breaker; ///< None: a latch of the switch.
    std::uint64_t subject = 0; ///< Of the breaker: an instrument or a strategy.
    std::int64_t limit = 0, actual = 0; ///< Of the breaker, in its unit.
    events::Cause cause = events::Cause::Person;
    ShortText<95> reason; ///< Text from outside.
    friend bool operator==(const StopNote&, const StopNote&) = default;
};

[[nodiscard]] StopNote stopNoteOf(const events::Latched& latched);
[[nodiscard]] StopNote stopNoteOf(const events::LatchCleared& cleared);
[[nodiscard]] StopNote stopNoteOf(const events::BreakerTripped& tripped);
[[nodiscard]] StopNote stopNoteOf(const events::BreakerCleared& cleared);

[[nodiscard]] events::AddNote noteOf(const StopNote& stop);
/// None: another note, or one that does not read as a trip. Every number is range-checked (S31).
[[nodiscard]] std::optional<StopNote> stopNoteOf(const events::AddNote& note);

} // namespace omni::views
