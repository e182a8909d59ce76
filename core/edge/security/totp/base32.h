// Base 32 (RFC 4648, `A–Z 2–7`), for secrets that a person reads or types: seeds of second factors, recovery codes.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <cstddef>
#include <span>

namespace omni::totp {

inline constexpr std::size_t mostBase32Letters = 1024;

/// Capital letters without padding. Invalid above 640 bytes.
[[nodiscard]] Result<platform::SecretBytes> base32Of(std::span<const std::byte> bytes);

/// The bytes of `letters`. Case, blanks and hyphens do not count, `=` may stand at the end. Invalid for any other sign,
/// for a length that no bytes have, for bits behind the last byte that are not zero, and for nothing at all: one
/// content has one text.
[[nodiscard]] Result<platform::SecretBytes> bytesOfBase32(std::span<const std::byte> letters);

} // namespace omni::totp
