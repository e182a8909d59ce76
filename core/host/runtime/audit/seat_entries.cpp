#include "core/host/runtime/audit/seat_entries.h"

#include "core/desk/engine/principals.h"

namespace omni::runtime {

namespace {

std::string_view actionOf(SeatAct act) noexcept
{
    switch (act) {
    case SeatAct::SignIn:
        return "person.sign_in";
    case SeatAct::SignOut:
        return "person.sign_out";
    case SeatAct::Lock:
        return "person.lock";
    case SeatAct::Unlock:
        return "person.unlock";
    case SeatAct::StepUp:
        return "person.step_up";
    }
    return "person.act";
}

std::string_view actionOf(AccountAct act) noexcept
{
    switch (act) {
    case AccountAct::Add:
        return "account.add";
    case AccountAct::Remove:
        return "account.remove";
    case AccountAct::SetRoles:
        return "account.roles";
    case AccountAct::ChangePassword:
        return "account.password";
    case AccountAct::SetSecondFactor:
        return "account.second_factor";
    case AccountAct::RenewRecoveryCodes:
        return "account.recovery_codes";
    case AccountAct::ResetSecondFactor:
        return "account.reset_second_factor";
    case AccountAct::EndSessions:
        return "account.end_sessions";
    }
    return "account.act";
}

audit::AuditEntry entryBy(const AuditedPerson& who, std::string_view action, audit::AuditOutcome outcome,
                          audit::AuditPath path, std::string_view reason)
{
    audit::AuditEntry entry;
    entry.actor.name = auditNameOf(who.number);
    entry.actor.role = auditRolesOf(who.roles);
    entry.actor.path = path;
    entry.action = action;
    entry.outcome = outcome;
    entry.reason = audit::fitting(reason, audit::mostReasonBytes);
    return entry;
}

} // namespace

std::string auditNameOf(PrincipalId number)
{
    if (!number) {
        return "somebody";
    }
    return engine::kindOf(number) == risk::PrincipalKind::Owner ? "owner" : "person:" + std::to_string(number.value);
}

std::string auditRolesOf(risk::Roles roles)
{
    std::string text;
    for (int i = 0; i < risk::roleCount; ++i) {
        if (const auto role = static_cast<risk::Role>(i); roles.has(role)) {
            text += text.empty() ? "" : ", ";
            text += risk::nameOf(role);
        }
    }
    return text; // 62 bytes where somebody has all of them
}

audit::AuditEntry seatEntry(SeatAct act, const AuditedPerson& who, audit::AuditOutcome outcome, audit::AuditPath path,
                            std::string_view why)
{
    return entryBy(who, actionOf(act), outcome, path, why);
}

audit::AuditEntry accountEntry(AccountAct act, const AuditedPerson& by, PrincipalId about, audit::AuditOutcome outcome,
                               audit::AuditPath path, std::string_view detail)
{
    auto entry = entryBy(by, actionOf(act), outcome, path, detail);
    entry.object = about ? auditNameOf(about) : std::string("a new account");
    return entry;
}

audit::AuditEntry recordEntry(std::string_view action, const AuditedPerson& by, audit::AuditOutcome outcome,
                              std::string_view detail)
{
    return entryBy(by, action, outcome, audit::AuditPath::Window, detail);
}

} // namespace omni::runtime
