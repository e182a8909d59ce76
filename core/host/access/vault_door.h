// The vault of a profile as the program's commands and sessions come to it: made, opened at the pace that wrong guesses
// leave, with each failure in words.
//
// A passphrase is text: it is kept composed (NFC), so that it is the same from every keyboard. One that was kept by its
// bytes, by an earlier version, opens its vault all the same.
//
// Blocks for the cost of the passphrase, half a second and more: never on the window's thread, never on the engine's.

#pragma once

#include "core/edge/security/vault/vault.h"
#include "core/host/access/machine_moment.h"
#include "core/host/access/vault_files.h"
#include "core/host/access/vault_generation.h"
#include "core/host/control/run_failure.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace omni::runtime {

/// Fewer characters are no passphrase: the cost of a guess does not make up for there being few of them.
inline constexpr std::size_t leastPassphraseCharacters = 12;

/// A vault that is open, with the files that it writes. One thread.
class OpenVault
{
public:
    OpenVault(std::unique_ptr<VaultFiles> files, vault::Vault opened)
        : m_files(std::move(files))
        , m_vault(std::move(opened))
    {
    }
    [[nodiscard]] vault::Vault& operator*() noexcept
    {
        return m_vault;
    }
    [[nodiscard]] vault::Vault* operator->() noexcept
    {
        return &m_vault;
    }
    [[nodiscard]] VaultGeneration generation() const noexcept
    {
        return {m_vault.id(), m_vault.generation()};
    }
    /// Calls `changed` behind each change that is durable, on its thread, which waits for it: for the audit record.
    void watchChanges(std::function<void(const VaultGeneration&)> changed);

private:
    std::unique_ptr<VaultFiles> m_files; ///< Dies behind the vault.
    vault::Vault m_vault;
};

/// For a new one. Bad input (exit 3): too short, too long, not UTF-8, or one character again and again.
[[nodiscard]] Outcome<void> mustBeGoodPassphrase(const platform::SecretBytes& passphrase);

/// A new vault in a profile that is there. Refused (exit 4): there is one already. The cost is what makes a guess take
/// half a second here, and never less than the default.
[[nodiscard]] Outcome<OpenVault> makeVault(const std::filesystem::path& profile,
                                           const platform::SecretBytes& passphrase, Timestamp now);

/// What opens it.
enum class VaultLock { Passphrase, RecoveryKey };

/// Refused (exit 4): there is none, it does not open, an earlier wrong passphrase has to be waited for, another
/// program tries one at this moment, or the audit record knows a later state of it (vault_set_back). Bad input
/// (exit 3): damaged, of a newer version, letters that are no recovery key, or a record that cannot be read. `key` is
/// the passphrase, or the recovery key in its letters, which waits for nothing. A good opening ends what
/// vault-previous.omv still held.
[[nodiscard]] Outcome<OpenVault> openVault(const std::filesystem::path& profile, VaultLock lock,
                                           const platform::SecretBytes& key, const MachineTime& time = {});

/// The same by the passphrase, whatever the audit record knows: for a person who goes on with an older state and says
/// why.
[[nodiscard]] Outcome<OpenVault> openVaultAsItIs(const std::filesystem::path& profile,
                                                 const platform::SecretBytes& passphrase, const MachineTime& time = {});

/// The same by the passphrase, beside a program that has the profile: every change of this vault is refused, and what
/// it was before stays. One thread.
[[nodiscard]] Outcome<OpenVault> openVaultToRead(const std::filesystem::path& profile,
                                                 const platform::SecretBytes& passphrase, const MachineTime& time = {});

/// Replaces the passphrase of an open vault; `key` is what opened it. Bad input: the new one is not good enough.
[[nodiscard]] Outcome<void> changePassphrase(OpenVault& vault, VaultLock lock, const platform::SecretBytes& key,
                                             const platform::SecretBytes& next, Timestamp now);

/// A new master key; `passphrase` is the vault's. As `vault::Vault::renewMasterKey`.
[[nodiscard]] Result<platform::SecretBytes> renewMasterKey(OpenVault& vault, const platform::SecretBytes& passphrase,
                                                           Timestamp now);

/// "the passphrase", "a recovery key".
[[nodiscard]] std::string_view nameOfSlot(vault::SlotKind kind) noexcept;

} // namespace omni::runtime
