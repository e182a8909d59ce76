// What a person may wish of the vault in the profile. Secrets travel in guarded memory and are moved, never copied;
// they are wiped when the wish is gone, be it fulfilled or not.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <string>
#include <variant>

namespace omni::runtime {

/// A new vault, and a recovery key for it, which is then shown once.
struct MakeVault {
    platform::SecretBytes passphrase; ///< UTF-8.
};
struct UnlockVault {
    platform::SecretBytes key; ///< The passphrase, or the recovery key in its letters.
    bool isRecoveryKey = false;
};
/// Forgets the vault's keys and those of brokers out of it, as the settings say (trading_keys_stay_armed).
struct LockVault {
};
/// Beside the one that is there and used from then on, if it is to replace that; else there must be none.
struct PutVenueKey {
    std::string name; ///< "binance-paper"
    platform::SecretBytes id, secret; ///< As the broker gave them.
    bool replaces = false;
};
/// Of a key that was replaced: the new one takes its place, or goes.
struct SettleVenueKey {
    std::string name;
    bool isGood = false;
};
struct RemoveVenueKey {
    std::string name;
};
struct ChangeVaultPassphrase {
    platform::SecretBytes key; ///< What opens it now.
    bool isRecoveryKey = false;
    platform::SecretBytes next;
};
/// Another recovery key, or the first, which is then shown once; one that was made before opens no more.
struct MakeRecoveryKey {
    platform::SecretBytes passphrase; ///< Asked for again: whoever finds the vault open does not walk off with a key.
};
/// Seals everything anew. If there was a recovery key, a new one is then shown once.
struct RenewVaultKey {
    platform::SecretBytes passphrase;
};

using VaultWish = std::variant<MakeVault, UnlockVault, LockVault, PutVenueKey, SettleVenueKey, RemoveVenueKey,
                               ChangeVaultPassphrase, MakeRecoveryKey, RenewVaultKey>;

} // namespace omni::runtime
