// How far the vault had got, as the audit record tells: an older file in its place is seen by it (safety 4.2, V3).
//
// Each change of the vault counts its generation up, and each generation that is written or opened stands in the record
// (`vault.generation`). Who sets both back, vault and record, is seen by an anchor of the record alone.

#pragma once

#include "core/edge/security/audit/audit_entry.h"
#include "core/edge/security/vault/vault.h"
#include "core/host/access/vault_files.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace omni::runtime {

inline constexpr std::string_view generationAction = "vault.generation";

/// One state of one vault.
struct VaultGeneration {
    vault::VaultId id{};
    std::uint64_t number = 0;
    friend bool operator==(const VaultGeneration&, const VaultGeneration&) = default;
};

/// "generation 17 of 00112233445566778899aabbccddeeff"
[[nodiscard]] std::string textOf(const VaultGeneration& generation);
[[nodiscard]] std::optional<VaultGeneration> generationFromText(std::string_view text);

/// `vault.generation`, by the program itself. `reason`: why a lower one than before is right. Empty: it is none.
[[nodiscard]] audit::AuditEntry generationEntry(const VaultGeneration& generation, std::string_view reason = {});

/// The newest that the record of `profile` tells of this vault. Nothing: it tells of none, or there is no record.
/// Reads the record from its end; errors are those of reading it.
[[nodiscard]] Result<std::optional<std::uint64_t>> knownGeneration(const std::filesystem::path& profile,
                                                                   const vault::VaultId& id);

/// What `Vault::open…` is to expect of the vault in `files`. A file that is no vault expects nothing: the opening says
/// what is wrong with it. An error: the record cannot be read, and nobody knows.
[[nodiscard]] Result<vault::Expected> expectedOf(const std::filesystem::path& profile, const VaultFiles& files);

} // namespace omni::runtime
