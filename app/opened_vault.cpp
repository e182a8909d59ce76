#include "app/opened_vault.h"

#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/secret_option.h"

#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/standard_streams.h"

namespace omni::app {

using platform::SecretBytes;
using runtime::Outcome;
using runtime::VaultLock;

Timestamp wallNow()
{
    return platform::SystemClock().wall();
}

Outcome<runtime::LockedProfile> heldProfile(const Arguments& arguments, std::span<const std::string_view> secrets)
{
    for (const auto option : secrets) {
        if (auto open = mustBeOpen(arguments, option); !open) {
            return tl::unexpected(open.error());
        }
    }
    const auto path = profileOf(arguments);
    return path ? runtime::lockProfile(*path) : tl::unexpected(path.error());
}

Outcome<runtime::OpenVault> openedOnRecord(const runtime::LockedProfile& profile, VaultLock by, const SecretBytes& lock,
                                           const std::string& purpose)
{
    auto vault = runtime::openVault(profile.path, by, lock);
    if (auto noted = noteOpening(profile, vault, purpose); !noted) {
        return tl::unexpected(noted.error());
    }
    if (vault) {
        tellChanges(*vault, profile);
    }
    return vault;
}

Outcome<void> noteOpening(const runtime::LockedProfile& profile, const Outcome<runtime::OpenVault>& vault,
                          const std::string& purpose, runtime::AuditWish wish)
{
    if (vault) {
        wish.before.push_back(runtime::generationEntry(vault->generation()));
    }
    const auto outcome = vault ? audit::AuditOutcome::Done : audit::AuditOutcome::Refused;
    auto kept = keepOnAudit(profile, shellEntry("vault.open", purpose, outcome, vault ? "" : vault.error().code),
                            std::move(wish));
    if (!kept && !vault) {
        tell(kept.error().message); // the refusal goes before
        return {};
    }
    return kept;
}

void tellChanges(runtime::OpenVault& vault, const runtime::LockedProfile& profile)
{
    vault.watchChanges([&profile](const runtime::VaultGeneration& generation) {
        if (const auto kept = keepOnAudit(profile, runtime::generationEntry(generation)); !kept) {
            tell(kept.error().message); // the change is done, and the next opening tells of it
        }
    });
}

Outcome<OpenedVault> openedByPassphrase(const Arguments& arguments, std::span<const std::string_view> secrets,
                                        const std::string& purpose)
{
    auto held = heldProfile(arguments, secrets);
    if (!held) {
        return tl::unexpected(held.error());
    }
    auto profile = std::make_shared<runtime::LockedProfile>(std::move(*held));
    if (!runtime::hasVault(profile->path)) { // before anybody types for nothing
        return tl::unexpected(runtime::openVault(profile->path, VaultLock::Passphrase, {}).error());
    }
    auto passphrase = secretOf(arguments, vaultPassphraseOption.name, "Passphrase of the vault: ");
    if (!passphrase) {
        return tl::unexpected(passphrase.error());
    }
    auto vault = openedOnRecord(*profile, VaultLock::Passphrase, *passphrase, purpose);
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    return OpenedVault{std::move(profile), std::move(*passphrase), std::move(*vault)};
}

Outcome<void> endPrevious(const std::filesystem::path& profile, const SecretBytes& passphrase)
{
    const auto again = runtime::openVault(profile, VaultLock::Passphrase, passphrase);
    return again ? Outcome<void>() : tl::unexpected(again.error());
}

bool isWritten(std::string_view text)
{
    while (!text.empty()) {
        const auto done = runtime::writeSome(runtime::OutputStream::Out, text);
        if (done.written == 0) {
            return false;
        }
        text.remove_prefix(done.written);
    }
    return true;
}

bool isWritten(const SecretBytes& text)
{
    const auto all = text.exposed();
    return isWritten(std::string_view(reinterpret_cast<const char*>(all.data()), all.size()));
}

} // namespace omni::app
