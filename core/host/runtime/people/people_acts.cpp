// The wishes themselves: who may have them, what they do, and each failure in words.

#include "core/host/runtime/people/people_keeper.h"

#include "core/edge/security/totp/code_check.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using platform::SecretBytes;

struct PasswordText {
    accounts::PasswordFault fault;
    const char* code;
    const char* text;
};
constexpr std::array passwordTexts{
    PasswordText{accounts::PasswordFault::NotText, "password_not_text", "a password is text"},
    PasswordText{accounts::PasswordFault::TooShort, "password_too_short",
                 "a password has 12 characters at least, 8 beside a second factor"},
    PasswordText{accounts::PasswordFault::TooLong, "password_too_long", "a password has 128 characters at most"},
    PasswordText{accounts::PasswordFault::Common, "password_common",
                 "this is what guessers try first: take three words that do not belong together"},
};

/// Nothing: the password is good.
Outcome<void> mustBeGoodPassword(const SecretBytes& password, bool hasSecondFactor, std::string_view person)
{
    const auto fault = accounts::passwordFault(password.exposed(), hasSecondFactor, person);
    if (!fault) {
        return {};
    }
    const auto* const text = std::ranges::find(passwordTexts, *fault, &PasswordText::fault);
    return notDone(text->code, text->text);
}

} // namespace

tl::unexpected<RunFailure> notDone(std::string code, std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::Refused, std::move(code), std::move(message), std::move(hint), {}, 0});
}

// --- who may ---

std::string PeopleKeeper::otherManager(std::string_view person) const
{
    for (const auto& name : m_all->names()) {
        const auto one = m_all->standing(name);
        if (name != person && one && one->roles.has(risk::Role::Admin)) {
            return name;
        }
    }
    return {};
}

PrincipalId PeopleKeeper::numberOf(std::string_view person) const
{
    const auto one = m_all->standing(person);
    return one ? one->number : PrincipalId{};
}

AuditedPerson PeopleKeeper::auditedOf(PrincipalId number) const
{
    for (const auto& [each, roles] : m_all->people()) {
        if (each == number) {
            return {number, roles};
        }
    }
    return {number, m_all->isFirstRun() && number == accounts::ownersNumber ? risk::humanRoles : risk::Roles{}};
}

Outcome<void> PeopleKeeper::signInManager(ManagerProof& proof)
{
    m_manager.reset();
    auto in = m_all->signIn(proof.person, {proof.password.exposed(), proof.second.exposed()});
    proof.password.clear();
    proof.second.clear();
    const AuditedPerson who = auditedOf(numberOf(proof.person));
    const bool isCode = in && in->stepUp;
    if (m_keeping.audit) {
        const auto outcome = isCode ? audit::AuditOutcome::Done : audit::AuditOutcome::Refused;
        const auto kept = m_keeping.audit(seatEntry(SeatAct::StepUp, who, outcome, audit::AuditPath::Window,
                                                    in ? std::string_view() : nameOf(in.error().code)));
        if (in && !kept) {
            return notOnRecord(kept.error());
        }
    }
    if (!in) {
        return worded(in.error(), proof.person, {});
    }
    if (!in->enrolmentPermit.isEmpty()) {
        return notDone("must_enrol", "not done: a recovery code was used, so a new second factor comes first",
                       "set up the authenticator anew, with another recovery code");
    }
    if (!in->roles.has(risk::Role::Admin)) {
        return notDone("no_right", proof.person + " has no right to manage people", "somebody with the role admin has");
    }
    if (!in->stepUp) {
        return notDone("step_up_missing", "managing people needs a second factor, and " + proof.person + " has none",
                       "set up the authenticator first");
    }
    m_manager = Manager{std::move(*in->stepUp), in->failuresBefore, in->wasResetAskedFor,
                        m_keeping.clock.mono() + accounts::stepUpLife};
    return {};
}

