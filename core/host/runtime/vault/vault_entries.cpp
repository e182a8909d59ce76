#include "core/host/runtime/vault/vault_entries.h"

#include <string>

namespace omni::runtime {

namespace {

struct Act {
    std::string_view action;
    std::string object;
    audit::AuditOutcome outcome = audit::AuditOutcome::Begun;
};

/// A name out of the window: of a key that there is, or of none.
std::string shortened(const std::string& name)
{
    return name.substr(0, 64);
}

struct ActOf {
    Act operator()(const MakeVault&) const
    {
        return {"vault.init", "vault"};
    }
    Act operator()(const UnlockVault& wish) const
    {
        return {"vault.open", wish.isRecoveryKey ? "unlock by the recovery key" : "unlock"};
    }
    Act operator()(const LockVault&) const
    {
        return {"vault.locked", "by hand", audit::AuditOutcome::Noted};
    }
    Act operator()(const PutVenueKey& wish) const
    {
        return {"vault.change", (wish.replaces ? "rotate " : "add ") + shortened(wish.name)};
    }
    Act operator()(const SettleVenueKey& wish) const
    {
        return {"vault.change",
                "rotate " + shortened(wish.name) + (wish.isGood ? ", the new one is good" : ", the old one stays")};
    }
    Act operator()(const RemoveVenueKey& wish) const
    {
        return {"vault.change", "remove " + shortened(wish.name)};
    }
    Act operator()(const ChangeVaultPassphrase& wish) const
    {
        return {"vault.change", wish.isRecoveryKey ? "rotate passphrase by the recovery key" : "rotate passphrase"};
    }
    Act operator()(const MakeRecoveryKey&) const
    {
        return {"vault.change", "rotate recovery"};
    }
    Act operator()(const RenewVaultKey&) const
    {
        return {"vault.change", "rotate master"};
    }
};

} // namespace

audit::AuditEntry entryOf(const VaultWish& wish)
{
    const Act act = std::visit(ActOf(), wish);
    audit::AuditEntry entry;
    entry.actor.path = audit::AuditPath::Window;
    entry.action = act.action;
    entry.object = act.object;
    entry.outcome = act.outcome;
    return entry;
}

audit::AuditEntry entryBehind(audit::AuditEntry entry, const Outcome<void>& done)
{
    entry.outcome = done                            ? audit::AuditOutcome::Done
        : done.error().kind == FailureKind::Refused ? audit::AuditOutcome::Refused
                                                    : audit::AuditOutcome::Failed;
    entry.reason = done ? std::string() : audit::fitting(done.error().code, audit::mostReasonBytes);
    return entry;
}

audit::AuditEntry lockedBecause(std::string_view why)
{
    audit::AuditEntry entry;
    entry.actor.name = "omnitrade";
    entry.action = "vault.locked";
    entry.outcome = audit::AuditOutcome::Noted;
    entry.reason = audit::fitting(why, audit::mostReasonBytes);
    return entry;
}

} // namespace omni::runtime
