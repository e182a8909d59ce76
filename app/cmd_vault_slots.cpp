// The slots of the vault whose key somebody else keeps: added, used, removed.

#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/opened_vault.h"
#include "app/slot_option.h"

#include "core/base/json_text.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/access/venue_keys.h"

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::Outcome;

constexpr std::string_view secretOptions[] = {vaultPassphraseOption.name, ofVaultCommands.credential};

constexpr OptionSpec serviceSpec{ofVaultCommands.address, "URL", addressMeaning};
constexpr OptionSpec authoritySpec{ofVaultCommands.authority, "FILE", authorityMeaning};
constexpr OptionSpec credentialSpec{ofVaultCommands.credential, "N", credentialMeaning};

constexpr OptionSpec addOptions[] = {
    vaultPassphraseOption,
    serviceSpec,
    authoritySpec,
    credentialSpec,
    {"--namespace", "NAME", "of HashiCorp Vault (default: none)"},
    {"--mount", "NAME", "where its engine is mounted (default: transit or secret)"},
    {"--key", "NAME", "the key of transit, a path of KV where nothing is yet, or id, alias or ARN of a key of AWS KMS"},
    {"--region", "NAME", "of AWS, as in eu-central-1"},
};
constexpr OptionSpec removeOptions[] = {vaultPassphraseOption};
constexpr OptionSpec unlockOptions[] = {
    {ofVaultCommands.source, "NAME", sourceMeaning},
    serviceSpec,
    authoritySpec,
    credentialSpec,
};

constexpr std::string_view notes
    = "A keeper has 32 bytes that open this one file, and never what is in the file. Secrets are read from file "
      "descriptors, or\ntaken out of the environment once; never from arguments. The program must not run on this "
      "profile meanwhile.";

constexpr CommandSpec addSpec{"vault add-slot",
                              "keyring|hashicorp-transit|hashicorp-kv|aws-kms",
                              "Lets the desktop's keyring or a key service open the vault, beside its passphrase.",
                              addOptions,
                              1,
                              1,
                              notes};
constexpr CommandSpec removeSpec{"vault remove-slot",
                                 "keyring|key-service",
                                 "From then on the keyring or the key service opens this vault no more.",
                                 removeOptions,
                                 1,
                                 1,
                                 notes};
constexpr CommandSpec unlockSpec{
    "vault unlock", "", "Opens the vault by its keyring or key service, tells that it opens, and locks it again.",
    unlockOptions,  0,  0,
    notes};

/// What names the key of a new slot; the rest of the wish is there.
Outcome<void> nameKey(const Arguments& arguments, runtime::ServiceWish& wish)
{
    const bool isAws = wish.kind == keyservice::ServiceKind::AwsKms;
    const auto textOf = [&](std::string_view option) { return arguments.value(option).value_or(std::string()); };
    wish.nameSpace = textOf("--namespace");
    wish.mount = textOf("--mount");
    wish.key = textOf("--key");
    wish.region = textOf("--region");
    if (wish.key.empty() || (isAws && wish.region.empty())) {
        return wrongUsage(isAws ? "--key and --region are needed" : "--key is needed",
                          isAws ? "as in --region eu-central-1 --key alias/omnitrade" : "as in --key omnitrade");
    }
    if (isAws ? !wish.mount.empty() || !wish.nameSpace.empty() : !wish.region.empty()) {
        return wrongUsage(isAws ? "--mount and --namespace belong to HashiCorp Vault" : "--region belongs to AWS");
    }
    if (!isAws && wish.mount.empty()) {
        wish.mount = wish.kind == keyservice::ServiceKind::Transit ? "transit" : "secret";
    }
    return {};
}

Outcome<int> runAdd(const Arguments& arguments)
{
    const std::string& name = arguments.operands().front();
    auto opened = openedByPassphrase(arguments, secretOptions, "add-slot " + name);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    auto source = slotSourceFrom(arguments, name, ofVaultCommands);
    if (!source) {
        return tl::unexpected(source.error());
    }
    if (!source->isKeyring) {
        if (auto named = nameKey(arguments, source->wish); !named) {
            return tl::unexpected(named.error());
        }
    }
    const WaitingPlace place;
    platform::SystemClock clock;
    keyring::DesktopKeyring keyring;
    auto adding = source->isKeyring
        ? runtime::addKeyringSlot(opened->vault, keyring, clock)
        : runtime::addServiceSlot(opened->vault, std::move(source->wish), std::move(source->credential), clock);
    if (const auto added = QCoro::waitFor(adding); !added) {
        return tl::unexpected(added.error());
    }
    // A slot of before opens nothing any more.
    if (auto ended = endPrevious(opened->profile->path, opened->passphrase); !ended) {
        return tl::unexpected(ended.error());
    }
    say(arguments.wantsJson()
            ? std::string("{}")
            : fmt::format("The vault opens with {}, too. omnitrade vault unlock --source {} tries it.", name, name));
    return doneCode;
}

Outcome<int> runRemove(const Arguments& arguments)
{
    const std::string& name = arguments.operands().front();
    const bool isKeyring = name == keyringSource;
    if (!isKeyring && name != "key-service") {
        return wrongUsage(omni::quoted(name) + " is no slot that can be removed", "one of keyring, key-service");
    }
    auto opened = openedByPassphrase(arguments, secretOptions, "remove-slot " + name);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const WaitingPlace place;
    platform::SystemClock clock;
    keyring::DesktopKeyring keyring;
    Outcome<void> removed;
    if (isKeyring) {
        auto removing = runtime::removeKeyringSlot(opened->vault, keyring, clock);
        removed = QCoro::waitFor(removing);
    } else {
        removed = runtime::removeServiceSlot(opened->vault, clock.wall());
    }
    if (!removed) {
        return tl::unexpected(removed.error());
    }
    if (auto ended = endPrevious(opened->profile->path, opened->passphrase); !ended) {
        return tl::unexpected(ended.error());
    }
    say(arguments.wantsJson()
            ? std::string("{}")
            : "It opens this vault no more. Copies of the file from before still open with it: end the "
              "key there, too.");
    return doneCode;
}

Outcome<int> runUnlock(const Arguments& arguments)
{
    const auto name = arguments.value(ofVaultCommands.source);
    if (!name) {
        return wrongUsage("--source is needed", "one of keyring, hashicorp-transit, hashicorp-kv, aws-kms");
    }
    const auto profile = heldProfile(arguments, secretOptions);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    auto source = slotSourceFrom(arguments, *name, ofVaultCommands);
    if (!source) {
        return tl::unexpected(source.error());
    }
    auto vault = openedBySlot(profile->path, std::move(*source));
    auto kept = noteOpening(*profile, vault, "unlock " + *name);
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    const auto keys = runtime::venueKeysIn(**vault);
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    if (arguments.wantsJson()) {
        JsonText json;
        json.object().member("source", *name).member("generation", (*vault)->generation());
        say(json.member("keys", keys->size()).end().view());
    } else {
        say(fmt::format("The vault opens with {}; {} key(s) of brokers are in it. It is locked again.", *name,
                        keys->size()));
    }
    return doneCode;
}

} // namespace

const Command vaultAddSlotCommand{&addSpec, runAdd};
const Command vaultRemoveSlotCommand{&removeSpec, runRemove};
const Command vaultUnlockCommand{&unlockSpec, runUnlock};

} // namespace omni::app
