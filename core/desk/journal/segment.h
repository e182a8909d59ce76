// The bytes of one segment: what a journal looks like on the disk. Format version 1.
//
// A stream is a row of segments in one folder, "journal-00000001.omj", "tape-00000001.omt", "emergency-00000001.ome",
// numbered without gaps. All numbers are little-endian; a varint is the shortest LEB128, a signed one zig-zag.
//
//   segment  = header, frames, and when it was ended: a seal, behind which nothing stands
//   header   = 128 bytes:
//     0  8   magic "OMNISEG\n"             these first 16 bytes are the same in every version to come
//     8  2   format version, 1
//     10 2   length of the header, 128
//     12 4   CRC-32C of bytes 0..11
//     16 1   stream: 1 journal, 2 tape, 3 emergency
//     17 3   zero
//     20 4   number of the segment, from 1
//     24 8   sequence of its first record
//     32 16  install id
//     48 32  digest that seals the segment before; zero in a stream's first one
//     80 8   wall time from which the first record counts, ns
//     88 8   monotonic time likewise, ns
//     96 4   boot likewise
//     100 24 zero
//     124 4  CRC-32C of bytes 0..123
//   frame    = CRC-32C (4 bytes), length of the body (varint, 1 to 2^24), body
//   body     = tag (1 byte), then by tag:
//     A0..A7 record; bits of the tag: 1 = same stamp as the record before and the next index, no fields before `kind`
//                                     2 = boot differs    4 = index is not zero
//            [sequence - sequence before: varint, wall - wall before: signed, mono - mono before: signed,
//            [boot: varint], [index: varint]], kind (varint), payload (the rest)
//     B1     mark: mode (1 byte: 0 relaxed, 1 synced), bytes of this segment known to be durable (varint)
//     B2     seal: reason (1 byte: 0 full, 1 clean end), records (varint), last sequence (varint), last index
//            (varint), digest (32 bytes): BLAKE2b under "journal-segment" of all bytes before this frame and of this
//            body up to the digest
//
// The CRC covers the stream, the segment's number and the frame's offset (16 bytes: u32, u32, u64), the length and the
// body, so that a frame is whole only where it was written: one that was moved, doubled or left from older times is
// not. Differences wrap at 64 bits. A mark opens each batch that follows a sync. It is how a reader tells bytes that
// were promised from bytes that a power loss may take.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/desk/journal/record.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::journal {

inline constexpr std::uint16_t formatVersion = 1;
inline constexpr std::size_t headerBytes = 128;
/// Room that a seal's frame needs at most: 4 + 1 + 2 + 10 + 10 + 5 + 32.
inline constexpr std::size_t mostSealBytes = 64;
inline constexpr std::size_t mostBodyBytes = std::size_t{1} << 24;
/// The largest payload of one record. Frames and stamps need the rest.
inline constexpr std::size_t mostPayloadBytes = mostBodyBytes - 64;

enum class Stream : std::uint8_t {
    Journal = 1, ///< Facts and effects: kept.
    Tape = 2, ///< Market data: large, kept for a shorter time.
    Emergency = 3, ///< What was still written after the journal had failed, into the room of the reserve.
};

inline constexpr std::array allStreams{Stream::Journal, Stream::Tape, Stream::Emergency};

/// "journal", "tape", "emergency".
[[nodiscard]] std::string_view nameOf(Stream stream) noexcept;

/// "journal-00000001.omj". `number` from 1.
[[nodiscard]] std::string segmentName(Stream stream, std::uint32_t number);

struct SegmentId {
    Stream stream = Stream::Journal;
    std::uint32_t number = 0;
    friend bool operator==(const SegmentId&, const SegmentId&) = default;
};

/// The inverse of `segmentName`; nothing for any other name.
[[nodiscard]] std::optional<SegmentId> segmentOf(std::string_view name) noexcept;

using InstallId = std::array<std::byte, 16>;

struct SegmentHeader {
    SegmentId id;
    Sequence first; ///< Of its first record.
    InstallId install{};
    Digest before{}; ///< Seals the segment before; zero in a stream's first one.
    Stamp base; ///< The first record's times are counted from it; its `seq` is `first`.
    friend bool operator==(const SegmentHeader&, const SegmentHeader&) = default;
};

void appendHeader(Bytes& out, const SegmentHeader& header);

/// Corrupt when a checksum is wrong or it is not the header of segment `id`; Newer when a newer program wrote it.
[[nodiscard]] Result<SegmentHeader> readHeader(std::span<const std::byte> file, SegmentId id);

