// The keeper of the vault and the audit record: what is wished stands in it before it is done, and each generation.

#include "core/base/log.h"
#include "core/host/runtime/vault/vault_entries.h"
#include "core/host/runtime/vault/vault_keeper.h"

namespace omni::runtime {

Outcome<void> VaultKeeper::note(const audit::AuditEntry& entry) const
{
    const auto kept = m_keeping.audit ? m_keeping.audit(entry) : Result<void>();
    if (!kept) {
        return failureOf(FailureKind::Failed, "the audit record, without which nothing is done", kept.error());
    }
    return {};
}

/// Brokers' keys are put in, changed and taken out by whoever may.
Outcome<void> VaultKeeper::mayDo(const VaultWish& wish) const
{
    const bool isOfKeys = std::holds_alternative<PutVenueKey>(wish) || std::holds_alternative<SettleVenueKey>(wish)
        || std::holds_alternative<RemoveVenueKey>(wish);
    if (!isOfKeys || !m_keeping.roles
        || risk::authority(m_keeping.roles(), risk::Action::AddVenueKey, risk::EntryPath::Gui, {})
            != risk::Answer::Deny) {
        return {};
    }
    return tl::unexpected(
        RunFailure{FailureKind::Refused,
                   "no_right",
                   "keys of brokers are put in, changed and taken out by somebody with the role admin",
                   "sign in as such a person",
                   {},
                   0});
}

/// It stands in the audit record before it is done, and an unlocking before anybody gets at what is in the vault.
Outcome<void> VaultKeeper::carryOutOnRecord(VaultWish& wish)
{
    const auto entry = entryOf(wish);
    if (const auto may = mayDo(wish); !may) {
        static_cast<void>(note(entryBehind(entry, may))); // nothing is done, whether it is told or not
        return may;
    }
    const bool isLocking = std::holds_alternative<LockVault>(wish);
    const auto noted = isToldBefore(wish) ? note(entry) : Outcome<void>();
    if (!noted && !isLocking) {
        return noted;
    }
    auto done = std::visit([this](auto& one) { return carryOut(one); }, wish);
    if (isLocking || (done && isToldBefore(wish))) {
        return done;
    }
    const auto told = note(entryBehind(entry, done));
    if (done && !told) {
        m_open.reset();
        m_areKeysOther = true;
        return told;
    }
    return done;
}

/// Each change counts it up, whoever made it. That it stands in the record is how a vault that is set back is seen.
void VaultKeeper::followGenerations()
{
    const auto tell = [this](const VaultGeneration& generation) {
        if (const auto told = note(generationEntry(generation)); !told) {
            logWarn("the audit record does not know the vault's {}", textOf(generation));
        }
    };
    m_open->watchChanges(tell);
    tell(m_open->generation());
}

} // namespace omni::runtime
