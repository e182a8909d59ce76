// Slots of the vault whose key somebody else keeps: a key service (HashiCorp Vault, AWS KMS) or the desktop's keyring.
// Made for a vault that is open, and used to open one; each failure in words.
//
// Coroutines on a thread with an event loop; never the window's while the vault is read. Nothing is retried with
// another service, and nothing is written to the disk: a service that is away opens nothing (safety 4.9, V-KEY).

#pragma once

#include "core/edge/security/key_service/key_source.h"
#include "core/edge/security/keyring/keyring.h"
#include "core/host/access/vault_door.h"

#include <QCoroTask>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace omni::runtime {

/// Who is asked. Nothing of it comes from the vault's file, which anybody may have written.
struct ServiceWish {
    keyservice::ServiceKind kind = keyservice::ServiceKind::Transit;
    std::string address; ///< Empty for AWS: its own address of the region.
    std::string trustedPem; ///< Authorities that its certificate may come from beside those of the system.
    // For a slot that is made; one that is used knows these.
    std::string nameSpace, mount, key, region;
};

/// By what we sign in: a token alone, a role and its secret, or an access key, its secret and perhaps a session's
/// token.
struct ServiceCredential {
    Secret first, second, third;
};

/// From variables of the environment, which are wiped and removed, while the program has one thread: VAULT_TOKEN, or
/// VAULT_ROLE_ID and VAULT_SECRET_ID; AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. Refused (exit 4):
/// they are not set.
[[nodiscard]] Outcome<ServiceCredential> takeCredential(keyservice::ServiceKind kind);
/// Lines: one of a token, two of a role, two or three of AWS. Bad input (exit 3): none of these.
[[nodiscard]] Outcome<ServiceCredential> credentialFrom(keyservice::ServiceKind kind, std::string_view lines);

/// Gives the key of a new slot to the service and adds the slot; an earlier one of a service goes. `vault`, `clock` and
/// what is passed by reference outlive the task.
[[nodiscard]] QCoro::Task<Outcome<void>> addServiceSlot(OpenVault& vault, ServiceWish wish,
                                                        ServiceCredential credential, Clock& clock);
[[nodiscard]] QCoro::Task<Outcome<void>> addKeyringSlot(OpenVault& vault, keyring::Keyring& keyring, Clock& clock);

/// Opens the vault by the key that the service gives. Refused (exit 4): no such slot, or the service does not let us.
/// Exit 5: it cannot be reached, or is sealed.
[[nodiscard]] QCoro::Task<Outcome<OpenVault>> openByService(std::filesystem::path profile, ServiceWish wish,
                                                            ServiceCredential credential, Clock& clock);
[[nodiscard]] QCoro::Task<Outcome<OpenVault>> openByKeyring(std::filesystem::path profile, keyring::Keyring& keyring);

/// The slot goes from the vault, and the key from the keyring as far as it lets us.
[[nodiscard]] QCoro::Task<Outcome<void>> removeKeyringSlot(OpenVault& vault, keyring::Keyring& keyring, Clock& clock);
[[nodiscard]] Outcome<void> removeServiceSlot(OpenVault& vault, Timestamp now);

} // namespace omni::runtime
