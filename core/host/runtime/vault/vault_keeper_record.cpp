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

/// It stands in the audit record before it is done, and an unlocking before anybody gets at what is in the vault.
Outcome<void> VaultKeeper::carryOutOnRecord(VaultWish& wish)
{
    const auto entry = entryOf(wish);
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