/// Place of a record in a stream. Both streams share one order.
struct Position {
    Sequence seq;
    std::uint32_t index = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
};

[[nodiscard]] inline Position positionOf(const Record& record) noexcept
{
    return {record.stamp.seq, record.index};
}

struct Mark {
    bool isSynced = false; ///< The writer was syncing. Otherwise `durable` says nothing.
    std::uint64_t durable = 0; ///< Bytes of this segment that had reached the disk.
};

enum class SealReason : std::uint8_t { Full, CleanEnd };

struct Seal {
    SealReason reason = SealReason::Full;
    std::uint64_t records = 0;
    Position last; ///< Zero when there are no records.
    Digest digest{};
};

/// Turns records into frames. Remembers the record before, from which the next one counts.
class FrameEncoder
{
public:
    FrameEncoder() = default;
    /// `last` is the stamp from which the next record counts: the header's base or that of the last record.
    FrameEncoder(SegmentId id, const Stamp& last, std::uint32_t lastIndex) noexcept;

    /// Appends to `out`. `at` is the frame's offset in the segment. The payload is within `mostPayloadBytes`.
    void record(Bytes& out, std::uint64_t at, const Record& record);
    void mark(Bytes& out, std::uint64_t at, const Mark& mark);
    /// `digest` has seen every byte before `at`; it gets this frame's body. Returns what seals the segment.
    [[nodiscard]] Digest seal(Bytes& out, std::uint64_t at, const Seal& seal, DigestBuilder& digest);

private:
    void close(Bytes& out, std::size_t start, std::uint64_t at) noexcept;

    std::uint32_t m_place = 0; ///< CRC of the stream and the segment's number.
    Stamp m_last;
    std::uint32_t m_lastIndex = 0;
};

enum class FrameKind : std::uint8_t { Record, Mark, Seal };

/// One decoded frame. Only the member that `kind` names means something.
struct Frame {
    FrameKind kind = FrameKind::Record;
    Record record;
    Mark mark;
    Seal seal;
};

/// Walks the frames of one segment in order. Copies nothing: payloads point into `file`.
class FrameDecoder
{
public:
    FrameDecoder() = default;
    FrameDecoder(std::span<const std::byte> file, const SegmentHeader& header) noexcept;

    /// False at the end of the file and at the first frame that is not whole; `isAtEnd` tells which.
    [[nodiscard]] bool next(Frame& frame) noexcept;
    [[nodiscard]] bool isAtEnd() const noexcept
    {
        return m_at == m_file.size();
    }
    /// Offset of the next frame, or of the one that is not whole.
    [[nodiscard]] std::uint64_t offset() const noexcept
    {
        return m_at;
    }
    /// Offset of the frame that `next` gave last.
    [[nodiscard]] std::uint64_t lastOffset() const noexcept
    {
        return m_lastAt;
    }

private:
    [[nodiscard]] bool decodeRecord(std::uint8_t tag, ByteReader& in, Record& record) noexcept;

    std::span<const std::byte> m_file;
    std::uint64_t m_at = 0;
    std::uint64_t m_lastAt = 0;
    std::uint32_t m_place = 0;
    Stamp m_last;
    std::uint32_t m_lastIndex = 0;
};

/// The seal at the very end of a segment's file, if there is one: without reading the rest.
[[nodiscard]] std::optional<Seal> sealAtEnd(std::span<const std::byte> file, SegmentId id) noexcept;

/// What stands behind a frame that is not whole.
struct Beyond {
    bool hasWholeFrame = false; ///< Something readable follows.
    bool isPromised = false; ///< A later mark says that the broken place had been durable.
    bool hasRelaxedMark = false; ///< A writer that did not sync went on behind it.
    bool isUnknown = false; ///< Too much rubbish to search it all: take it as damage.
    std::uint64_t wholeRecords = 0; ///< Readable as such, but nobody can say where in the order they belong.
};

/// The file ends within the frame that was begun at `at`, or holds nothing but zeros from there: what a write that
/// was cut off leaves. False where bytes stand that cannot be one such frame.
[[nodiscard]] bool isCutOffFrame(std::span<const std::byte> file, std::uint64_t at) noexcept;

/// Searches `file` from `broken`, the offset of a frame that is not whole, for frames that are.
/// Bounded: gives up after about a second's work.
[[nodiscard]] Beyond lookBeyond(std::span<const std::byte> file, SegmentId id, std::uint64_t broken) noexcept;

} // namespace omni::journal
