// What a person may wish at the seat of the window. Secrets travel in guarded memory and are moved, never copied; they
// are wiped when the wish is gone, be it fulfilled or not.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <string>
#include <variant>

namespace omni::runtime {

/// What opens the vault that the accounts lie in. Empty: it is open already.
struct VaultOpening {
    platform::SecretBytes key; ///< The passphrase, or the recovery key in its letters.
    bool isRecoveryKey = false;
};
/// `second`: the six digits of the authenticator or a recovery code; empty where there is none.
struct SignIn {
    VaultOpening vault;
    std::string person;
    platform::SecretBytes password, second;
};
/// By whoever sits there.
struct UnlockSeat {
    VaultOpening vault;
    platform::SecretBytes password, second;
};
/// A fresh code, for what takes one.
struct ShowCode {
    platform::SecretBytes code;
};
/// Behind a recovery code: a new authenticator, whose seed is then given out once (`takeSeed`).
struct BeginSeatEnrolment {
    platform::SecretBytes password;
};
/// Gives out new recovery codes once, and signs out.
struct ConfirmSeatEnrolment {
    platform::SecretBytes code;
};

using SeatWish = std::variant<SignIn, UnlockSeat, ShowCode, BeginSeatEnrolment, ConfirmSeatEnrolment>;

} // namespace omni::runtime
