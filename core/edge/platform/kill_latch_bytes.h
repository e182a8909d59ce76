// The two copies in the kill latch's file, 4 KiB apart so that no torn write reaches both.
//
// A copy, little-endian: magic "OMNIKILL" (8), version (2), level (1), zero (1), number of the watchdog's press that
// was taken in last (4), turn (8), CRC-32C of these 24 bytes (4), zero (4). Version 1, as long as there was no such
// press; then 2, which an older program takes for damage and so for latched.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace omni::platform {

inline constexpr std::size_t latchCopyBytes = 32;
inline constexpr std::size_t latchCopyDistance = 4096;
inline constexpr std::size_t latchFileBytes = latchCopyDistance + latchCopyBytes;

struct LatchCopy {
    std::uint8_t level = 0;
    std::uint64_t turn = 0; ///< The higher one counts.
    std::uint32_t pressTaken = 0; ///< 0: none.
};

[[nodiscard]] std::array<std::byte, latchCopyBytes> latchBytes(const LatchCopy& copy) noexcept;
/// Nothing when it does not read as it was written.
[[nodiscard]] std::optional<LatchCopy> latchFromBytes(std::span<const std::byte> bytes) noexcept;

} // namespace omni::platform
