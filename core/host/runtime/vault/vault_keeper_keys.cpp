// The keeper of the vault and the keys that the program trades with: whoever holds them is told when they are others.

#include "core/base/log.h"
#include "core/host/access/going_live/live_papers.h"
#include "core/host/runtime/vault/vault_keeper.h"

namespace omni::runtime {

void VaultKeeper::renewKeys()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_areKeysToRenew = m_isToLook = true;
    }
    m_news.notify_all();
}

void VaultKeeper::forgetKeys(std::string_view why)
{
    logInfo("the vault is locked: {}", why);
    m_open.reset();
    m_areKeysOther = true;
}

void VaultKeeper::tellKeys()
{
    if (m_open) {
        const std::scoped_lock lock(m_vault->mutex); // whoever asks the accounts may write into it meanwhile
        // Sessions on a key of the vault are to count.
        if (!(*m_open)->isLocked() && lacksEvidenceSeal(**m_open)) {
            if (const auto made = makeEvidenceSeal(**m_open, m_clock.wall()); !made) {
                logWarn("no session counts on the way to real money: {}", made.error().message);
            }
        }
    }
    if (!m_keeping.keysChanged) {
        m_holdsKeys = false;
    } else if (!m_open) {
        m_holdsKeys = m_keeping.keysChanged(nullptr);
    } else {
        const std::scoped_lock lock(m_vault->mutex); // whoever asks the accounts may write into it meanwhile
        m_holdsKeys = m_keeping.keysChanged((*m_open)->isLocked() ? nullptr : &**m_open);
    }
}

} // namespace omni::runtime
