// What a proof has shown, and the step of one account as the second factor's store. For the accounts alone.

#pragma once

#include "core/edge/security/accounts/accounts.h"

namespace omni::accounts {

[[nodiscard]] inline tl::unexpected<Error> noSuchPerson()
{
    return failure(Errc::NotFound, "there is no account of this name");
}

struct Accounts::Proven {
    Account* account = nullptr; ///< Never null.
    std::uint32_t failuresBefore = 0;
    bool isByCode = false;
    bool isByRecoveryCode = false;
    bool wasResetAskedFor = false; ///< And is void by now.
};

/// Holds the lock over something that may change an account, and shows what came of it before it lets go.
class Accounts::Change
{
public:
    explicit Change(Accounts& accounts)
        : m_accounts(accounts)
        , m_lock(accounts.m_mutex)
    {
    }
    ~Change()
    {
        m_accounts.publish();
    }
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;

private:
    Accounts& m_accounts;
    const std::scoped_lock<std::mutex> m_lock;
};

class Accounts::StepOf final : public totp::StepStore
{
public:
    StepOf(Accounts& accounts, Account& account) noexcept
        : m_accounts(accounts)
        , m_account(account)
    {
    }
    /// Ends the row of failures, in the same writing.
    [[nodiscard]] Result<void> take(std::string_view person, std::int64_t step) override;

private:
    Accounts& m_accounts;
    Account& m_account;
};

} // namespace omni::accounts
