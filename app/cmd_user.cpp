#include "app/account_note.h"
#include "app/command.h"
#include "app/enrolment_output.h"
#include "app/secret_option.h"
#include "app/user_proof.h"

#include "core/base/json_text.h"
#include "core/host/access/account_mark.h"

#include <string>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::AccountAct;
using runtime::Outcome;

constexpr std::string_view rolesOption = "--roles";

constexpr std::string_view notes
    = "Secrets are read from file descriptors, or asked for at the terminal; never from arguments, which every user of "
      "the\nmachine can see. Several options may name one descriptor: then it gives a line to each, in the order in "
      "which they\nstand here. The program must not run on this profile meanwhile.";

constexpr OptionSpec passwordSpec{passwordOption, "N",
                                  "the password of who does it, one line from this file descriptor"};
constexpr OptionSpec codeSpec{
    codeOption, "N", "a code of the authenticator, or a recovery code, likewise; not read where there is none"};
constexpr OptionSpec newPasswordSpec{newPasswordOption, "N", "the new password, likewise"};
constexpr OptionSpec bySpec{byOption, "NAME", "who does it: somebody with the role admin and a second factor"};

constexpr OptionSpec addOptions[] = {
    vaultPassphraseOption,
    bySpec,
    passwordSpec,
    codeSpec,
    newPasswordSpec,
    {rolesOption, "LIST", "viewer, auditor, trader, strategist, risk, admin, with commas between; the first has all"}};
constexpr OptionSpec listOptions[] = {vaultPassphraseOption};
constexpr OptionSpec manageOptions[] = {vaultPassphraseOption, bySpec, passwordSpec, codeSpec};
constexpr OptionSpec ownOptions[] = {vaultPassphraseOption, passwordSpec, codeSpec};
constexpr OptionSpec passwdOptions[] = {vaultPassphraseOption, passwordSpec, codeSpec, newPasswordSpec};
constexpr OptionSpec totpOptions[]
    = {vaultPassphraseOption,
       passwordSpec,
       codeSpec,
       {confirmOption, "N", "a code of the new authenticator, to be written there when its key has been printed"}};

constexpr CommandSpec addSpec{"user add",
                              "NAME",
                              "Gives somebody an account. The first is the owner's, with all roles.\nFrom then on the "
                              "desk knows people apart, and what takes two takes two (docs/accounts.md).",
                              addOptions,
                              1,
                              1,
                              notes};
constexpr CommandSpec listSpec{"user list", "", "Who has an account, with which roles.", listOptions, 0, 0, notes};
constexpr CommandSpec removeSpec{"user remove", "NAME", "Ends an account. The owner's stays.", manageOptions, 1, 1,
                                 notes};
constexpr CommandSpec rolesSpec{
    "user roles", "NAME LIST", "Gives somebody other roles, in place of all earlier ones.", manageOptions, 2, 2, notes};
constexpr CommandSpec passwdSpec{"user passwd", "NAME", "Replaces one's own password.", passwdOptions, 1, 1, notes};
constexpr CommandSpec totpSpec{
    "user totp",
    "NAME",
    "Sets up one's own authenticator, or another one in its place: shows its key, asks for a code of it, and gives "
    "recovery codes.\nWith a recovery code in place of a code it does so for who has lost the authenticator.",
    totpOptions,
    1,
    1,
    notes};
constexpr CommandSpec recoverySpec{
    "user recovery", "NAME", "Makes new recovery codes. Earlier ones are void.", ownOptions, 1, 1, notes};
constexpr CommandSpec resetSpec{
    "user reset",
    "NAME",
    "Takes away a second factor that is lost, when recovery codes are lost, too: by two persons with the role\nadmin, "
    "one after the other; by one, or by NAME with the password alone, 24 hours after it was first asked\nfor, in which "
    "the machine has to run. A sign-in with the factor ends it.",
    manageOptions,
    1,
    1,
    notes};

/// Sayable on both ways. What was before the act goes with it.
Outcome<int> doneWith(const Arguments& arguments, const OpenedAccounts& accounts, const std::string& sentence)
{
    if (auto ended = endPrevious(accounts.opened.profile->path, accounts.opened.passphrase); !ended) {
        return tl::unexpected(ended.error());
    }
    say(arguments.wantsJson() ? std::string("{}") : sentence);
    return doneCode;
}