Outcome<bool> PeopleKeeper::mustManage(ManagerProof& proof, std::string_view about)
{
    if (!proof.person.empty()) {
        if (auto in = signInManager(proof); !in) {
            return tl::unexpected(in.error());
        }
    }
    const auto who = m_manager && m_all->isFresh(m_manager->stepUp)
        ? m_all->standing(m_manager->stepUp.person)
        : Result<accounts::Standing>(failure(Errc::Denied, {}));
    if (!who) {
        m_manager.reset();
        return notDone("manager_unknown",
                       "not done: the code of who does it is older than 5 minutes, or his rights "
                       "have changed meanwhile",
                       "show a new code");
    }
    const std::string& person = m_manager->stepUp.person;
    const auto answer = risk::authority(who->roles, risk::Action::ManageUsers, risk::EntryPath::Gui,
                                        {orders::Environment::Live, person == about, false});
    if (answer == risk::Answer::Deny) {
        m_manager.reset();
        return notDone("no_right", person + " has no right to manage people", "somebody with the role admin has");
    }
    if (answer != risk::Answer::SecondPerson) {
        return false;
    }
    if (const auto other = otherManager(person); !other.empty()) {
        return notDone("second_person_missing",
                       "not done: nobody changes his own rights beside another who could: " + other + " does it");
    }
    return true;
}

// --- the record, and words ---

tl::unexpected<RunFailure> PeopleKeeper::notOnRecord(const Error& why)
{
    return notDone("not_on_record", "the audit record could not be written, so nothing was changed: " + why.detail,
                   "make room on the disk and try again");
}

Outcome<void> PeopleKeeper::noteFirst(AccountAct act, PrincipalId by, PrincipalId about, std::string_view detail)
{
    if (!m_keeping.audit) {
        return {};
    }
    const auto kept = m_keeping.audit(
        accountEntry(act, auditedOf(by), about, audit::AuditOutcome::Begun, audit::AuditPath::Window, detail));
    return kept ? Outcome<void>() : notOnRecord(kept.error());
}

tl::unexpected<RunFailure> PeopleKeeper::notedFailure(tl::unexpected<RunFailure> why, AccountAct act, PrincipalId by,
                                                      PrincipalId about)
{
    if (m_keeping.audit) { // the failure is told whether or not the record takes it
        static_cast<void>(m_keeping.audit(accountEntry(act, auditedOf(by), about, audit::AuditOutcome::Refused,
                                                       audit::AuditPath::Window, why.value().code)));
    }
    return why;
}

tl::unexpected<RunFailure> PeopleKeeper::worded(const Error& why, std::string_view person, std::string_view conflict)
{
    switch (why.code) {
    case Errc::Denied:
        return notDone("not_signed_in", "the name, the password or the code is wrong",
                       "after five failures each further try waits, twice as long each time");
    case Errc::RateLimited:
        m_waitSeconds = (m_all->wait(person).ns + seconds(1).ns - 1) / seconds(1).ns;
        return notDone("signing_in_waits", fmt::format("too many failures: the next try counts in {} s", m_waitSeconds),
                       "wait; a restart makes it no shorter");
    case Errc::NotFound:
        return notDone("no_such_account", "there is no account of this name any more");
    case Errc::Conflict:
        return notDone(conflict.empty() ? "not_possible" : std::string(conflict), why.detail);
    case Errc::Invalid:
        return notDone("bad_name_or_roles", "this is no name of an account, or no role is chosen");
    default:
        break;
    }
    if (!m_keeping.isVaultOpen()) {
        return notDone("vault_locked", "the vault was locked meanwhile, so nothing was changed", "unlock it first");
    }
    return notDone("not_written", "the vault could not be written: " + why.detail,
                   "it holds what it held before; make room, try again");
}

// --- people ---

