// What is told of a try to come in, in the language of the window.

#pragma once

#include "core/base/time.h"
#include "core/desk/views/seat_view.h"

#include <QString>

#include <span>

namespace omni::ui::sign_in {

/// What happened and what to do, in one or two sentences. `isUnlock`: somebody is signed in already, so that no name is
/// asked for.
[[nodiscard]] QString failureWords(const views::SeatFailure& failure, bool isUnlock);
/// Why a command was not sent: nobody is signed in, it is locked.
[[nodiscard]] QString refusalWords(const views::SeatFailure& refusal);
/// Whole minutes or seconds, rounded up: "2 min", "45 s".
[[nodiscard]] QString leftWords(Duration left);

/// Six digits, as an authenticator shows them; blanks between them do not count. It is complete, and can be looked at.
[[nodiscard]] bool isWholeCode(std::span<const std::byte> typed) noexcept;

} // namespace omni::ui::sign_in
