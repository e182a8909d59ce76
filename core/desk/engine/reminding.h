// A proposal that waits is spoken of again before it expires: at half of its life, and louder at four fifths (product
// 4.2). What nobody answers expires, and one that expired unseen is a decision that nobody took.

#pragma once

#include "core/desk/engine/turn.h"

#include <string_view>

namespace omni::engine {

/// Key of the alert. `limit`: the proposal's number; `actual`: what is left of it, in ns. Info at half, Warning at four
/// fifths. A proposal whose time leaps over the first is told of the second alone.
inline constexpr std::string_view expiresSoon = "proposal.expires_soon";

/// Alerts for the proposals that wait and are due. One that is snoozed is due like the others: snoozing lengthens
/// nothing.
void remindOfProposals(Turn& turn);

/// Until one of the proposals is to be spoken of, or ends. Not below zero; where none waits, for ever.
[[nodiscard]] Duration untilNextWord(const DeskState& state, const Stamp& stamp) noexcept;

/// Books the alert: it is raised once.
void noteReminder(DeskState& state, const events::AlertRaised& alert);

} // namespace omni::engine
