// Writes the audit record: encodes entries into a buffer, appends the buffer as a batch and syncs it, begins segments
// and gives up their keys. The form: docs/audit-format.md.
//
// Has no thread of its own: all calls come from one. `audit_log.h` puts a thread behind it.
//
// Durable in this order, so that a crash between any two steps leaves a record that opens and verifies: what belongs
// to a segment; then the next segment's key in the store, where it takes the place of this segment's; then the next
// segment's file, which appears with its first records or not at all.

#pragma once

#include "core/desk/ports/log_folder.h"
#include "core/edge/security/audit/audit_anchor.h"
#include "core/edge/security/audit/audit_format.h"
#include "core/edge/security/audit/audit_keys.h"
#include "core/edge/security/audit/audit_reserve.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace omni::audit {

struct AuditWriterOptions {
    BootNonce boot{}; ///< Random, anew for each start of the program: within it `mono` counts.
    AuditActor self{"omnitrade", "", "", AuditPath::Program}; ///< In whose name the record's own lines stand.
    std::uint32_t recordsPerSegment = mostRecordsPerSegment; ///< 4 to 1,000.
    Duration segmentTime = minutes(15); ///< Above zero, at most 15 minutes.
    AuditReserve* reserve = nullptr; ///< Prepared; outlives the writer. Null: no room is kept aside.
};

class AuditWriter
{
public:
    /// A new record, in a folder without one. `first` is the verify key: the caller has put it where it is to be kept
    /// before, and forgets it. Conflict when the folder holds segments, or the store the key of a record that has got
    /// beyond its first segment: that record is gone, and somebody should know. `folder` and `keys` outlive the writer.
    [[nodiscard]] static Result<AuditWriter> begin(ports::LogFolder& folder, AuditKeyStore& keys, SegmentKey first,
                                                   AuditMoment now, const AuditWriterOptions& options = {});

    /// Goes on with what the folder holds: checks the last segment (with its key as long as the store has it), cuts a
    /// torn end, and begins a segment that says so. All of it is durable when this returns.
    /// NotFound: there is no record yet. Corrupt: the last segment is damaged, or a segment is missing in between.
    /// Conflict: the key is another record's or missing, or newest segments are gone (F16). Newer. Nothing is changed
    /// then but a torn end that an earlier opening has told of already.
    [[nodiscard]] static Result<AuditWriter> open(ports::LogFolder& folder, AuditKeyStore& keys, AuditMoment now,
                                                  const AuditWriterOptions& options = {});

    AuditWriter(AuditWriter&&) noexcept = default;
    AuditWriter& operator=(AuditWriter&&) noexcept = default;

    /// Puts an entry into the buffer; returns its sequence. When its segment is full or its time is over, this first
    /// commits and gives up the old key, which blocks. Invalid for an entry that does not fit (the writer stays good);
    /// the error of the failure when failed.
    [[nodiscard]] Result<std::uint64_t> append(const AuditEntry& entry, AuditMoment now);

    /// What has gathered goes to the file with one write and one sync.
    [[nodiscard]] Result<void> commit();

    /// Gives up the key of this segment if its time is over: call it now and then while nothing is written, so that an
    /// idle program holds no key of what it wrote long ago.
    [[nodiscard]] Result<void> retireIfOver(Monotonic now);

    /// Writes that an anchor is taken, commits, and makes the anchor of just that record.
    [[nodiscard]] Result<Anchor> anchor(AuditMoment now);

    /// Writes that the record is closed, commits, gives up the key. The writer is of no use afterwards.
    [[nodiscard]] Result<Anchor> end(AuditMoment now);

    /// The last record that has reached the disk.
    [[nodiscard]] const AuditHead& durableHead() const noexcept
    {
        return m_durable;
    }
    /// The last record appended.
    [[nodiscard]] std::uint64_t last() const noexcept
    {
        return m_last;
    }
    /// Bytes of a torn end that its opening has cut; 0: there was none.
    [[nodiscard]] std::uint64_t cutBytes() const noexcept
    {
        return m_cutBytes;
    }
    /// The disk is full, and what is written now goes into the room that was kept for it. Whoever knows that adds no
    /// exposure any more; a person makes room and starts anew (F5).
    [[nodiscard]] bool isOnReserve() const noexcept
    {
        return m_isOnReserve;
    }
    /// Why the writer refuses, if it does. After any failure of folder or store it has failed for good: neither the
    /// file's end nor what a later sync would prove is known (F4). Opening anew is the only way on.
    [[nodiscard]] const std::optional<Error>& failed() const noexcept
    {
        return m_failed;
    }

private:
    AuditWriter(ports::LogFolder& folder, AuditKeyStore& keys, const AuditWriterOptions& options);
    [[nodiscard]] Result<void> write(const AuditEntry& entry, AuditMoment now);
    [[nodiscard]] AuditEntry own(std::string_view action, std::string object, std::string reason) const;
    [[nodiscard]] Result<void> beginSegment(AuditMoment now);
    [[nodiscard]] Result<void> retire();
    [[nodiscard]] Result<void> refusal() const;
    [[nodiscard]] tl::unexpected<Error> fail(Error error);
    [[nodiscard]] bool hasRoomAgain(const Error& why);
    [[nodiscard]] Result<void> appendBuffer(const std::string& name);
    [[nodiscard]] Result<void> makeSegment(const std::string& name);

    ports::LogFolder* m_folder;
    AuditKeyStore* m_keys;
    AuditWriterOptions m_options;
    SegmentKey m_key; ///< Of the segment that is written, or that comes next.
    platform::SecretBytes m_recordKey; ///< Empty between segments.
    std::unique_ptr<ports::LogFile> m_file; ///< Null until the segment's first commit.
    Bytes m_buffer;
    std::uint64_t m_last = 0;
    Digest m_hash{}; ///< Of the last record.
    Digest m_link{}; ///< What the next record is linked to.
    std::uint32_t m_count = 0; ///< Records in this segment.
    Monotonic m_began; ///< This segment's first record.
    AuditHead m_durable;
    std::uint64_t m_fileBytes = 0; ///< Of this segment, that are on the disk.
    bool m_isOnReserve = false;
    std::uint64_t m_cutBytes = 0;
    std::optional<Error> m_failed;
    bool m_hasEnded = false;
};

} // namespace omni::audit
