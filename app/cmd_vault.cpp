#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/opened_vault.h"
#include "app/secret_option.h"

#include "core/base/json_text.h"
#include "core/base/safe_text.h"
#include "core/edge/brokers/registry.h"
#include "core/host/access/venue_keys.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace omni::app {

namespace {

using platform::SecretBytes;
using runtime::OpenVault;
using runtime::Outcome;
using runtime::VaultLock;

constexpr std::string_view passphraseOption = vaultPassphraseOption.name;
constexpr std::string_view newPassphraseOption = "--new-passphrase-fd";
constexpr std::string_view recoveryOption = "--recovery-key-fd";
constexpr std::string_view recoveryTyped = "--recovery-key";
constexpr std::string_view keyOption = "--key-fd";

constexpr std::string_view notes
    = "Secrets are read from file descriptors, or asked for at the terminal; never from arguments, which every user of "
      "the\nmachine can see. The program must not run on this profile meanwhile.";

constexpr OptionSpec keySpec{keyOption, "N",
                             "the key from this file descriptor: its first line is the key's name at the broker, the "
                             "rest its secret, or a private key in PEM"};
constexpr std::string_view acceptReasonOption = "--reason";
constexpr std::size_t leastAcceptReason = 10, mostAcceptReason = 200;

constexpr OptionSpec initOptions[] = {
    vaultPassphraseOption,
    {"--no-recovery-key", "", "none is made: a forgotten passphrase then opens nothing any more"},
};
constexpr OptionSpec addOptions[] = {vaultPassphraseOption, keySpec};
constexpr OptionSpec listOptions[] = {vaultPassphraseOption};
constexpr OptionSpec removeOptions[] = {vaultPassphraseOption};
constexpr OptionSpec rotateOptions[] = {
    vaultPassphraseOption,
    {newPassphraseOption, "N", "of passphrase: the new one"},
    {recoveryOption, "N", "of passphrase: the recovery key, in place of a passphrase that is lost"},
    {recoveryTyped, "", "the same, asked for at the terminal"},
    keySpec,
    {"--good", "", "of a broker's key: the broker takes the new one; the old one is destroyed here"},
    {"--bad", "", "of a broker's key: the broker does not take the new one; it goes, and the old one is used again"},
};

constexpr CommandSpec initSpec{"vault init",
                               "",
                               "Makes the vault of a profile, in which brokers' keys are kept under a passphrase. The\n"
                               "recovery key is shown once: it opens the vault when the passphrase is lost.",
                               initOptions,
                               0,
                               0,
                               notes};
constexpr CommandSpec addSpec{
    "vault add", "NAME", "Puts a broker's key into the vault. NAME is broker and environment, as in binance-paper.",
    addOptions,  1,      1,
    notes};
constexpr CommandSpec listSpec{
    "vault list", "", "What the vault holds and how old it is. Secrets are never shown.", listOptions, 0, 0, notes};
constexpr CommandSpec rotateSpec{
    "vault rotate",
    "passphrase|master|recovery|NAME",
    "Replaces the passphrase, the master key that everything is sealed with, the recovery key, or a broker's key.\nA "
    "broker's key is "
    "replaced in three steps: the new one is put beside the old one and used from then on; when a\nsession has shown "
    "that the broker takes it, --good destroys the old one here; then end the old one at the broker.",
    rotateOptions,
    1,
    1,
    notes};
constexpr CommandSpec removeSpec{
    "vault remove", "NAME", "Destroys a broker's key in the vault. At the broker it still stands: end it there, too.",
    removeOptions,  1,      1,
    notes};

constexpr OptionSpec acceptOptions[] = {
    vaultPassphraseOption,
    {acceptReasonOption, "TEXT", "for the audit record, 10 to 200 bytes; needed"},
};
constexpr CommandSpec acceptSpec{
    "vault accept",
    "",
    "Goes on with a vault that is older than the audit record knows it, as from a backup: what was done to it since is "
    "undone,\na passphrase that was replaced opens it, and keys that were ended may be in it.",
    acceptOptions,
    0,
    0,
    notes};

constexpr std::string_view secretOptions[] = {passphraseOption, newPassphraseOption, recoveryOption, keyOption};

tl::unexpected<runtime::RunFailure> notWritten(const Error& why)
{
    return runtime::failureOf(
        runtime::kindOf(why.code), "writing the vault", why,
        "it holds what it held before or, if the disk failed at its very end, the change; omnitrade vault "
        "list shows which");
}

/// Shown once. A key that nobody could read is told as a failure, with the way to another one.
Outcome<void> showRecoveryKey(const SecretBytes& key, bool asJson)
{
    const auto letters = vault::recoveryLetters(key.exposed());
    if (!letters) {
        return notWritten(letters.error());
    }
    const bool isShown = asJson
        ? isWritten("{\"recovery_key\":\"") && isWritten(*letters) && isWritten("\"}\n")
        : isWritten("Recovery key, shown this once. Write it down and keep it where the passphrase is not:\n")
            && isWritten(*letters) && isWritten("\n");
    if (!isShown) {
        return tl::unexpected(runtime::RunFailure{
            runtime::FailureKind::Failed,
            "recovery_key_not_shown",
            "the recovery key could not be written out, and nobody has it now",
            "the passphrase opens the vault; omnitrade vault rotate recovery makes another recovery key",
            {},
            0});
    }
    return {};
}

Outcome<int> runInit(const Arguments& arguments)
{
    const auto profile = heldProfile(arguments, secretOptions);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    if (runtime::hasVault(profile->path)) {
        return tl::unexpected(
            runtime::RunFailure{runtime::FailureKind::Refused, "vault_exists", "this profile has a vault already",
                                "omnitrade vault list shows what is in it", profile->path.string(), 0});
    }
    const auto passphrase = newSecretOf(arguments, passphraseOption, "Passphrase for the new vault: ");
    if (!passphrase) {
        return tl::unexpected(passphrase.error());
    }
    if (auto kept = keepOnAudit(*profile, shellEntry("vault.init", "vault", audit::AuditOutcome::Begun)); !kept) {
        return tl::unexpected(kept.error());
    }
    auto made = runtime::makeVault(profile->path, *passphrase, wallNow());
    if (!made) {
        return tl::unexpected(made.error());
    }
    if (auto kept = keepOnAudit(*profile, runtime::generationEntry(made->generation())); !kept) {
        return tl::unexpected(kept.error());
    }
    tellChanges(*made, *profile);
    if (!arguments.has("--no-recovery-key")) {
        const auto key = (*made)->makeRecoveryKey(wallNow());
        if (!key) {
            return notWritten(key.error());
        }
        if (auto shown = showRecoveryKey(*key, arguments.wantsJson()); !shown) {
            return tl::unexpected(shown.error());
        }
    }
    if (!arguments.wantsJson()) {
        say("The vault is made. omnitrade vault add binance-paper puts a key into it.");
    }
    return doneCode;
}

std::vector<std::string> allKeyNames()
{
    std::vector<std::string> names;
    for (const brokers::BrokerInfo* info : brokers::allBrokers()) {
        for (const auto environment : {orders::Environment::Paper, orders::Environment::Live}) {
            names.push_back(runtime::venueKeyName(info->key, environment));
        }
    }
    return names;
}

/// "binance-paper" of a broker that there is.
Outcome<std::string> keyNameOf(const Arguments& arguments)
{
    const std::string& name = arguments.operands().front();
    const auto names = allKeyNames();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
        return name;
    }
    return wrongUsage(omni::quoted(name) + " names no key of a broker",
                      fmt::format("one of {}", fmt::join(names, ", ")));
}

