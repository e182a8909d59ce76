// Who sits at the window, as the audit record calls him: as the seat has told it last. Asks nobody, so that it can be
// called whatever else is locked. Any thread.

#pragma once

#include "core/host/runtime/audit/seat_entries.h"
#include "core/host/runtime/seat/seat_event.h"

#include <mutex>

namespace omni::runtime {

class WhoSits
{
public:
    /// Whether the profile has accounts: without any, whoever sits there is its owner.
    void expectAccounts(bool hasAccounts)
    {
        const std::scoped_lock lock(m_mutex);
        m_hasAccounts = hasAccounts;
    }
    void follow(const SeatEvent& event)
    {
        const std::scoped_lock lock(m_mutex);
        if (event.deed == SeatDeed::SignedOut) {
            m_who = {};
        } else if (event.deed == SeatDeed::SignedIn || event.deed == SeatDeed::Unlocked) {
            m_who = {event.number, event.roles};
        }
    }
    /// Nobody: number zero.
    [[nodiscard]] AuditedPerson now() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_hasAccounts ? m_who : AuditedPerson{PrincipalId{1}, risk::humanRoles};
    }

private:
    mutable std::mutex m_mutex;
    bool m_hasAccounts = false;
    AuditedPerson m_who;
};

/// What the record says of it.
[[nodiscard]] audit::AuditEntry entryOf(const SeatEvent& event);

} // namespace omni::runtime