/// The accounts, and the person that the first operand names.
struct Asked {
    std::string person;
    std::unique_ptr<OpenedAccounts> accounts;
};
Outcome<Asked> askedAbout(const Arguments& arguments, std::string_view act)
{
    auto person = personOf(arguments.operands().front());
    if (!person) {
        return tl::unexpected(person.error());
    }
    auto accounts = openedAccounts(arguments, fmt::format("user {}", act)); // names stand with the accounts alone
    if (!accounts) {
        return tl::unexpected(accounts.error());
    }
    return Asked{std::move(*person), std::move(*accounts)};
}

Outcome<int> runAdd(const Arguments& arguments)
{
    const auto roles = rolesFrom(arguments.value(rolesOption).value_or("all"));
    const auto asked = roles ? askedAbout(arguments, "add") : tl::unexpected(roles.error());
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    OpenedAccounts& accounts = *asked->accounts;
    const bool isOwner = accounts.all->isFirstRun();
    if (isOwner == arguments.has(rolesOption)) {
        return isOwner ? wrongUsage("the first account is the owner's and has all roles: leave --roles out")
                       : wrongUsage("--roles names what the new person may do");
    }
    auto by = isOwner ? Outcome<std::string>(std::string()) : provenManager(arguments, accounts, asked->person);
    if (!by) {
        return tl::unexpected(by.error());
    }
    const auto password = newSecretOf(arguments, newPasswordOption, "New password of " + asked->person + ": ");
    if (!password) {
        return tl::unexpected(password.error());
    }
    const AccountNote note(accounts, AccountAct::Add, *by, {});
    if (auto begun = note.begin(rolesText(*roles)); !begun) {
        return tl::unexpected(begun.error());
    }
    if (const auto done = accounts.all->add(asked->person, password->exposed(), *roles); !done) {
        static_cast<void>(note.refused(done.error()));
        return accountFailure(done.error(), accounts, asked->person);
    }
    runtime::noteAccounts(accounts.opened.profile->path, true); // a window asks who it is from its start on
    if (auto told = AccountNote(accounts, AccountAct::Add, *by, asked->person).end(rolesText(*roles)); !told) {
        return tl::unexpected(told.error());
    }
    return doneWith(arguments, accounts,
                    fmt::format("{} has an account{}. omnitrade user totp {} sets up the second factor, without which "
                                "nobody manages users.",
                                asked->person, isOwner ? " and is the owner" : "", asked->person));
}

Outcome<int> runList(const Arguments& arguments)
{
    const auto accounts = openedAccounts(arguments, "user list");
    if (!accounts) {
        return tl::unexpected(accounts.error());
    }
    const auto& all = *(*accounts)->all;
    JsonText json;
    json.object().key("users").array();
    for (const auto& name : all.names()) {
        const auto standing = all.standing(name);
        if (!standing) {
            continue;
        }
        json.object().member("name", name).member("number", standing->number.value);
        json.key("roles").array();
        for (int i = 0; i < risk::roleCount; ++i) {
            if (const auto role = static_cast<risk::Role>(i); standing->roles.has(role)) {
                json.text(risk::nameOf(role));
            }
        }
        json.end().member("second_factor", standing->hasSecondFactor);
        json.member("recovery_codes", static_cast<std::uint64_t>(standing->recoveryCodesLeft));
        json.member("reset_asked_for", standing->isResetAskedFor).end();
        if (!arguments.wantsJson()) {
            say(fmt::format("{:<20} {}, {}{}", name, rolesText(standing->roles),
                            standing->hasSecondFactor
                                ? fmt::format("second factor, {} recovery code(s)", standing->recoveryCodesLeft)
                                : "no second factor",
                            standing->isResetAskedFor ? ", which somebody wants taken away" : ""));
        }
    }
    json.end().end();
    if (arguments.wantsJson()) {
        say(json.view());
    } else if (all.isFirstRun()) {
        say("No accounts: whoever sits at the program is its owner, with all rights.");
    }
    return doneCode;
}

