// Codes that change with time: RFC 6238 over HOTP (RFC 4226), SHA-1, steps of 30 s, six digits, seeds of 160 bits.
//
// SHA-1, because every authenticator reads it and many read nothing else; what is known against SHA-1 (collisions) does
// not touch HMAC.

#pragma once

#include "core/base/time.h"
#include "core/edge/platform/secret_memory.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace omni::totp {

inline constexpr std::size_t seedBytes = 20;
inline constexpr unsigned codeDigits = 6;
inline constexpr Duration stepLength = seconds(30);

/// 160 bits of the system's randomness.
[[nodiscard]] Result<platform::SecretBytes> newSeed();

/// The number of the step that holds `now`, from 1970-01-01. Invalid before that.
[[nodiscard]] Result<std::int64_t> stepAt(Timestamp now);

/// The code of a step, a number below 10^`digits`. Invalid for a seed of less than 16 bytes (RFC 4226, R6) or more
/// than 64, a step below zero, and digits other than 6 to 8. Unavailable when the library has no SHA-1.
[[nodiscard]] Result<std::uint32_t> codeOf(std::span<const std::byte> seed, std::int64_t step,
                                           unsigned digits = codeDigits);

} // namespace omni::totp
