// The parts of archives and recordings. See docs/data-archive.md.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/archive_columns.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace omni::feeds::archive {

inline constexpr std::string_view magic = "OMNIARC1"; ///< As long as the other.
inline constexpr std::string_view recordingMagic = "OMNIREC1";
inline constexpr std::string_view recordingExtension = ".omnirec";
inline constexpr std::string_view digestPurpose = "omni data archive 1";
inline constexpr std::uint8_t blockMark = 'B';
inline constexpr std::uint8_t holeMark = 'H'; ///< Of recordings alone.
inline constexpr std::uint8_t endMark = 'E';
inline constexpr std::size_t rowsPerBlock = 16'384;
/// A block header: mark, rows, size of its columns, size compressed, CRC-32C of the compressed bytes.
inline constexpr std::size_t blockHeaderSize = 1 + 4 * 4;
/// Behind the mark of a hole: ticks lost, from, until, CRC-32C of these.
inline constexpr std::size_t holeSize = 3 * 8 + 4;
/// The end: mark, rows, first and last time, digest of everything before the digest.
inline constexpr std::size_t endSize = 1 + 3 * 8 + sizeof(Digest);
/// No row takes more bytes than this in its columns: six numbers of at most ten bytes and a flag.
inline constexpr std::size_t mostBytesPerRow = 64;
inline constexpr std::size_t largestHeader = 4'096;

/// "binance_BTCUSDT_trades_20240808T235415Z", which no file system minds.
[[nodiscard]] std::string baseNameOf(const ArchiveInfo& info);

/// The magic and the header.
void writeStart(const ArchiveInfo& info, Form form, Bytes& out);
/// One block of at most `rowsPerBlock` ticks. False, and nothing is written: there is no memory to compress it.
[[nodiscard]] bool writeBlock(std::span<const ports::TimedTick> ticks, FileKind kind, Form form, Bytes& out);

/// Where ticks are missing between two rows.
struct Hole {
    std::uint64_t lost = 0; ///< At least; zero: nobody knows.
    Timestamp from, until;
};
void writeHole(const Hole& hole, Bytes& out);
/// From the bytes behind its mark. Nothing: they are none.
[[nodiscard]] std::optional<Hole> readHole(std::span<const std::byte> in);

/// Nothing where `in` is no header of this version.
[[nodiscard]] std::optional<ArchiveInfo> readHeader(std::span<const std::byte> in);

/// `raw` compressed by zlib, appended to `out`.
[[nodiscard]] bool pack(std::span<const std::byte> raw, Bytes& out);
/// Exactly `size` bytes from `packed`; empty where it does not hold them.
[[nodiscard]] Bytes unpack(std::span<const std::byte> packed, std::size_t size);

} // namespace omni::feeds::archive
