// The audit record of a program with a window: one for its sessions and for what happens between them, what the window
// is shown of it, and servers that are not trusted.

#pragma once

#include "core/desk/views/seat_view.h"
#include "core/host/runtime/audit/audit_service.h"
#include "core/host/runtime/audit/certificate_watch.h"
#include "core/host/runtime/vault/vault_keeper.h"

#include <functional>

namespace omni::runtime {

/// Where nobody signs in, whoever sits at the window is its owner.
[[nodiscard]] inline AuditedPerson ownerAtTheWindow()
{
    return {PrincipalId{1}, risk::humanRoles};
}

class TerminalRecord
{
public:
    /// All outlive it. `who` sits at the window: as the record calls him, and as he may read it. `moved`: as of
    /// `AuditWish`.
    TerminalRecord(const LockedProfile& profile, Clock& clock, WhoReads who, std::function<void()> moved);

    [[nodiscard]] AuditKeeper& keeper() noexcept
    {
        return m_keeper;
    }
    [[nodiscard]] AuditService& service() noexcept
    {
        return m_service;
    }
    /// Keeps entries until this ends. One without a name is of who sits at the window.
    [[nodiscard]] AuditSink sink();
    /// The vault, kept on the record.
    [[nodiscard]] VaultKeeping under(VaultKeeping keeping)
    {
        keeping.audit = sink();
        keeping.roles = [who = m_who] { return who().roles; };
        return keeping;
    }

private:
    const WhoReads m_who;
    AuditKeeper m_keeper;
    AuditService m_service;
    CertificateWatch m_certificates;
};

} // namespace omni::runtime