Outcome<int> runAdd(const Arguments& arguments)
{
    const auto name = keyNameOf(arguments);
    auto vault = name ? openedByPassphrase(arguments, secretOptions, "add " + *name) : tl::unexpected(name.error());
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    const auto key = brokerKeyOf(arguments, keyOption);
    if (!key) {
        return tl::unexpected(key.error());
    }
    if (auto done = runtime::addVenueKey(*vault->vault, *name, key->id, key->secret, wallNow()); !done) {
        return tl::unexpected(done.error());
    }
    say(arguments.wantsJson() ? std::string("{}") : *name + " is in the vault.");
    return doneCode;
}

Outcome<int> runList(const Arguments& arguments)
{
    auto vault = openedByPassphrase(arguments, secretOptions, "list");
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    const auto keys = runtime::venueKeysIn(*vault->vault);
    if (!keys) {
        return tl::unexpected(keys.error());
    }
    const auto daysOf
        = [at = wallNow()](Timestamp since) { return std::max<std::int64_t>(0, (at - since).ns / days(1).ns); };
    JsonText json;
    json.object().member("generation", vault->vault->generation()).key("keys").array();
    for (const auto& key : *keys) {
        const std::int64_t age = daysOf(key.nextPutAt.value_or(key.putAt)); // of the one that is used
        json.object().member("name", key.name).member("put_at", isoText(key.putAt)).member("days", age);
        json.member("is_old", age >= runtime::oldKeyDays).member("replacement_waits", key.nextPutAt.has_value()).end();
        if (!arguments.wantsJson()) {
            say(fmt::format("{:<20} {} day(s){}{}", key.name, age,
                            age >= runtime::oldKeyDays ? ", old: think about replacing it" : "",
                            key.nextPutAt ? ", and a new one waits to be found good" : ""));
        }
    }
    json.end().key("opens_with").array();
    for (const auto& slot : vault->vault->keySlots()) {
        json.text(runtime::nameOfSlot(slot.kind));
        if (!arguments.wantsJson()) {
            say(fmt::format("opens with {}", runtime::nameOfSlot(slot.kind)));
        }
    }
    json.end().end();
    if (arguments.wantsJson()) {
        say(json.view());
    }
    return doneCode;
}

