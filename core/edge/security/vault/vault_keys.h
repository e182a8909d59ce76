// From what a person or a service has to the master key, and from it to the keys that are used.

#pragma once

#include "core/edge/security/vault/vault_format.h"

#include <cstdint>
#include <span>

namespace omni::vault {

/// What the master key is used for outside of the vault's own file.
enum class Purpose : std::uint8_t { SecondFactor, PersonalData, Audit, Sessions };

/// The master key and the two keys of the file.
struct MasterKeys {
    SecretBytes master;
    SecretBytes records;
    SecretBytes file;
};

[[nodiscard]] Result<MasterKeys> keysFrom(SecretBytes master, const VaultId& vault);
[[nodiscard]] Result<SecretBytes> keyFor(Purpose purpose, const MasterKeys& keys, const VaultId& vault);

/// A slot of `vault` in which `master` lies. `lock` is the passphrase, or 32 bytes (Invalid) for the other kinds.
struct NewSlot {
    SlotKind kind = SlotKind::Passphrase;
    KdfCost cost; ///< Of a passphrase, within bounds (Invalid).
    Timestamp madeAt;
    Bytes reference; ///< 1 to 2048 bytes for a key service and a keyring, none else (Invalid).
};
[[nodiscard]] Result<Slot> sealedSlot(NewSlot wanted, std::span<const std::byte> lock,
                                      std::span<const std::byte> master, const VaultId& vault,
                                      std::uint32_t keyVersion);

/// The master key in the slot. Denied, in the same words and after the same work, for a wrong passphrase and for a
/// damaged slot; Full when there is no memory for deriving.
[[nodiscard]] Result<SecretBytes> openedSlot(const Slot& slot, std::span<const std::byte> lock, const VaultId& vault,
                                             std::uint32_t keyVersion);

/// The recovery key in letters: 14 groups of four of `A–Z 2–7` with '-' between, the last letters a check.
[[nodiscard]] Result<SecretBytes> recoveryLetters(std::span<const std::byte> key);
/// Back. Case, blanks and hyphens do not count. Invalid, without saying where, for what is no such text: a letter too
/// few or mistaken.
[[nodiscard]] Result<SecretBytes> recoveryKeyFrom(std::span<const std::byte> letters);

} // namespace omni::vault
