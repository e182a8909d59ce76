#include "app/vault_option.h"

#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/opened_vault.h"
#include "app/secret_option.h"

#include "core/edge/brokers/registry.h"
#include "core/host/access/account_store.h"
#include "core/host/access/vault_door.h"
#include "core/host/runtime/open_profile.h"

namespace omni::app {

runtime::Outcome<std::shared_ptr<const runtime::KeyRing>>
vaultKeysFrom(const Arguments& arguments, const std::string& profile, std::optional<events::PeopleVouched>* people)
{
    if (!arguments.has(vaultOption.name)) {
        return nullptr;
    }
    if (auto open = mustBeOpen(arguments, vaultOption.name); !open) {
        return tl::unexpected(open.error());
    }
    const auto passphrase = secretOf(arguments, vaultOption.name, {});
    if (!passphrase) {
        return tl::unexpected(passphrase.error());
    }
    const auto held = runtime::lockProfile(profile);
    if (!held) {
        return tl::unexpected(held.error());
    }
    auto wish = auditWishOf(arguments, auditKeyOption.name);
    if (!wish) {
        return tl::unexpected(wish.error());
    }
    auto vault = runtime::openVault(profile, runtime::VaultLock::Passphrase, *passphrase);
    const auto outcome = vault ? audit::AuditOutcome::Done : audit::AuditOutcome::Refused;
    auto kept
        = keepOnAudit(*held, shellEntry("vault.open", "keys for a session", outcome, vault ? "" : vault.error().code),
                      std::move(*wish));
    if (!vault) {
        if (!kept) {
            tell(kept.error().message); // the refusal goes before
        }
        return tl::unexpected(vault.error());
    }
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (people != nullptr) {
        runtime::VaultAccountStore store(**vault, wallNow);
        const auto accounts = runtime::openAccounts(store, runtime::momentOfAccounts);
        if (!accounts) {
            return tl::unexpected(accounts.error());
        }
        *people = runtime::peopleOf(**accounts);
    }
    // Those of the environment are taken out of it all the same, and stand where the vault has none.
    auto keys = runtime::KeyRing::taken(brokers::allBrokers());
    keys.takeOver(runtime::KeyRing::ofVault(**vault, brokers::allBrokers()));
    return std::make_shared<const runtime::KeyRing>(std::move(keys));
}

} // namespace omni::app
