// What a slot of a key service keeps in the open so that its key can be asked for again: docs/vault-format.md.
//
// Anybody who can write the vault's file can write this. So it never says to whom a token goes: the address is the
// caller's, and what stands here is only held against it. Names in it become parts of a request's path, and are checked
// as that.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/edge/net/endpoint.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace omni::keyservice {

enum class ServiceKind : std::uint8_t {
    Transit, ///< HashiCorp Vault wraps the key and never keeps it.
    KeyValue, ///< HashiCorp Vault keeps the key (KV, version 2).
    AwsKms, ///< AWS KMS wraps the key and never keeps it.
};

/// "hashicorp-transit", "hashicorp-kv", "aws-kms": as it is typed and as it stands in the file.
[[nodiscard]] std::string_view nameOf(ServiceKind kind) noexcept;
/// Back. NotFound.
[[nodiscard]] Result<ServiceKind> serviceKindFrom(std::string_view name);

struct SlotReference {
    ServiceKind kind = ServiceKind::Transit;
    std::string address; ///< As `addressText` gives it.
    std::string nameSpace; ///< Of HashiCorp Vault; empty: the root's.
    std::string mount; ///< Of HashiCorp Vault: where the engine is mounted. Empty for AWS.
    std::string key; ///< The key's name there; a path for KeyValue; id, alias or ARN for AWS.
    std::string region; ///< Of AWS alone.
    std::string wrapped; ///< The key as the service wrapped it, in its own letters; a version's number for KeyValue.
};

/// Invalid, and which part, for what is out of bounds or no name.
[[nodiscard]] Result<void> check(const SlotReference& reference);
/// As it lies in the slot; at most 2048 bytes (Invalid).
[[nodiscard]] Result<Bytes> referenceBytes(const SlotReference& reference);
/// Back, checked. Corrupt; Newer when a later version of this program has written it.
[[nodiscard]] Result<SlotReference> referenceFrom(std::span<const std::byte> bytes);

/// "https://vault.example.com:8200". Invalid for anything behind host and port, and for a user in it: the address is
/// nothing else. http is taken for this machine alone, by whoever connects.
[[nodiscard]] Result<net::Endpoint> endpointFrom(std::string_view address);
[[nodiscard]] std::string addressText(const net::Endpoint& endpoint);

} // namespace omni::keyservice