Outcome<void> PeopleKeeper::carryOut(AddPerson& wish)
{
    const bool isOwner = m_all->isFirstRun();
    if (!accounts::isAccountName(wish.name)) {
        return notDone("bad_name", "a name has 1 to 32 of a to z, 0 to 9, dot, underline and hyphen, a letter first");
    }
    if (auto good = mustBeGoodPassword(wish.password, false, wish.name); !good) {
        return good;
    }
    const auto names = m_all->names();
    if (std::ranges::find(names, wish.name) != names.end()) {
        return notDone("name_taken", "this name is taken");
    }
    if (names.size() >= accounts::mostAccounts) {
        return notDone("too_many_people", "64 accounts are the most");
    }
    if (!isOwner) {
        if (const auto may = mustManage(wish.by, wish.name); !may) {
            return tl::unexpected(may.error());
        }
    }
    const auto by = isOwner ? accounts::ownersNumber : numberOf(m_manager->stepUp.person);
    if (auto noted = noteFirst(AccountAct::Add, by, {}, auditRolesOf(isOwner ? risk::humanRoles : wish.roles));
        !noted) {
        return noted;
    }
    if (const auto done = m_all->add(wish.name, wish.password.exposed(), wish.roles); !done) {
        return notedFailure(worded(done.error(), wish.name, "name_taken"), AccountAct::Add, by, {});
    }
    return isOwner && wish.beginsEnrolment ? begin(wish.name, wish.password, {}) : Outcome<void>();
}

Outcome<void> PeopleKeeper::carryOut(SetRoles& wish)
{
    if (wish.roles.isEmpty()) {
        return notDone("no_roles", "a person has one role at least");
    }
    return changeRights(wish.by, wish.name, wish.roles);
}

Outcome<void> PeopleKeeper::carryOut(RemovePerson& wish)
{
    return changeRights(wish.by, wish.name, {});
}

Outcome<void> PeopleKeeper::changeRights(ManagerProof& proof, const std::string& name, risk::Roles roles)
{
    if (!m_all->standing(name)) {
        return notDone("no_such_account", "there is no account of this name any more");
    }
    const auto isAlone = mustManage(proof, name);
    if (!isAlone) {
        return tl::unexpected(isAlone.error());
    }
    const auto& by = m_manager->stepUp;
    if (roles.isEmpty() && numberOf(name) == accounts::ownersNumber) {
        return notDone("owner_stays", "the owner's account stays");
    }
    if (*isAlone) {
        if (!roles.has(risk::Role::Admin)) { // nobody waits a minute for what cannot be
            return notDone("last_admin", "nobody would be left who manages people");
        }
        m_pending = Pending{{name, roles, m_keeping.clock.mono() + ownRightsWait}, by.person, by.sessionVersion};
        return {};
    }
    return doRights(numberOf(by.person), name, roles);
}

Outcome<void> PeopleKeeper::doRights(PrincipalId by, const std::string& name, risk::Roles roles)
{
    const auto act = roles.isEmpty() ? AccountAct::Remove : AccountAct::SetRoles;
    const auto about = numberOf(name);
    if (auto noted = noteFirst(act, by, about, auditRolesOf(roles)); !noted) {
        return noted;
    }
    const auto done = roles.isEmpty() ? m_all->remove(name) : m_all->setRoles(name, roles);
    return done ? Outcome<void>() : notedFailure(worded(done.error(), name, "last_admin"), act, by, about);
}

Outcome<void> PeopleKeeper::carryOut(LeaveOwnRights&)
{
    m_pending.reset();
    return {};
}

Outcome<void> PeopleKeeper::carryOut(EndManaging&)
{
    m_manager.reset();
    return {};
}

// --- what a person changes about the own account ---

Outcome<void> PeopleKeeper::carryOut(ChangePassword& wish)
{
    const auto one = m_all->standing(wish.name);
    if (auto good = mustBeGoodPassword(wish.next, one && one->hasSecondFactor, wish.name); !good) {
        return good;
    }
    const auto who = numberOf(wish.name);
    if (auto noted = noteFirst(AccountAct::ChangePassword, who, who); !noted) {
        return noted;
    }
    const auto done
        = m_all->changePassword(wish.name, {wish.password.exposed(), wish.second.exposed()}, wish.next.exposed());
    return done ? Outcome<void>()
                : notedFailure(worded(done.error(), wish.name, {}), AccountAct::ChangePassword, who, who);
}

Outcome<void> PeopleKeeper::carryOut(BeginEnrolment& wish)
{
    return begin(wish.name, wish.password, wish.second);
}

