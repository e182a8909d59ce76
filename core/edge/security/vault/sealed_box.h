// Boxes: XChaCha20-Poly1305 with a random nonce, which opens only whole, under its key and with its associated data.
//
// Source: draft-irtf-cfrg-xchacha-03; libsodium's crypto_aead_xchacha20poly1305_ietf.

#pragma once

#include "core/base/bytes.h"
#include "core/edge/security/vault/secret_bytes.h"

#include <cstddef>
#include <span>

namespace omni::vault {

inline constexpr std::size_t nonceBytes = 24;
inline constexpr std::size_t tagBytes = 16;

/// What a box of `size` bytes takes with its nonce.
[[nodiscard]] constexpr std::size_t boxedBytes(std::size_t size) noexcept
{
    return nonceBytes + size + tagBytes;
}

/// Appends to `out`: a new random nonce, the ciphertext of `plain`, its tag. `key` has 32 bytes (Invalid).
[[nodiscard]] Result<void> appendBox(Bytes& out, std::span<const std::byte> key, std::span<const std::byte> plain,
                                     std::span<const std::byte> associated);

/// What is in `boxed`, which is nonce, ciphertext and tag. Corrupt when it does not open: the key, the associated data
/// or a byte is another one; nothing of the content leaves then.
[[nodiscard]] Result<SecretBytes> openedBox(std::span<const std::byte> key, std::span<const std::byte> boxed,
                                            std::span<const std::byte> associated);

} // namespace omni::vault
