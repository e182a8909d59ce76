// What is kept of a password: a salt and what Argon2id makes of both (64 MiB, three passes, one lane; safety 4.2).

#pragma once

#include "core/edge/security/vault/key_derivation.h"

#include <array>
#include <cstddef>
#include <span>

namespace omni::accounts {

struct PasswordVerifier {
    vault::Salt salt{};
    std::array<std::byte, 32> proof{};
    friend bool operator==(const PasswordVerifier&, const PasswordVerifier&) = default;
};

/// For a composed password. Takes a tenth of a second and 64 MiB. Full when there is not that much memory.
[[nodiscard]] Result<PasswordVerifier> verifierOf(std::span<const std::byte> password);

/// Takes the same time for every password; what is no password at all costs as much. Full as above: then nothing is
/// known of it.
[[nodiscard]] Result<bool> isPassword(const PasswordVerifier& verifier, std::span<const std::byte> password);

} // namespace omni::accounts
