#include "app/vault_option.h"

#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/opened_vault.h"
#include "app/secret_option.h"

#include "core/edge/brokers/registry.h"
#include "core/host/access/account_store.h"
#include "core/host/access/going_live/live_papers.h"
#include "core/host/access/vault_door.h"
#include "core/host/runtime/open_profile.h"

namespace omni::app {

namespace {

runtime::Outcome<runtime::OpenVault> openedByTypedWords(const Arguments& arguments, const std::string& profile)
{
    const auto passphrase = secretOf(arguments, vaultOption.name, {});
    if (!passphrase) {
        return tl::unexpected(passphrase.error());
    }
    return runtime::openVault(profile, runtime::VaultLock::Passphrase, *passphrase);
}

runtime::Outcome<runtime::OpenVault> openedByKeeper(const Arguments& arguments, const std::string& profile)
{
    auto source = slotSourceFrom(arguments, *arguments.value(ofSessions.source), ofSessions);
    return source ? openedBySlot(profile, std::move(*source)) : tl::unexpected(source.error());
}

/// Two ways exclude each other, and their descriptors are looked at before a file of ours takes the number of one.
runtime::Outcome<void> checkWays(const Arguments& arguments)
{
    if (arguments.has(vaultOption.name) && arguments.has(ofSessions.source)) {
        return wrongUsage(std::string(vaultOption.name) + " and " + std::string(ofSessions.source)
                              + " are two ways into one vault",
                          "give one of them");
    }
    for (const auto option : {vaultOption.name, ofSessions.credential}) {
        if (auto open = mustBeOpen(arguments, option); !open) {
            return tl::unexpected(open.error());
        }
    }
    return {};
}

/// That it was opened, or not, stands in the audit record.
runtime::Outcome<runtime::OpenVault> openedForSession(const Arguments& arguments, const runtime::LockedProfile& held)
{
    auto wish = auditWishOf(arguments, auditKeyOption.name);
    if (!wish) {
        return tl::unexpected(wish.error());
    }
    auto vault = arguments.has(ofSessions.source) ? openedByKeeper(arguments, held.path.string())
                                                  : openedByTypedWords(arguments, held.path.string());
    if (auto noted = noteOpening(held, vault, "keys for a session", std::move(*wish)); !noted) {
        return tl::unexpected(noted.error());
    }
    return vault;
}

runtime::Outcome<std::optional<events::PeopleVouched>> peopleIn(runtime::OpenVault& vault)
{
    runtime::VaultAccountStore store(*vault, wallNow);
    const auto accounts = runtime::openAccounts(store, runtime::momentOfAccounts);
    if (!accounts) {
        return tl::unexpected(accounts.error());
    }
    return runtime::peopleOf(**accounts);
}

} // namespace

runtime::Outcome<std::shared_ptr<const runtime::KeyRing>>
vaultKeysFrom(const Arguments& arguments, const std::string& profile, std::optional<events::PeopleVouched>* people)
{
    if (auto ways = checkWays(arguments); !ways) {
        return tl::unexpected(ways.error());
    }
    if (!arguments.has(vaultOption.name) && !arguments.has(ofSessions.source)) {
        return nullptr;
    }
    const auto held = runtime::lockProfile(profile);
    if (!held) {
        return tl::unexpected(held.error());
    }
    // Those of the environment are taken out of it all the same, and stand where the vault has none. First of all: who
    // asks a keyring or a service has more than one thread.
    auto keys = runtime::KeyRing::taken(brokers::allBrokers());
    auto vault = openedForSession(arguments, *held);
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    if (runtime::lacksEvidenceSeal(**vault)) { // sessions on a key of the vault are to count
        if (auto made = runtime::makeEvidenceSeal(**vault, wallNow()); !made) {
            return tl::unexpected(made.error());
        }
    }
    if (people != nullptr) {
        auto known = peopleIn(*vault);
        if (!known) {
            return tl::unexpected(known.error());
        }
        *people = std::move(*known);
    }
    keys.takeOver(runtime::KeyRing::ofVault(**vault, brokers::allBrokers()));
    return std::make_shared<const runtime::KeyRing>(std::move(keys));
}

} // namespace omni::app
