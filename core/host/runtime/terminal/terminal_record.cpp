#include "core/host/runtime/terminal/terminal_record.h"

#include "core/base/log.h"

#include <utility>

namespace omni::runtime {

TerminalRecord::TerminalRecord(const LockedProfile& profile, Clock& clock, WhoReads who, std::function<void()> moved)
    : m_who(std::move(who))
    , m_keeper(profile, clock, Reporter{{}, [](const std::string& note) { logWarn("{}", note); }}, std::move(moved))
    , m_service(profile.path, m_keeper, m_who)
    , m_certificates(clock, [this](const audit::AuditEntry& entry) { m_service.tell(entry); })
{
}

AuditSink TerminalRecord::sink()
{
    return [this](const audit::AuditEntry& entry) {
        if (!entry.actor.name.empty()) {
            return m_keeper.keep(entry);
        }
        const AuditedPerson who = m_who();
        audit::AuditEntry named = entry;
        named.actor.name = auditNameOf(who.number);
        named.actor.role = auditRolesOf(who.roles);
        return m_keeper.keep(named);
    };
}

} // namespace omni::runtime
