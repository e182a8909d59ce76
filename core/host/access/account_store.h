// The accounts of a profile, sealed as one record of its vault: docs/accounts.md.

#pragma once

#include "core/desk/events/event.h"
#include "core/edge/security/accounts/accounts.h"
#include "core/edge/security/vault/vault.h"
#include "core/host/access/machine_moment.h"
#include "core/host/control/run_failure.h"

#include <functional>
#include <memory>
#include <optional>

namespace omni::runtime {

/// The thread of the vault, which outlives it.
class VaultAccountStore final : public accounts::AccountStore
{
public:
    VaultAccountStore(vault::Vault& vault, std::function<Timestamp()> now)
        : m_vault(vault)
        , m_now(std::move(now))
    {
    }
    /// As `Vault::read`. That a vault was set back is seen by its generation.
    [[nodiscard]] Result<platform::SecretBytes> read() override;
    [[nodiscard]] Result<void> replace(std::span<const std::byte> kept) override;

private:
    vault::Vault& m_vault;
    std::function<Timestamp()> m_now;
};

/// The accounts of an open vault, with this machine's clocks. Bad input (exit 3): damaged, or of a newer version: then
/// nobody signs in.
[[nodiscard]] Outcome<std::unique_ptr<accounts::Accounts>> openAccounts(accounts::AccountStore& store,
                                                                        std::function<accounts::Moment()> now);
/// Both clocks of this machine.
[[nodiscard]] accounts::Moment momentOfAccounts();

/// What the desk is told of them. Nothing: the profile has no accounts, and its owner all rights.
[[nodiscard]] std::optional<events::PeopleVouched> peopleOf(const accounts::Accounts& accounts);

} // namespace omni::runtime
