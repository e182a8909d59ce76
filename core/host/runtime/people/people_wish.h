// What a person may wish of the accounts of the profile. Secrets travel in guarded memory and are moved, never copied;
// they are wiped when the wish is gone, be it fulfilled or not.

#pragma once

#include "core/edge/platform/secret_memory.h"
#include "core/trade/risk/authority.h"

#include <string>
#include <variant>

namespace omni::runtime {

/// Who manages people, and that it is he. `person` empty: who has proven it with a wish before and whose code is still
/// fresh (5 min).
struct ManagerProof {
    std::string person;
    platform::SecretBytes password;
    platform::SecretBytes second; ///< Six digits of the authenticator, blanks do not count.
};

/// The first account is the owner's: nobody has to prove anything, `roles` does not count, and the second factor is
/// begun at once (`PeopleLink::takeEnrolment`) where `beginsEnrolment` says so.
struct AddPerson {
    ManagerProof by;
    std::string name; ///< 1 to 32 of a–z 0–9 . _ -, a letter first.
    platform::SecretBytes password;
    risk::Roles roles;
    bool beginsEnrolment = false;
};
/// In place of all earlier ones. The own ones: see `views::OwnRightsChange`; refused where another one could do it.
struct SetRoles {
    ManagerProof by;
    std::string name;
    risk::Roles roles;
};
/// The owner's account stays.
struct RemovePerson {
    ManagerProof by;
    std::string name;
};
/// Of what waits 60 s: it is left as it is.
struct LeaveOwnRights {
};
/// Whoever has proven that he manages people goes: the next wish asks again. What waits goes on waiting.
struct EndManaging {
};
/// Takes away a lost second factor, or notes that somebody wants it: by two who manage people, by one 24 h after
/// asking.
struct ResetFactor {
    ManagerProof by;
    std::string name;
};
/// The same by the person, who has the password alone: never before 24 h.
struct ResetOwnFactor {
    std::string name;
    platform::SecretBytes password;
};
struct ChangePassword {
    std::string name;
    platform::SecretBytes password, second;
    platform::SecretBytes next;
};
/// A new authenticator, see `PeopleLink::takeEnrolment`. `second`: a code of the one before, or a recovery code; empty
/// where there is none.
struct BeginEnrolment {
    std::string name;
    platform::SecretBytes password, second;
};
/// A code of the new authenticator; then there are new recovery codes (`PeopleLink::takeRecoveryCodes`).
struct ConfirmEnrolment {
    std::string name;
    platform::SecretBytes code;
};
/// Earlier ones are void.
struct RenewRecoveryCodes {
    std::string name;
    platform::SecretBytes password, second;
};

using PeopleWish = std::variant<AddPerson, SetRoles, RemovePerson, LeaveOwnRights, EndManaging, ResetFactor,
                                ResetOwnFactor, ChangePassword, BeginEnrolment, ConfirmEnrolment, RenewRecoveryCodes>;

} // namespace omni::runtime