Outcome<int> rotatePassphrase(const Arguments& arguments)
{
    const auto profile = heldProfile(arguments, secretOptions);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    const bool byRecovery = arguments.has(recoveryOption) || arguments.has(recoveryTyped);
    const VaultLock by = byRecovery ? VaultLock::RecoveryKey : VaultLock::Passphrase;
    const auto lock = byRecovery ? secretOf(arguments, recoveryOption, "Recovery key: ")
                                 : secretOf(arguments, passphraseOption, "Passphrase of the vault: ");
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    auto vault = openedOnRecord(*profile, by, *lock, "rotate passphrase");
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    const auto next = newSecretOf(arguments, newPassphraseOption, "New passphrase: ");
    if (!next) {
        return tl::unexpected(next.error());
    }
    if (auto done = runtime::changePassphrase(*vault, by, *lock, *next, wallNow()); !done) {
        return tl::unexpected(done.error());
    }
    if (auto ended = endPrevious(profile->path, *next); !ended) {
        return tl::unexpected(ended.error());
    }
    say(arguments.wantsJson() ? "{}"
                              : "The passphrase is the new one. Copies of the vault still open with the old one.");
    return doneCode;
}

/// A new master key, or a new recovery key alone.
Outcome<int> rotateSeals(const Arguments& arguments, bool isMaster)
{
    auto opened = openedByPassphrase(arguments, secretOptions, isMaster ? "rotate master" : "rotate recovery");
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    OpenVault& vault = opened->vault;
    const auto key
        = isMaster ? runtime::renewMasterKey(vault, opened->passphrase, wallNow()) : vault->makeRecoveryKey(wallNow());
    if (!key) {
        return notWritten(key.error());
    }
    if (!key->isEmpty()) {
        if (auto shown = showRecoveryKey(*key, arguments.wantsJson()); !shown) {
            return tl::unexpected(shown.error());
        }
    }
    if (auto ended = endPrevious(opened->profile->path, opened->passphrase); !ended) {
        return tl::unexpected(ended.error());
    }
    if (!arguments.wantsJson()) {
        say(isMaster ? "Everything in the vault is sealed with a new master key."
                     : "An earlier recovery key opens this vault no more.");
    }
    return doneCode;
}

