// Ed25519 (RFC 8032) by libsodium, whose check refuses points of small order and signatures in a second form.

#pragma once

#include "core/edge/security/tokens/token_format.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace omni::tokens {

struct SigningKey {
    platform::SecretBytes secret; ///< 64 bytes: the seed and the public key.
    std::array<std::byte, 32> publicKey{};
};

/// A new one of the system's randomness. Unavailable, Full.
[[nodiscard]] Result<SigningKey> newSigningKey();
/// Of a seed of 32 bytes (Invalid).
[[nodiscard]] Result<SigningKey> signingKeyOf(std::span<const std::byte> seed);

[[nodiscard]] Signature signatureOf(const SigningKey& key, std::string_view text) noexcept;
[[nodiscard]] bool isSignedBy(std::span<const std::byte, 32> publicKey, std::string_view text,
                              const Signature& signature) noexcept;

} // namespace omni::tokens
