// The bytes of the audit record: docs/audit-format.md, version 1. Encoding, and the scan of one segment that an opening
// needs. What judges a whole record is omnitrade-audit-verify, which shares no code with this.

#pragma once

#include "core/base/bytes.h"
#include "core/edge/security/audit/audit_entry.h"
#include "core/edge/security/audit/audit_keys.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::audit {

inline constexpr std::size_t segmentHeaderBytes = 80;
inline constexpr std::size_t leastRecordBytes = 192;
inline constexpr std::size_t mostRecordBytes = leastRecordBytes + mostActorBytes + mostRoleBytes + mostSessionBytes
    + mostActionBytes + mostObjectBytes + mostReasonBytes;
inline constexpr std::uint32_t mostRecordsPerSegment = 1000;

inline constexpr std::string_view openAction = "audit.open";
inline constexpr std::string_view closeAction = "audit.close";
inline constexpr std::string_view cutAction = "audit.cut";
inline constexpr std::string_view anchorAction = "audit.anchor";

/// "audit-0000000017.oma".
[[nodiscard]] std::string auditSegmentName(std::uint32_t number);
/// Nothing for a name that is no segment's.
[[nodiscard]] std::optional<std::uint32_t> auditSegmentNumber(std::string_view name) noexcept;

struct SegmentHeader {
    std::uint32_t segment = 0; ///< From 1.
    std::uint64_t first = 0; ///< Sequence of its first record.
    LogId log{};
    Digest before{}; ///< Hash of the record before its first; zeros in segment 1.
};

/// Appends the header; returns what its first record is linked to.
Digest appendHeader(Bytes& out, const SegmentHeader& header);
/// Corrupt, or Newer with nothing else looked at.
[[nodiscard]] Result<SegmentHeader> readHeader(std::span<const std::byte> bytes);

struct RecordPlace {
    std::uint32_t segment = 0;
    std::uint64_t seq = 0;
    AuditMoment moment;
    BootNonce boot{};
    Digest before{}; ///< What it is linked to.
};

/// Appends one record; returns its hash. `entry` is prepared.
Digest appendRecord(Bytes& out, const AuditEntry& entry, const RecordPlace& place, std::span<const std::byte> key);

/// Bytes at the end of a segment that are no whole record: a write that was cut off by a crash.
struct Torn {
    std::uint32_t segment = 0;
    std::uint64_t at = 0; ///< Offset in the file: what is kept.
    std::uint64_t bytes = 0;
    Digest digest{}; ///< Of them, under the purpose "audit-cut".
};

/// "17/4096/57": segment, offset, bytes: the object of the note that tells of a cut.
[[nodiscard]] std::string textOf(const Torn& torn);
[[nodiscard]] std::optional<Torn> tornFromText(std::string_view text);

/// What one segment holds.
struct SegmentScan {
    SegmentHeader header;
    std::uint64_t records = 0; ///< Whole ones, at least 1.
    std::uint64_t last = 0; ///< Sequence of the last.
    Digest hash{}; ///< Of the last.
    bool isClosed = false; ///< The last is `audit.close`.
    std::optional<Torn> torn;
    std::optional<Torn> cut; ///< What its first record says was cut from the segment before.
};

/// Reads one segment. With the records' key (empty = unknown) also each MAC is checked. Corrupt, with the sequence of
/// the first bad record, for anything but a torn end; a segment without a whole record is damaged: none is ever made.
[[nodiscard]] Result<SegmentScan> scanSegment(std::span<const std::byte> bytes, std::uint32_t number,
                                              std::span<const std::byte> key);

} // namespace omni::audit
