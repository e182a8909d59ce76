#include "app/user_proof.h"

#include "app/account_note.h"

#include "app/command.h"
#include "app/secret_option.h"

#include "core/base/safe_text.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace omni::app {

namespace {

using platform::SecretBytes;
using runtime::FailureKind;
using runtime::Outcome;
using runtime::RunFailure;

constexpr std::string_view secretOptions[]
    = {vaultPassphraseOption.name, passwordOption, codeOption, newPasswordOption, confirmOption};

constexpr risk::Role humanRoles[] = {risk::Role::Viewer,     risk::Role::Auditor, risk::Role::Trader,
                                     risk::Role::Strategist, risk::Role::Risk,    risk::Role::Admin};

tl::unexpected<RunFailure> refused(std::string code, std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::Refused, std::move(code), std::move(message), std::move(hint), {}, 0});
}

std::string passwordPrompt(std::string_view person)
{
    return fmt::format("Password of {}: ", person);
}

/// What somebody changes about his own rights takes another one who could do it; where there is none, a minute in which
/// he can think better of it (safety 4.4).
Outcome<void> seconded(const OpenedAccounts& accounts, std::string_view by)
{
    for (const auto& name : accounts.all->names()) {
        const auto standing = accounts.all->standing(name);
        if (name != by && standing && standing->roles.has(risk::Role::Admin)) {
            return refused("second_person_missing", "not done: nobody changes his own rights beside another who could",
                           fmt::format("{} does it: --by {}", name, name));
        }
    }
    tell("Nobody else manages users. It is done in 60 s; end the program to leave everything as it is.");
    std::this_thread::sleep_for(std::chrono::seconds(60));
    return {};
}

/// The sentence of a password that is not good enough. Empty: the error is about something else.
std::string passwordSentence(const Error& why)
{
    using accounts::PasswordFault;
    const std::pair<PasswordFault, const char*> sentences[] = {
        {PasswordFault::NotText, "a password is text"},
        {PasswordFault::TooShort, "a password has 12 characters at least, 8 beside a second factor"},
        {PasswordFault::TooLong, "a password has 128 characters at most"},
        {PasswordFault::Common, "this is what guessers try first: take three words that do not belong together"},
    };
    for (const auto& [fault, sentence] : sentences) {
        if (why.detail.ends_with(std::string("password ") + std::string(nameOf(fault)))) {
            return sentence;
        }
    }
    return {};
}

} // namespace

Outcome<std::unique_ptr<OpenedAccounts>> openedAccounts(const Arguments& arguments, const std::string& purpose)
{
    auto opened = openedByPassphrase(arguments, secretOptions, purpose);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    auto accounts = std::make_unique<OpenedAccounts>(std::move(*opened));
    auto all = runtime::openAccounts(accounts->store, runtime::momentOfAccounts);
    if (!all) {
        return tl::unexpected(all.error());
    }
    accounts->all = std::move(*all);
    return accounts;
}

Outcome<std::string> personOf(const std::string& word)
{
    if (accounts::isAccountName(word)) {
        return word;
    }
    return wrongUsage(omni::quoted(word) + " is no name of an account",
                      "1 to 32 of a to z, 0 to 9, dot, underline and hyphen, a letter first");
}

Outcome<risk::Roles> rolesFrom(const std::string& words)
{
    if (words == "all") {
        return risk::humanRoles;
    }
    risk::Roles roles;
    for (std::size_t at = 0; at <= words.size();) {
        const auto end = std::min(words.find(',', at), words.size());
        const auto word = std::string_view(words).substr(at, end - at);
        const auto* const role = std::find_if(std::begin(humanRoles), std::end(humanRoles),
                                              [word](risk::Role one) { return risk::nameOf(one) == word; });
        if (role == std::end(humanRoles)) {
            return wrongUsage(omni::quoted(word) + " is no role of a person",
                              "viewer, auditor, trader, strategist, risk and admin, with commas between, or all");
        }
        roles = roles | risk::Roles::of(*role);
        at = end + 1;
    }
    return roles;
}

