// What the audit record says of what is wished of the vault in the window. No secret is part of it.

#pragma once

#include "core/edge/security/audit/audit_entry.h"
#include "core/host/control/run_failure.h"
#include "core/host/runtime/vault/vault_wish.h"

#include <string_view>

namespace omni::runtime {

/// Of a wish that is about to be carried out, from the window; whoever keeps it says who sits there (the name is
/// empty). An unlocking is told when it is known whether it opened: see `entryBehind`.
[[nodiscard]] audit::AuditEntry entryOf(const VaultWish& wish);
[[nodiscard]] constexpr bool isToldBefore(const VaultWish& wish) noexcept
{
    return !std::holds_alternative<UnlockVault>(wish);
}
/// The same entry behind it: done, refused or failed, with the code of the failure.
[[nodiscard]] audit::AuditEntry entryBehind(audit::AuditEntry entry, const Outcome<void>& done);
/// It was locked by the program: nobody was there, or the machine slept.
[[nodiscard]] audit::AuditEntry lockedBecause(std::string_view why);

} // namespace omni::runtime
