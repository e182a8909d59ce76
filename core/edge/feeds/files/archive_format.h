// The parts of an archive file. See docs/data-archive.md.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/edge/feeds/files/archive.h"

#include <cstddef>
#include <string_view>

namespace omni::feeds::archive {

inline constexpr std::string_view magic = "OMNIARC1";
inline constexpr std::string_view digestPurpose = "omni data archive 1";
inline constexpr std::uint8_t blockMark = 'B';
inline constexpr std::uint8_t endMark = 'E';
inline constexpr std::size_t rowsPerBlock = 16'384;
/// A block header: mark, rows, size of its columns, size compressed, CRC-32C of the compressed bytes.
inline constexpr std::size_t blockHeaderSize = 1 + 4 * 4;
/// The end: mark, rows, first and last time, digest of everything before the digest.
inline constexpr std::size_t endSize = 1 + 3 * 8 + sizeof(Digest);
/// No row takes more bytes than this in its columns: six numbers of at most ten bytes and a flag.
inline constexpr std::size_t mostBytesPerRow = 64;
inline constexpr std::size_t largestHeader = 4'096;

void writeHeader(const ArchiveInfo& info, Bytes& out);
/// Nothing where `in` is no header of this version.
[[nodiscard]] std::optional<ArchiveInfo> readHeader(std::span<const std::byte> in);

/// `raw` compressed by zlib, appended to `out`.
[[nodiscard]] bool pack(std::span<const std::byte> raw, Bytes& out);
/// Exactly `size` bytes from `packed`; empty where it does not hold them.
[[nodiscard]] Bytes unpack(std::span<const std::byte> packed, std::size_t size);

} // namespace omni::feeds::archive
