// The verifier's own reading of a segment's bytes: docs/audit-format.md, and nothing else of the program.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::audit_verify {

using Octets = std::span<const unsigned char>;
using Hash = std::array<unsigned char, 32>;
using LogName = std::array<unsigned char, 16>;

inline constexpr std::size_t headerSize = 80;
inline constexpr std::size_t fixedSize = 128; ///< Of a record, in front of its texts.
inline constexpr std::size_t leastRecord = 192;
inline constexpr std::size_t mostRecord = leastRecord + 128 + 64 + 64 + 64 + 1024 + 1024;
inline constexpr unsigned mostRecords = 1000; ///< Of a segment.
/// No segment has more bytes: a larger file is not read.
inline constexpr std::size_t mostSegment = headerSize + mostRecords * mostRecord;

struct Header {
    std::uint32_t segment = 0;
    std::uint64_t first = 0;
    LogName log{};
    Octets before; ///< 32 bytes, in the file.
};

enum class HeaderFault : std::uint8_t {
    None,
    Damaged,
    Newer, ///< Of a later version; nothing else was looked at.
};

/// Reads the header from the first 80 bytes.
[[nodiscard]] HeaderFault readHeader(Octets bytes, Header& header);

/// One whole record, in the file.
struct Record {
    std::uint32_t segment = 0;
    std::uint64_t seq = 0;
    Octets all;
    Octets body; ///< What the MAC covers.
    Octets hashed; ///< What the hash covers.
    Octets payload, before, mac, hash; ///< 32 bytes each.
    std::string_view action, object;
};

/// The record at the beginning of `bytes`. Nothing when it is not whole or not of a record's form.
[[nodiscard]] std::optional<Record> readRecord(Octets bytes);

/// Can `rest`, which begins at `offset` of its file, be what a crash left of the write of record `seq`: a beginning of
/// it, then the end of the file, or zeros from the edge of a sector on?
[[nodiscard]] bool isTornWrite(Octets rest, std::size_t offset, std::uint32_t segment, std::uint64_t seq,
                               const Hash& link);

/// What the note about a cut names: segment, offset, bytes.
struct Cut {
    std::uint32_t segment = 0;
    std::uint64_t at = 0;
    std::uint64_t bytes = 0;
};
[[nodiscard]] std::optional<Cut> cutFromText(std::string_view text);

/// Number of a segment's file, from 1; nothing for another name.
[[nodiscard]] std::optional<std::uint32_t> numberOfFile(std::string_view name);
[[nodiscard]] std::string nameOfFile(std::uint32_t number);

} // namespace omni::audit_verify