Outcome<int> runRemove(const Arguments& arguments)
{
    const auto asked = askedAbout(arguments, "remove");
    const auto by = asked ? provenManager(arguments, *asked->accounts, asked->person) : tl::unexpected(asked.error());
    if (!by) {
        return tl::unexpected(by.error());
    }
    const AccountNote note(*asked->accounts, AccountAct::Remove, *by, asked->person);
    if (auto begun = note.begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    if (const auto done = asked->accounts->all->remove(asked->person); !done) {
        return note.refused(done.error());
    }
    return doneWith(arguments, *asked->accounts, asked->person + " has no account any more.");
}

Outcome<int> runRoles(const Arguments& arguments)
{
    const auto roles = rolesFrom(arguments.operands().back());
    const auto asked = roles ? askedAbout(arguments, "roles") : tl::unexpected(roles.error());
    const auto by = asked ? provenManager(arguments, *asked->accounts, asked->person) : tl::unexpected(asked.error());
    if (!by) {
        return tl::unexpected(by.error());
    }
    const AccountNote note(*asked->accounts, AccountAct::SetRoles, *by, asked->person);
    if (auto begun = note.begin(rolesText(*roles)); !begun) {
        return tl::unexpected(begun.error());
    }
    if (const auto done = asked->accounts->all->setRoles(asked->person, *roles); !done) {
        return note.refused(done.error());
    }
    return doneWith(arguments, *asked->accounts,
                    fmt::format("{} has these roles now: {}. The desk knows it from its next start with the vault on.",
                                asked->person, rolesText(*roles)));
}

Outcome<int> runPasswd(const Arguments& arguments)
{
    const auto asked = askedAbout(arguments, "passwd");
    const auto typed = asked ? proofOf(arguments, *asked->accounts, asked->person) : tl::unexpected(asked.error());
    if (!typed) {
        return tl::unexpected(typed.error());
    }
    const auto next = newSecretOf(arguments, newPasswordOption, "New password: ");
    if (!next) {
        return tl::unexpected(next.error());
    }
    const AccountNote note(*asked->accounts, AccountAct::ChangePassword, asked->person, asked->person);
    if (auto begun = note.begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    if (const auto done = asked->accounts->all->changePassword(asked->person, typed->proof(), next->exposed()); !done) {
        return note.refused(done.error());
    }
    return doneWith(arguments, *asked->accounts, "The password is the new one.");
}

/// A seed for who has proven it, be it by a recovery code.
Result<platform::SecretBytes> newSeedFor(OpenedAccounts& accounts, std::string_view person, const TypedProof& typed)
{
    const auto standing = accounts.all->standing(person);
    const bool isSixDigits = totp::typedCode(typed.second.exposed()).has_value();
    if (!standing || !standing->hasSecondFactor || isSixDigits) {
        return accounts.all->beginEnrolment(person, typed.proof());
    }
    const auto in = accounts.all->signIn(person, typed.proof());
    if (!in) {
        return tl::unexpected(in.error());
    }
    return accounts.all->beginEnrolment(person, {typed.password.exposed(), {}}, in->enrolmentPermit.exposed());
}

Outcome<int> runTotp(const Arguments& arguments)
{
    const auto asked = askedAbout(arguments, "totp");
    const auto typed = asked ? proofOf(arguments, *asked->accounts, asked->person) : tl::unexpected(asked.error());
    if (!typed) {
        return tl::unexpected(typed.error());
    }
    OpenedAccounts& accounts = *asked->accounts;
    const AccountNote note(accounts, AccountAct::SetSecondFactor, asked->person, asked->person);
    if (auto begun = note.begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    const auto seed = newSeedFor(accounts, asked->person, *typed);
    if (!seed) {
        return note.refused(seed.error());
    }
    if (auto shown = showEnrolment(*seed, asked->person, arguments.wantsJson()); !shown) {
        return tl::unexpected(shown.error());
    }
    const auto code = secretOf(arguments, confirmOption, "Code that it shows now: ");
    if (!code) {
        return tl::unexpected(code.error());
    }
    const auto codes = accounts.all->confirmEnrolment(asked->person, code->exposed());
    if (!codes) {
        static_cast<void>(note.refused(codes.error()));
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::Refused,
                                                  "not_confirmed",
                                                  "that is no code of the new authenticator: nothing was changed",
                                                  "look whether its clock is right, and begin anew",
                                                  {},
                                                  0});
    }
    if (auto shown = showRecoveryCodes(*codes, asked->person, arguments.wantsJson()); !shown) {
        return tl::unexpected(shown.error());
    }
    auto ended = endPrevious(accounts.opened.profile->path, accounts.opened.passphrase);
    return ended ? Outcome<int>(doneCode) : tl::unexpected(ended.error());
}

Outcome<int> runRecovery(const Arguments& arguments)
{
    const auto asked = askedAbout(arguments, "recovery");
    const auto typed = asked ? proofOf(arguments, *asked->accounts, asked->person) : tl::unexpected(asked.error());
    if (!typed) {
        return tl::unexpected(typed.error());
    }
    OpenedAccounts& accounts = *asked->accounts;
    const AccountNote note(accounts, AccountAct::RenewRecoveryCodes, asked->person, asked->person);
    if (auto begun = note.begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    const auto codes = accounts.all->renewRecoveryCodes(asked->person, typed->proof());
    if (!codes) {
        return note.refused(codes.error());
    }
    if (auto shown = showRecoveryCodes(*codes, asked->person, arguments.wantsJson()); !shown) {
        return tl::unexpected(shown.error());
    }
    auto ended = endPrevious(accounts.opened.profile->path, accounts.opened.passphrase);
    return ended ? Outcome<int>(doneCode) : tl::unexpected(ended.error());
}

Outcome<accounts::ResetStep> notedStep(const AccountNote& note, accounts::ResetStep step)
{
    auto told = note.end(step == accounts::ResetStep::Done ? "done" : "asked for");
    return told ? Outcome<accounts::ResetStep>(step) : tl::unexpected(told.error());
}

/// By the person himself, with the password, or by somebody who manages users.
Outcome<accounts::ResetStep> resetBy(const Arguments& arguments, OpenedAccounts& accounts, const std::string& person)
{
    if (!arguments.has(byOption)) {
        const auto password = secretOf(arguments, passwordOption, "Password of " + person + ": ");
        if (!password) {
            return tl::unexpected(password.error());
        }
        const AccountNote note(accounts, AccountAct::ResetSecondFactor, person, person);
        if (auto begun = note.begin(); !begun) {
            return tl::unexpected(begun.error());
        }
        const auto step = accounts.all->resetOwnSecondFactor(person, password->exposed());
        return step ? notedStep(note, *step) : note.refused(step.error());
    }
    if (arguments.value(byOption) == person) {
        return wrongUsage("for the own second factor leave --by out: the password is asked for");
    }
    const auto by = provenManager(arguments, accounts, person);
    if (!by) {
        return tl::unexpected(by.error());
    }
    const AccountNote note(accounts, AccountAct::ResetSecondFactor, *by, person);
    if (auto begun = note.begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    const auto step = accounts.all->resetSecondFactor(person, *by);
    return step ? notedStep(note, *step) : note.refused(step.error());
}

Outcome<int> runReset(const Arguments& arguments)
{
    const auto asked = askedAbout(arguments, "reset");
    if (!asked) {
        return tl::unexpected(asked.error());
    }
    OpenedAccounts& accounts = *asked->accounts;
    const auto step = resetBy(arguments, accounts, asked->person);
    if (!step) {
        return tl::unexpected(step.error());
    }
    if (*step == accounts::ResetStep::Done) {
        return doneWith(arguments, accounts,
                        fmt::format("{0} has no second factor any more. omnitrade user totp {0} sets up another one.",
                                    asked->person));
    }
    const std::int64_t left = accounts.all->resetWait(asked->person).ns / minutes(1).ns;
    JsonText json;
    json.object().member("asked_for", true).member("minutes_left", left).end();
    say(arguments.wantsJson()
            ? std::string(json.view())
            : fmt::format(
                "Noted, and not done yet: another person with the role admin does the same, or whoever asked "
                "does it again when\nthe machine has run for {} h {} min. A sign-in of {} with the factor ends "
                "it.",
                left / 60, left % 60, asked->person));
    return doneCode;
}

} // namespace

const Command userAddCommand{&addSpec, runAdd};
const Command userListCommand{&listSpec, runList};
const Command userRemoveCommand{&removeSpec, runRemove};
const Command userRolesCommand{&rolesSpec, runRoles};
const Command userPasswdCommand{&passwdSpec, runPasswd};
const Command userTotpCommand{&totpSpec, runTotp};
const Command userRecoveryCommand{&recoverySpec, runRecovery};
const Command userResetCommand{&resetSpec, runReset};

} // namespace omni::app