std::string rolesText(risk::Roles roles)
{
    std::string text;
    for (const auto role : humanRoles) {
        if (roles.has(role)) {
            text += (text.empty() ? "" : ", ") + std::string(risk::nameOf(role));
        }
    }
    return text.empty() ? "none" : text;
}

Outcome<TypedProof> proofOf(const Arguments& arguments, const OpenedAccounts& accounts, std::string_view person)
{
    TypedProof typed;
    auto password = secretOf(arguments, passwordOption, passwordPrompt(person));
    if (!password) {
        return tl::unexpected(password.error());
    }
    typed.password = std::move(*password);
    // Whether somebody has a second factor is no secret from whoever has opened the vault.
    const auto standing = accounts.all->standing(person);
    if (standing ? standing->hasSecondFactor : arguments.has(codeOption)) {
        auto code = secretOf(arguments, codeOption, "Code of the authenticator, or a recovery code: ");
        if (!code) {
            return tl::unexpected(code.error());
        }
        typed.second = std::move(*code);
    }
    return typed;
}

Outcome<std::string> provenManager(const Arguments& arguments, OpenedAccounts& accounts, std::string_view about)
{
    const auto by = arguments.value(byOption);
    if (!by) {
        return wrongUsage("this profile has accounts: --by names who does it", "somebody with the role admin");
    }
    const auto typed = proofOf(arguments, accounts, *by);
    if (!typed) {
        return tl::unexpected(typed.error());
    }
    const auto in = accounts.all->signIn(*by, typed->proof());
    if (auto noted = noteSignIn(accounts, *by, in); !noted) {
        return tl::unexpected(noted.error());
    }
    if (!in) {
        return accountFailure(in.error(), accounts, *by);
    }
    if (!in->enrolmentPermit.isEmpty()) {
        return refused("must_enrol", "not done: a recovery code was used, so a new second factor comes first",
                       fmt::format("omnitrade user totp {}", *by));
    }
    const bool isOwn = *by == about;
    const auto answer = risk::authority(in->roles, risk::Action::ManageUsers, risk::EntryPath::Cli,
                                        {orders::Environment::Live, isOwn, false});
    if (answer == risk::Answer::Deny) {
        return refused("no_right", fmt::format("not done: {} has no right to manage users", *by),
                       "somebody with the role admin has");
    }
    if (!in->stepUp) {
        return refused("step_up_missing",
                       fmt::format("not done: managing users needs a second factor, and {} has none", *by),
                       fmt::format("omnitrade user totp {} sets one up", *by));
    }
    if (answer == risk::Answer::SecondPerson) {
        if (auto cooled = seconded(accounts, *by); !cooled) {
            return tl::unexpected(cooled.error());
        }
    }
    if (!arguments.wantsJson() && in->wasResetAskedFor) {
        tell(fmt::format("Somebody had asked for the second factor of {} to be taken away. It stays.", *by));
    }
    return in->person;
}

tl::unexpected<RunFailure> accountFailure(const Error& why, const OpenedAccounts& accounts, std::string_view person)
{
    if (const auto sentence = passwordSentence(why); !sentence.empty()) {
        return tl::unexpected(
            RunFailure{FailureKind::BadInput, "weak_password", sentence, "nothing was changed", {}, 0});
    }
    switch (why.code) {
    case Errc::Denied:
        return refused("not_signed_in", "the name, the password or the code is wrong",
                       "after five failures each further try waits, twice as long each time");
    case Errc::RateLimited: {
        const std::int64_t left = (accounts.all->wait(person).ns + seconds(1).ns - 1) / seconds(1).ns;
        return refused("signing_in_waits", fmt::format("too many failures: the next try counts in {} s", left),
                       "wait; a restart makes it no shorter");
    }
    case Errc::NotFound:
        return refused("no_such_account", why.detail, "omnitrade user list shows those that there are");
    case Errc::Conflict:
        return refused("not_possible", why.detail, "nothing was changed");
    default:
        return runtime::failureOf(runtime::kindOf(why.code), "the accounts", why, runtime::hintFor(why.code));
    }
}

} // namespace omni::app