/// A seed for who has proven it, be it by a recovery code.
Outcome<void> PeopleKeeper::begin(const std::string& name, const SecretBytes& password, const SecretBytes& second)
{
    const auto one = m_all->standing(name);
    const bool isRecoveryCode = one && one->hasSecondFactor && !totp::typedCode(second.exposed());
    auto seed = [&]() -> Result<SecretBytes> {
        if (!isRecoveryCode || second.isEmpty()) {
            return m_all->beginEnrolment(name, {password.exposed(), second.exposed()});
        }
        const auto in = m_all->signIn(name, {password.exposed(), second.exposed()});
        return in ? m_all->beginEnrolment(name, {password.exposed(), {}}, in->enrolmentPermit.exposed())
                  : tl::unexpected(in.error());
    }();
    if (!seed) {
        const auto who = numberOf(name);
        return notedFailure(worded(seed.error(), name, {}), AccountAct::SetSecondFactor, who, who);
    }
    const std::scoped_lock lock(m_mutex);
    m_seed = std::move(*seed);
    return {};
}

Outcome<void> PeopleKeeper::carryOut(ConfirmEnrolment& wish)
{
    const auto who = numberOf(wish.name);
    if (auto noted = noteFirst(AccountAct::SetSecondFactor, who, who); !noted) {
        return noted;
    }
    auto codes = m_all->confirmEnrolment(wish.name, wish.code.exposed());
    if (!codes) {
        const Errc why = codes.error().code;
        auto told = why == Errc::Denied || why == Errc::Invalid
            ? notDone("not_confirmed", "that is no code of the new authenticator: nothing was changed",
                      "look whether its clock is right, and wait for the next code")
            : why == Errc::NotFound
            ? notDone("not_begun", "the second factor was begun more than 15 minutes ago: nothing was changed",
                      "begin anew")
            : worded(codes.error(), wish.name, {});
        return notedFailure(std::move(told), AccountAct::SetSecondFactor, who, who);
    }
    const std::scoped_lock lock(m_mutex);
    m_codes = std::move(*codes);
    return {};
}

Outcome<void> PeopleKeeper::carryOut(RenewRecoveryCodes& wish)
{
    const auto who = numberOf(wish.name);
    if (auto noted = noteFirst(AccountAct::RenewRecoveryCodes, who, who); !noted) {
        return noted;
    }
    auto codes = m_all->renewRecoveryCodes(wish.name, {wish.password.exposed(), wish.second.exposed()});
    if (!codes) {
        return notedFailure(worded(codes.error(), wish.name, "no_second_factor"), AccountAct::RenewRecoveryCodes, who,
                            who);
    }
    const std::scoped_lock lock(m_mutex);
    m_codes = std::move(*codes);
    return {};
}

// --- a second factor that is lost ---

Outcome<void> PeopleKeeper::carryOut(ResetFactor& wish)
{
    if (const auto may = mustManage(wish.by, {}); !may) {
        return tl::unexpected(may.error());
    }
    const std::string by = m_manager->stepUp.person;
    if (by == wish.name) {
        return notDone("own_factor", "of the own second factor the password is asked for, and it takes 24 hours");
    }
    return reset(numberOf(by), wish.name, [&] { return m_all->resetSecondFactor(wish.name, by); });
}

Outcome<void> PeopleKeeper::carryOut(ResetOwnFactor& wish)
{
    return reset(numberOf(wish.name), wish.name,
                 [&] { return m_all->resetOwnSecondFactor(wish.name, wish.password.exposed()); });
}

Outcome<void> PeopleKeeper::reset(PrincipalId by, const std::string& name,
                                  const std::function<Result<accounts::ResetStep>()>& step)
{
    const auto about = numberOf(name);
    if (auto noted = noteFirst(AccountAct::ResetSecondFactor, by, about, "asked for"); !noted) {
        return noted;
    }
    const auto done = step();
    if (!done) {
        return notedFailure(worded(done.error(), name, "no_second_factor"), AccountAct::ResetSecondFactor, by, about);
    }
    m_isResetDone = *done == accounts::ResetStep::Done;
    return {};
}

} // namespace omni::runtime
