// Keys from a passphrase (Argon2id) and keys from keys (HKDF), with bounds on the cost that a file may ask for.
//
// Sources: RFC 9106 for Argon2id, RFC 5869 for HKDF.

#pragma once

#include "core/base/time.h"
#include "core/edge/security/vault/secret_bytes.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace omni::vault {

inline constexpr std::size_t keyBytes = 32;
inline constexpr std::size_t mostPassphraseBytes = 1024;
using Salt = std::array<std::byte, 16>;

/// What one guess of a passphrase costs. One lane.
struct KdfCost {
    std::uint32_t memoryKiB = 262'144; ///< 256 MiB.
    std::uint32_t passes = 3;
    friend bool operator==(const KdfCost&, const KdfCost&) = default;
};

/// The floor keeps a forged file from making guesses cheap, the ceiling from exhausting the machine (V2).
inline constexpr KdfCost leastCost{65'536, 3};
inline constexpr KdfCost mostCost{2'097'152, 20};

[[nodiscard]] constexpr bool isWithinBounds(KdfCost cost) noexcept
{
    return cost.memoryKiB >= leastCost.memoryKiB && cost.passes >= leastCost.passes
        && cost.memoryKiB <= mostCost.memoryKiB && cost.passes <= mostCost.passes;
}

/// The cost at which one guess takes half a second or more, and never less than the default. `timeOf` derives once at
/// a cost and says how long it took; it is asked once. Passes are raised, memory is not: not everybody has more.
[[nodiscard]] KdfCost calibrated(const std::function<Duration(KdfCost)>& timeOf);

/// Argon2id version 1.3, one lane, 32 bytes. Blocks for the cost's time and takes its memory. Invalid, before anything
/// is allocated, for a cost out of bounds and for a passphrase that is empty or above `mostPassphraseBytes`; Full when
/// there is not that much memory.
[[nodiscard]] Result<SecretBytes> keyOfPassphrase(std::span<const std::byte> passphrase, const Salt& salt,
                                                  KdfCost cost);

/// HKDF with SHA-256: `size` bytes, 1 to 8160 (Invalid), of `key` for the purpose `info`.
[[nodiscard]] Result<SecretBytes> derivedKey(std::span<const std::byte> key, std::span<const std::byte> salt,
                                             std::string_view info, std::size_t size = keyBytes);

using Tag = std::array<std::byte, 32>;

/// HMAC-SHA-256 under a key of any length.
[[nodiscard]] Tag authentication(std::span<const std::byte> key, std::span<const std::byte> data);

} // namespace omni::vault
