// The port to whatever keeps the key of a slot: it makes one, and gives it again.
//
// What it gives are the 32 bytes that open the slot's box (docs/vault-format.md), never the master key and nothing that
// is in the vault: a service that is broken into has nothing without the file.

#pragma once

#include "core/edge/security/key_service/slot_reference.h"
#include "core/edge/security/vault/secret_bytes.h"
#include "core/edge/security/vault/vault_format.h"

#include <QCoroTask>

namespace omni::keyservice {

struct MadeKey {
    vault::SecretBytes key; ///< 32 bytes.
    SlotReference reference;
};

/// One thread with an event loop. Outlives its tasks. Every failure is in words for the person who can mend it, without
/// a secret in them:
/// Denied: the service or its certificate is not to be trusted, or it refuses us. Unavailable: away, sealed, or
/// failing. TimedOut. RateLimited: it was asked too often, also after waiting. NotFound: no such key there. Corrupt:
/// what the slot has does not fit the service's key, or the answer is none. Invalid: malformed on our side. Conflict:
/// the slot is of another service.
class KeySource
{
public:
    virtual ~KeySource() = default;
    /// A new key for the slot of this vault.
    [[nodiscard]] virtual QCoro::Task<Result<MadeKey>> make(vault::VaultId vault) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<vault::SecretBytes>> fetch(SlotReference reference, vault::VaultId vault)
        = 0;
};

} // namespace omni::keyservice
