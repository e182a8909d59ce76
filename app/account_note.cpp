#include "app/account_note.h"

#include "app/audit_key_option.h"
#include "app/command.h"

namespace omni::app {

namespace {

using audit::AuditOutcome;
using audit::AuditPath;
using runtime::AuditedPerson;
using runtime::Outcome;

AuditedPerson personIn(const OpenedAccounts& accounts, std::string_view name)
{
    const auto standing = accounts.all->standing(name);
    return standing ? AuditedPerson{standing->number, standing->roles} : AuditedPerson();
}

} // namespace

Outcome<void> noteSignIn(const OpenedAccounts& accounts, std::string_view person, const Result<accounts::SignedIn>& in)
{
    return keepOnAudit(*accounts.opened.profile,
                       runtime::seatEntry(runtime::SeatAct::SignIn, personIn(accounts, person),
                                          in ? AuditOutcome::Done : AuditOutcome::Refused, AuditPath::CommandLine,
                                          in ? std::string_view() : nameOf(in.error().code)));
}

AccountNote::AccountNote(const OpenedAccounts& accounts, runtime::AccountAct act, std::string_view by,
                         std::string_view about)
    : m_accounts(accounts)
    , m_act(act)
    , m_by(personIn(accounts, by))
    , m_aboutName(about)
    , m_about(personIn(accounts, about).number)
{
}

Outcome<void> AccountNote::tell(PrincipalId about, AuditOutcome outcome, std::string_view detail) const
{
    auto entry = runtime::accountEntry(m_act, m_by, about, outcome, AuditPath::CommandLine, detail);
    if (!m_by.number) {
        entry.actor = shellEntry("", {}, outcome).actor;
    }
    return keepOnAudit(*m_accounts.opened.profile, std::move(entry));
}

Outcome<void> AccountNote::begin(std::string_view detail) const
{
    return tell(m_about, AuditOutcome::Begun, detail);
}

Outcome<void> AccountNote::end(std::string_view detail) const
{
    return tell(m_about ? m_about : personIn(m_accounts, m_aboutName).number, AuditOutcome::Done, detail);
}

tl::unexpected<runtime::RunFailure> AccountNote::refused(const Error& why) const
{
    if (const auto told = tell(m_about, AuditOutcome::Refused, nameOf(why.code)); !told) {
        omni::app::tell(told.error().message); // the refusal goes before
    }
    return accountFailure(why, m_accounts, m_aboutName);
}

} // namespace omni::app
