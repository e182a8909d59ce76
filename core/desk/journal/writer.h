// Writes one stream of the journal: encodes records into a buffer, appends the buffer as a batch, syncs, rolls
// segments.
//
// Has no thread of its own: all calls come from one. `core/host/runtime/journal_thread.h` puts a thread behind it.

#pragma once

#include "core/desk/journal/segment.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace omni::journal {

struct WriterOptions {
    /// A segment is sealed when it has this many bytes, and may exceed it by one batch. At least 1 KiB.
    std::uint64_t segmentBytes = std::uint64_t{64} << 20;
    InstallId install{}; ///< Of the profile; stands in each header.
    /// The caller does not sync each batch. Only where nothing real is promised: DEMO and REPLAY.
    bool isRelaxed = false;
};

/// Where a stream ends, as recovery found it: where a writer goes on. Default: a stream without records.
struct StreamEnd {
    Stream stream = Stream::Journal;
    std::uint32_t segment = 0; ///< Number of the last one; 0 = none.
    bool isSealed = true; ///< The next record opens segment + 1.
    std::uint64_t bytes = 0; ///< Of the last segment.
    std::uint64_t records = 0; ///< In the last segment.
    Stamp stamp{}; ///< Of the last record, or the last header's base.
    Position last{}; ///< Of the last record; zero = none ever.
    Digest seal{}; ///< Of the last segment that is sealed; the next header carries it.
};

/// One stream open for writing.
///
/// After any failure of the folder the writer is failed for good: every call refuses with that error, because neither
/// the file's end nor what a later sync would prove is known (F4). Opening the folder anew, through recovery, is the
/// only way on.
class Writer
{
public:
    /// Goes on at `end`, which `recover` gave for this folder. Reads an unsealed last segment once, for its digest.
    /// A new segment's file is made at the first commit. `folder` outlives the writer.
    [[nodiscard]] static Result<Writer> open(ports::LogFolder& folder, const StreamEnd& end,
                                             const WriterOptions& options = {});
    Writer(Writer&&) noexcept = default;
    Writer& operator=(Writer&&) noexcept = default;

    /// Puts the record into the buffer; no file is touched, nothing is allocated once the buffer has its size.
    /// Invalid when its position is not above the one before (nothing is written then, the writer stays good), Full
    /// when the payload is above `mostPayloadBytes`; the error of the failure when failed.
    [[nodiscard]] Result<void> append(const Record& record);

    /// Appends what has gathered with one write, then, if asked, syncs once. Seals a segment that is full, which always
    /// syncs. Without anything gathered a sync still covers earlier commits without one.
    [[nodiscard]] Result<void> commit(bool sync);

    /// Leaves a mark about what is durable, unsynced, for a time when nothing else is to be written. Does nothing when
    /// the last mark says it already. Makes damage of the last batch tellable from a torn write.
    [[nodiscard]] Result<void> markDurable();

    /// Commits, seals, syncs. The writer is closed afterwards. A stream without records makes no file.
    /// When both streams have ended, `writeCleanEnd` says so for the folder.
    [[nodiscard]] Result<void> end();

    /// The last record that has reached the disk; in relaxed mode that is known only now and then.
    [[nodiscard]] Position durableUpTo() const noexcept
    {
        return m_durable;
    }
    /// The last record handed to the system.
    [[nodiscard]] Position writtenUpTo() const noexcept
    {
        return m_written;
    }
    /// The last record appended.
    [[nodiscard]] Position appendedUpTo() const noexcept
    {
        return m_end.last;
    }
    /// Bytes waiting for `commit`. Commit each few hundred KiB at least.
    [[nodiscard]] std::size_t gatheredBytes() const noexcept
    {
        return m_buffer.size();
    }
    /// Why the writer refuses, if it does.
    [[nodiscard]] const std::optional<Error>& failed() const noexcept
    {
        return m_failed;
    }
    [[nodiscard]] Stream stream() const noexcept
    {
        return m_end.stream;
    }
    /// Number of the segment being written; 0 before the first.
    [[nodiscard]] std::uint32_t segment() const noexcept
    {
        return m_end.segment;
    }

private:
    Writer(ports::LogFolder& folder, const StreamEnd& end, const WriterOptions& options);
    [[nodiscard]] Result<void> adoptLastSegment();
    void openSegment(const Stamp& first);
    void markIfMoved();
    void sealInto(SealReason reason);
    [[nodiscard]] Result<void> write();
    [[nodiscard]] Result<void> syncNow();
    [[nodiscard]] tl::unexpected<Error> fail(Error error);
    [[nodiscard]] Result<void> refusal() const;

    ports::LogFolder* m_folder = nullptr;
    WriterOptions m_options;
    StreamEnd m_end; ///< `bytes` counts what is in the buffer, too.
    std::unique_ptr<ports::LogFile> m_file; ///< Null until the segment's first commit.
    Bytes m_buffer;
    FrameEncoder m_encoder;
    std::optional<DigestBuilder> m_digest; ///< Of the segment's bytes so far, without the buffer.
    std::uint64_t m_durableBytes = 0; ///< Of this segment.
    std::uint64_t m_markedBytes = 0; ///< What the last mark said.
    bool m_hasMark = false; ///< This writer left a mark in this segment.
    bool m_isUnsynced = false; ///< Something was written since the last sync.
    Position m_written;
    Position m_durable;
    std::optional<Error> m_failed;
    bool m_hasEnded = false;
};

} // namespace omni::journal
