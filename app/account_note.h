// What is done with accounts from a shell, in the audit record: before it is done, and when it was refused.

#pragma once

#include "app/user_proof.h"
#include "core/host/runtime/audit/seat_entries.h"

#include <string>
#include <string_view>

namespace omni::app {

/// Somebody who has proven at the shell who he is, or has not: `person.sign_in`. An error: it could not be told, and
/// what he wants is not done.
[[nodiscard]] runtime::Outcome<void> noteSignIn(const OpenedAccounts& accounts, std::string_view person,
                                                const Result<accounts::SignedIn>& in);

/// One act. `accounts` outlives it.
class AccountNote
{
public:
    /// `by`: empty for an act of whoever sits at the shell. `about`: may have no account yet.
    AccountNote(const OpenedAccounts& accounts, runtime::AccountAct act, std::string_view by, std::string_view about);

    /// It is about to be done. An error: it is not to be.
    [[nodiscard]] runtime::Outcome<void> begin(std::string_view detail = {}) const;
    /// It is done. `about` may have its number only now.
    [[nodiscard]] runtime::Outcome<void> end(std::string_view detail = {}) const;
    /// It was not done; the failure in words, as `accountFailure`.
    [[nodiscard]] tl::unexpected<runtime::RunFailure> refused(const Error& why) const;

private:
    [[nodiscard]] runtime::Outcome<void> tell(PrincipalId about, audit::AuditOutcome outcome,
                                              std::string_view detail) const;

    const OpenedAccounts& m_accounts;
    runtime::AccountAct m_act;
    runtime::AuditedPerson m_by;
    std::string m_aboutName;
    PrincipalId m_about;
};

} // namespace omni::app
