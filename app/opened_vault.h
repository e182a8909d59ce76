// The vault of a profile, opened for one command, and secrets that are shown once.

#pragma once

#include "app/options.h"
#include "core/base/time.h"
#include "core/host/access/vault_door.h"
#include "core/host/runtime/audit/audit_book.h"
#include "core/host/runtime/open_profile.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace omni::app {

inline constexpr OptionSpec vaultPassphraseOption{"--passphrase-fd", "N",
                                                  "the vault's passphrase, one line from this file descriptor"};

[[nodiscard]] Timestamp wallNow();

/// The profile as this program alone has it, for the length of a command. `secrets`: options that name descriptors,
/// which are looked at first, before a file of ours takes the number of one that the caller has forgotten to open.
[[nodiscard]] runtime::Outcome<runtime::LockedProfile> heldProfile(const Arguments& arguments,
                                                                   std::span<const std::string_view> secrets);

/// A vault that its passphrase has opened, in a profile that nobody else has.
struct OpenedVault {
    std::shared_ptr<runtime::LockedProfile>
        profile; ///< Where it is stays the same: the vault's changes are told there.
    platform::SecretBytes passphrase;
    runtime::OpenVault vault;
};
/// `purpose`, "add binance-paper", stands in the audit record before anything is done.
[[nodiscard]] runtime::Outcome<OpenedVault>
openedByPassphrase(const Arguments& arguments, std::span<const std::string_view> secrets, const std::string& purpose);

/// What is to be done with the vault stands in the audit record before it is done; a lock that does not open it, too.
[[nodiscard]] runtime::Outcome<runtime::OpenVault> openedOnRecord(const runtime::LockedProfile& profile,
                                                                  runtime::VaultLock by,
                                                                  const platform::SecretBytes& lock,
                                                                  const std::string& purpose);

/// That `vault` was opened, or not, with the generation that it has. `wish`: of a record that may have to begin.
[[nodiscard]] runtime::Outcome<void> noteOpening(const runtime::LockedProfile& profile,
                                                 const runtime::Outcome<runtime::OpenVault>& vault,
                                                 const std::string& purpose, runtime::AuditWish wish = {});
/// Each change of `vault` stands in the audit record from now on, right behind it. `profile` outlives the vault.
void tellChanges(runtime::OpenVault& vault, const runtime::LockedProfile& profile);

/// Behind an act that was to end something, the vault as it was before must go, too: it does with the next good
/// opening, and that proves the new one.
[[nodiscard]] runtime::Outcome<void> endPrevious(const std::filesystem::path& profile,
                                                 const platform::SecretBytes& passphrase);

/// All of it on stdout, straight from guarded memory to the descriptor: no copy stays in a buffer.
[[nodiscard]] bool isWritten(std::string_view text);
[[nodiscard]] bool isWritten(const platform::SecretBytes& text);

} // namespace omni::app
