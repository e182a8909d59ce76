#include "core/host/runtime/audit/certificate_watch.h"

#include "core/base/log.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

audit::AuditEntry entryOf(const net::TrustRefusal& refusal)
{
    audit::AuditEntry entry;
    entry.actor.name = "omnitrade";
    entry.action = "certificate.refused";
    entry.object = fmt::format("{}:{}", audit::fitting(refusal.host, 512), refusal.port);
    entry.outcome = audit::AuditOutcome::Noted;
    entry.reason = audit::fitting(refusal.reason, 512); // may be the server's words
    return entry;
}

CertificateWatch::CertificateWatch(Clock& clock, std::function<void(const audit::AuditEntry&)> tell)
    : m_clock(clock)
    , m_tell(std::move(tell))
    , m_watch([this](const net::TrustRefusal& refusal) { hear(refusal); })
{
}

void CertificateWatch::hear(const net::TrustRefusal& refusal)
{
    const auto entry = entryOf(refusal);
    const Monotonic now = m_clock.mono();
    const auto [known, isNew] = m_told.try_emplace(entry.object + '\n' + entry.reason, now);
    if (!isNew && now - known->second < pause) {
        return;
    }
    known->second = now;
    if (m_told.size() > mostServers) { // somebody makes up servers: each is told
        m_told.clear();
    }
    m_tell(entry);
}

std::unique_ptr<CertificateWatch> certificatesOn(AuditTrail& trail, Clock& clock)
{
    return std::make_unique<CertificateWatch>(clock, [&trail](const audit::AuditEntry& entry) {
        if (!trail.note(entry)) { // a connection's thread waits for no disk
            logError("the audit record does not take {} {}: {}", entry.action, entry.object, entry.reason);
        }
    });
}

} // namespace omni::runtime
