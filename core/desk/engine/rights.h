// The one check of who may do what (S29): by which row of the table a command is judged, and what the table says of who
// asks. It is the same for the window, the command line and the control interface, and the same again in a replay:
// roles are those that the host has vouched for in the record.

#pragma once

#include "core/desk/engine/desk_state.h"

#include <optional>

namespace omni::engine {

/// A command before the table of rights.
struct Judged {
    risk::Action action = risk::Action::Kill; ///< The row.
    risk::Answer answer = risk::Answer::Deny;
};

/// What was vouched for; of a profile without accounts as `risk::rolesOf`. A script has the owner's, in LIVE none;
/// strategies and breakers are `Ai`.
[[nodiscard]] risk::Roles rolesOf(const DeskState& state, PrincipalId by) noexcept;

/// A command that no row is for does not compile.
[[nodiscard]] Judged judged(const DeskState& state, const events::Command& command);

/// Why `command` is not looked at any further: no right, the own proposal, or a code that is missing. What takes a
/// second person passes here; see `secondFor`.
[[nodiscard]] std::optional<events::Denial> denialOf(const Judged& judged, const events::Command& command) noexcept;

} // namespace omni::engine
