// The first 16 bytes of each of the journal's files: what it is and which version, readable by every later version.
//
// Layout: magic (8), format version (2), a length that the format defines (2), CRC-32C of these 12 (4).

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace omni::journal {

inline constexpr std::size_t preludeBytes = 16;

/// `magic` has eight bytes.
void appendPrelude(Bytes& out, std::string_view magic, std::uint16_t version, std::uint16_t length);

/// The length. Corrupt when it is no such file, Newer when its version is above `version`.
[[nodiscard]] Result<std::uint16_t> readPrelude(std::span<const std::byte> file, std::string_view magic,
                                                std::uint16_t version);

} // namespace omni::journal