Outcome<int> rotateKey(const Arguments& arguments)
{
    const auto name = keyNameOf(arguments);
    if (!name) {
        return tl::unexpected(name.error());
    }
    const bool isGood = arguments.has("--good"), isBad = arguments.has("--bad");
    if (isGood && isBad) {
        return wrongUsage("--good and --bad exclude each other");
    }
    auto vault = openedByPassphrase(arguments, secretOptions,
                                    fmt::format("rotate {}{}", *name,
                                                isGood      ? " good"
                                                    : isBad ? " bad"
                                                            : ""));
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    if (isGood || isBad) {
        if (auto done = runtime::settleVenueKey(*vault->vault, *name, isGood, wallNow()); !done) {
            return tl::unexpected(done.error());
        }
        if (auto ended = endPrevious(vault->profile->path, vault->passphrase); !ended) {
            return tl::unexpected(ended.error());
        }
        say(arguments.wantsJson() ? "{}"
                : isGood          ? "The old key is destroyed here. At the broker it still stands: end it there now."
                                  : "The new key is destroyed here, and the old one is used again.");
        return doneCode;
    }
    const auto key = brokerKeyOf(arguments, keyOption);
    if (!key) {
        return tl::unexpected(key.error());
    }
    if (auto done = runtime::replaceVenueKey(*vault->vault, *name, key->id, key->secret, wallNow()); !done) {
        return tl::unexpected(done.error());
    }
    say(arguments.wantsJson()
            ? std::string("{}")
            : fmt::format("The new key is used from now on. Start a session; when the account has been compared,\n"
                          "omnitrade vault rotate {} --good destroys the old one.",
                          *name));
    return doneCode;
}

Outcome<int> runRotate(const Arguments& arguments)
{
    const std::string& what = arguments.operands().front();
    if (what == "passphrase") {
        return rotatePassphrase(arguments);
    }
    return what == "master" || what == "recovery" ? rotateSeals(arguments, what == "master") : rotateKey(arguments);
}

Outcome<int> runRemove(const Arguments& arguments)
{
    const auto name = keyNameOf(arguments);
    auto vault = name ? openedByPassphrase(arguments, secretOptions, "remove " + *name) : tl::unexpected(name.error());
    if (!vault) {
        return tl::unexpected(vault.error());
    }
    if (auto done = runtime::removeVenueKey(*vault->vault, *name, wallNow()); !done) {
        return tl::unexpected(done.error());
    }
    if (auto ended = endPrevious(vault->profile->path, vault->passphrase); !ended) {
        return tl::unexpected(ended.error());
    }
    say(arguments.wantsJson() ? std::string("{}")
                              : *name + " is destroyed here. At the broker it still stands: end it there now.");
    return doneCode;
}

Outcome<int> runAccept(const Arguments& arguments)
{
    const auto reason = arguments.value(acceptReasonOption).value_or("");
    if (reason.size() < leastAcceptReason || reason.size() > mostAcceptReason) {
        return wrongUsage("--reason is needed, in 10 to 200 bytes", "the audit record tells it");
    }
    const auto profile = heldProfile(arguments, secretOptions);
    const auto passphrase = profile ? secretOf(arguments, passphraseOption, "Passphrase of the vault: ")
                                    : tl::unexpected(profile.error());
    if (!passphrase) {
        return tl::unexpected(passphrase.error());
    }
    const auto vault = runtime::openVaultAsItIs(profile->path, *passphrase);
    if (!vault) {
        static_cast<void>(noteOpening(*profile, vault, "accept"));
        return tl::unexpected(vault.error());
    }
    auto entry = runtime::generationEntry(vault->generation(), "accepted as it is: " + reason);
    entry.actor = shellEntry("", {}, audit::AuditOutcome::Done).actor;
    entry.outcome = audit::AuditOutcome::Done;
    if (auto kept = keepOnAudit(*profile, std::move(entry)); !kept) {
        return tl::unexpected(kept.error());
    }
    say(arguments.wantsJson() ? fmt::format("{{\"generation\":{}}}", vault->generation().number)
                              : fmt::format("The vault goes on from its generation {}.", vault->generation().number));
    return doneCode;
}

} // namespace

const Command vaultInitCommand{&initSpec, runInit};
const Command vaultAddCommand{&addSpec, runAdd};
const Command vaultListCommand{&listSpec, runList};
const Command vaultRotateCommand{&rotateSpec, runRotate};
const Command vaultRemoveCommand{&removeSpec, runRemove};
const Command vaultAcceptCommand{&acceptSpec, runAccept};

} // namespace omni::app
