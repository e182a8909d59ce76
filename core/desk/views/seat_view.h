// Who sits at the window, as a lock screen or a status line shows it: signed in, signed out, locked, and why the last
// try was not let in. No secret is part of it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/risk/authority.h"

#include <cstdint>
#include <optional>
#include <string>

namespace omni::views {

enum class SeatState : std::uint8_t {
    NoAccounts, ///< The profile has one person, who never signs in.
    SignedOut,
    MustEnrol, ///< In by a recovery code: a new second factor comes before anything else.
    SignedIn,
    Locked, ///< Signed in, and away. Orders and stops go on.
};

struct SeatFailure {
    std::string code; ///< Stable: "denied", "rate_limited", "vault_does_not_open".
    std::string message, hint; ///< English; the hint may be empty.
    friend bool operator==(const SeatFailure&, const SeatFailure&) = default;
};

struct SeatView {
    SeatState state = SeatState::SignedOut;
    std::string person; ///< Empty: nobody.
    PrincipalId number;
    risk::Roles roles; ///< As the accounts have them now.
    std::uint32_t failuresBefore = 0; ///< Of sign-ins in a row before this one: from three on it is told.
    bool wasResetAskedFor = false; ///< Of the second factor: it is told.
    bool wasEnded = false; ///< Nobody is signed in because other rights, another password ended the sitting.
    bool hasFreshCode = false;
    bool hasSecondFactor = false;
    std::size_t recoveryCodesLeft = 0;
    Duration untilLock; ///< While signed in.

    bool needsVault = false; ///< The vault is locked: who wants in opens it first.
    bool isBusy = false; ///< A wish is being carried out, or waits for it.
    std::uint64_t settled = 0; ///< Number of the last wish that was carried out or refused. 0: none yet.
    std::optional<SeatFailure> failure; ///< Of that wish. None: it was carried out.
    std::optional<Monotonic> mayTryAt; ///< Of whom it was about: before that no try is looked at.
    friend bool operator==(const SeatView&, const SeatView&) = default;
};

} // namespace omni::views
