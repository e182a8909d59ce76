// What the audit record says of people at a way into the program and of their accounts: signed in or not let in,
// locked, a code shown, an account changed.
//
// A person stands in the record by the number of the account ("owner", "person:101"), as in the journal: names stand
// with the accounts alone, and a record cannot be taken out again. What somebody typed as a name that is no account's
// is never told: it may be a password in the wrong field.

#pragma once

#include "core/base/ids.h"
#include "core/edge/security/audit/audit_entry.h"
#include "core/trade/risk/authority.h"

#include <functional>
#include <string>
#include <string_view>

namespace omni::runtime {

/// Takes an entry over and returns when the disk has it. An error: it is not there, and what it is about is not to be
/// done. Blocks for a sync: never on the window's thread, never on the engine's.
using AuditSink = std::function<Result<void>(const audit::AuditEntry&)>;

/// Who it is. Number zero: nobody that the accounts know.
struct AuditedPerson {
    PrincipalId number;
    risk::Roles roles; ///< As the accounts have them now; empty where that is not known.
};

/// "owner", "person:101"; "somebody" for number zero.
[[nodiscard]] std::string auditNameOf(PrincipalId number);
/// "trader, risk"; empty for none.
[[nodiscard]] std::string auditRolesOf(risk::Roles roles);

enum class SeatAct : std::uint8_t {
    SignIn, ///< `person.sign_in`: Done, or Refused with `why`.
    SignOut, ///< `person.sign_out`
    Lock, ///< `person.lock`: by hand, by idleness, because the machine slept: `why`.
    Unlock, ///< `person.unlock`: Done, or Refused.
    StepUp, ///< `person.step_up`: a fresh code: Done, or Refused.
};
/// `why`: in words or the code of an error, such as "denied" or "rate_limited"; never what was typed.
[[nodiscard]] audit::AuditEntry seatEntry(SeatAct act, const AuditedPerson& who, audit::AuditOutcome outcome,
                                          audit::AuditPath path, std::string_view why = {});

enum class AccountAct : std::uint8_t {
    Add, ///< `account.add`
    Remove, ///< `account.remove`
    SetRoles, ///< `account.roles`; `detail`: the new ones, as `auditRolesOf`.
    ChangePassword, ///< `account.password`
    SetSecondFactor, ///< `account.second_factor`
    RenewRecoveryCodes, ///< `account.recovery_codes`
    ResetSecondFactor, ///< `account.reset_second_factor`; `detail`: "asked for" or "done".
    EndSessions, ///< `account.end_sessions`
};
/// Before the act with `Begun`. One that fails behind that is told with `Failed` or `Refused` and why in `detail`.
/// `about` zero: an account that is about to be made, whose number is not known yet.
[[nodiscard]] audit::AuditEntry accountEntry(AccountAct act, const AuditedPerson& by, PrincipalId about,
                                             audit::AuditOutcome outcome, audit::AuditPath path,
                                             std::string_view detail = {});

/// Something done with the record itself, from the window: `record.read`, `record.verified`, `record.exported`.
[[nodiscard]] audit::AuditEntry recordEntry(std::string_view action, const AuditedPerson& by,
                                            audit::AuditOutcome outcome, std::string_view detail = {});

} // namespace omni::runtime
