// What a change of the vault asks for; between the vault's own sources only.

#pragma once

#include "core/edge/security/vault/vault.h"

namespace omni::vault {

struct Vault::Change {
    struct Put {
        RecordId id{};
        RecordType type{};
        Label label;
        std::span<const std::byte> secret;
    };
    std::optional<std::vector<Slot>> keySlots; ///< In place of those that are there, in their order.
    std::optional<MasterKeys> keys; ///< A new master key; the key version is one more.
    std::optional<std::size_t> dropped; ///< Index of the record that goes.
    std::optional<Put> put; ///< The record that comes.
};

} // namespace omni::vault
