// Where the broker's account and our books differ, line by line, and what people do about it (F49, S9).
//
// A difference is open until it is gone or a person has said, with a reason, that he has seen it. That word is good for
// its figures alone: another amount between theirs and ours is another difference. While one is open nobody arms.

#pragma once

#include "core/desk/engine/desk_state.h"
#include "core/desk/events/command.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::engine {

struct Turn;

struct Difference {
    events::DifferenceSubject what;
    std::int64_t ours = 0, theirs = 0; ///< Lots, or e8 of cash.
    Timestamp since; ///< When it was first told.
    bool isIgnored = false; ///< A person has seen these figures.
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// By kind, then by what it is about. As many as there are instruments, currencies, unanswered and others' orders.
[[nodiscard]] std::vector<Difference> differencesOf(const DeskState& state);

/// A person has seen this one with this amount between theirs and ours.
[[nodiscard]] bool isIgnored(const DeskState& state, const events::DifferenceSubject& what, std::int64_t ours,
                             std::int64_t theirs) noexcept;

/// One that forbids arming. Our own orders that wait for the venue's answer hold up their symbol alone.
[[nodiscard]] bool hasOpenDifference(const DeskState& state);

/// Nothing was ever booked: what the broker says is where the books begin.
[[nodiscard]] bool hasNoHistory(const DeskState& state) noexcept;

/// The deeds, once the right to them has been asked. A denial says why it was not done.
[[nodiscard]] std::optional<events::Denial> ignoreDifference(Turn& turn, const events::Command& command,
                                                             const events::IgnoreDifference& wish);
[[nodiscard]] std::optional<events::Denial> adoptPosition(Turn& turn, PrincipalId by, InstrumentId instrument);
[[nodiscard]] std::optional<events::Denial> adoptCash(Turn& turn, const events::Command& command,
                                                      const events::AdoptCash& wish);
/// All that the broker has reported, at once, where nothing was ever booked.
[[nodiscard]] std::optional<events::Denial> adoptOpening(Turn& turn, const events::Command& command);
/// What they hold more than we do, on their side, is taken over and then closed as a person closes a part (S18).
[[nodiscard]] std::optional<events::Denial> closeDifference(Turn& turn, const events::Command& command,
                                                            const events::CloseDifference& wish);
/// Somebody else's order is to end, by a person's word.
[[nodiscard]] std::optional<events::Denial> cancelExternal(Turn& turn, PrincipalId by,
                                                           const events::CancelExternalOrder& wish);

} // namespace omni::engine
