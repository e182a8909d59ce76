// A server that is not trusted, in the audit record: whichever client it was, and whether or not a session runs (safety
// 4.9, V38).

#pragma once

#include "core/base/time.h"
#include "core/edge/net/trust_watch.h"
#include "core/edge/security/audit/audit_entry.h"
#include "core/host/runtime/audit/audit_trail.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace omni::runtime {

/// `certificate.refused` of it.
[[nodiscard]] audit::AuditEntry entryOf(const net::TrustRefusal& refusal);

/// Tells of refusals from its making to its end. One that comes again and again, as a line does that is tried anew, is
/// told once in ten minutes.
class CertificateWatch
{
public:
    static constexpr Duration pause = minutes(10);
    static constexpr std::size_t mostServers = 100;

    /// `tell` is called on the connection's thread, one call at a time; it hands on and returns. `clock` outlives it.
    CertificateWatch(Clock& clock, std::function<void(const audit::AuditEntry&)> tell);

private:
    void hear(const net::TrustRefusal& refusal);

    Clock& m_clock;
    std::function<void(const audit::AuditEntry&)> m_tell;
    std::map<std::string, Monotonic> m_told; ///< What, and when last.
    net::TrustWatch m_watch; ///< Last: it may call at once.
};

/// Onto a record that outlives it; what that does not take is in the log.
[[nodiscard]] std::unique_ptr<CertificateWatch> certificatesOn(AuditTrail& trail, Clock& clock);

} // namespace omni::runtime
