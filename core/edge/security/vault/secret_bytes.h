// The program's memory for secrets, by the vault's name, and the vault's randomness.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <cstddef>
#include <span>

namespace omni::vault {

using platform::SecretBytes;
using platform::wipe;

/// Fills `bytes` with the system's randomness, for ids, salts and nonces. Unavailable when libsodium does not start.
[[nodiscard]] Result<void> fillWithRandom(std::span<std::byte> bytes);

} // namespace omni::vault
