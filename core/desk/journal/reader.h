// Reads a stream of the journal in order, over segments, and says how it ends.
//
// Nothing torn or damaged is ever handed out: the reader stops in front of it and tells what stands there.

#pragma once

#include "core/desk/journal/segment.h"
#include "core/desk/journal/writer.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::journal {

/// How a stream ends.
enum class Condition : std::uint8_t {
    Sealed, ///< Whole, and ended by a seal. A stream without segments is this, too.
    Open, ///< Whole up to the last byte, without a seal: the program did not end cleanly, or is still running.
    Torn, ///< The last record is cut off or never fully reached the disk; whole up to there.
    Hole, ///< A record is missing with whole ones behind it, but none of them had been promised: a power loss took
          ///< some unsynced writes and left others. Whole up to there.
    Damaged, ///< What had been written is no longer readable, or does not fit together.
    Newer, ///< Written by a newer version of this program.
    Unreadable, ///< The system would not let us read it.
};

/// "torn", stable, for logs.
[[nodiscard]] std::string_view nameOf(Condition condition) noexcept;

/// The end of reading, and the place that a person has to look at.
struct Ending {
    Condition condition = Condition::Sealed;
    Stream stream = Stream::Journal;
    std::uint32_t segment = 0; ///< 0 = the stream has none.
    std::uint64_t offset = 0; ///< Of the first byte that was not read, in `segment`.
    std::uint64_t record = 0; ///< Number, from 1 within the segment, of the record that would have been next.
    std::uint64_t bytesLeft = 0; ///< Behind `offset`, in `segment`.
    std::uint64_t recordsLeft = 0; ///< Among them, for Hole: whole records, whose place in the order is lost.
    bool isCutOff = false; ///< For Torn: all there is of one record that was being written, or zeros.
    std::string text; ///< For Torn and worse: one sentence that names file, offset and record.
};

/// All that was promised could be read. Corrupt, Newer, Unavailable: it could not be read on from there.
[[nodiscard]] Result<void> wholeUpTo(const Ending& ending);

struct ReadOptions {
    Sequence from{1}; ///< Records below are passed over; whole segments below are not opened.
    bool checksDigests = false; ///< Computes each segment's digest as well, not only the CRCs: for `verify`.
};

/// Reads one stream. Works beside a running writer: what is not whole yet is Torn or Open.
class Reader
{
public:
    /// Never fails: what cannot be opened is the ending of a reader without records. `folder` outlives the reader.
    [[nodiscard]] static Reader open(const ports::LogFolder& folder, Stream stream, const ReadOptions& options = {});
    Reader(Reader&&) noexcept = default;
    Reader& operator=(Reader&&) noexcept = default;

    /// The next record, or false at the end. Its payload is good until the next call.
    [[nodiscard]] bool next(Record& record);

    /// Meaningful once `next` has said false.
    [[nodiscard]] const Ending& ending() const noexcept
    {
        return m_ending;
    }
    /// Where a writer would go on. Meaningful once `next` has said false.
    [[nodiscard]] const StreamEnd& end() const noexcept
    {
        return m_end;
    }
    /// Of the segment being read; the last one's after the end.
    [[nodiscard]] const std::optional<SegmentHeader>& header() const noexcept
    {
        return m_header;
    }
    /// The last seal passed, if the last segment has one.
    [[nodiscard]] const std::optional<Seal>& seal() const noexcept
    {
        return m_seal;
    }
    /// Bytes of the segments read so far.
    [[nodiscard]] std::uint64_t bytesRead() const noexcept
    {
        return m_bytesRead;
    }
    /// Segments of the stream in the folder.
    [[nodiscard]] const std::vector<std::uint32_t>& segments() const noexcept
    {
        return m_numbers;
    }

private:
    Reader(const ports::LogFolder& folder, Stream stream, const ReadOptions& options);
    void findSegments();
    void skipToStart();
    [[nodiscard]] bool passOver(std::uint32_t number);
    [[nodiscard]] bool openNext();
    [[nodiscard]] bool stopAtHeader(const Error& error);
    [[nodiscard]] bool acceptRecord();
    [[nodiscard]] bool acceptSeal();
    bool stopAtBroken();
    bool stop(Condition condition, std::uint64_t offset, std::string_view what);
    [[nodiscard]] bool isLast() const noexcept
    {
        return m_nextNumber == m_numbers.size();
    }

    const ports::LogFolder* m_folder = nullptr;
    Stream m_stream = Stream::Journal;
    ReadOptions m_options;
    std::vector<std::uint32_t> m_numbers;
    std::size_t m_nextNumber = 0; ///< Index into m_numbers.
    std::uint32_t m_number = 0; ///< Of the segment at hand, also of one whose header is bad; 0 = none yet.
    std::unique_ptr<ports::LogBytes> m_bytes; ///< Null between segments.
    std::optional<SegmentHeader> m_header;
    std::optional<Seal> m_seal;
    FrameDecoder m_frames;
    Frame m_frame;
    std::optional<Mark> m_mark; ///< The last one passed in this segment.
    StreamEnd m_end;
    Ending m_ending;
    std::uint64_t m_bytesRead = 0;
    bool m_hasEnded = false;
};

/// Journal, tape and emergency records in the one order of positions. What stands in two of
/// them is given once.
class MergedReader
{
public:
    [[nodiscard]] static MergedReader open(const ports::LogFolder& folder, const ReadOptions& options = {});

    [[nodiscard]] bool next(Record& record);
    /// Of the record that `next` gave.
    [[nodiscard]] Stream stream() const noexcept
    {
        return allStreams[m_currentSource];
    }
    /// By stream. Meaningful once `next` has said false.
    [[nodiscard]] const Ending& ending(Stream stream) const noexcept;

private:
    struct Source {
        Reader reader;
        Record head;
        bool hasHead = false;
    };
    explicit MergedReader(std::vector<Source> sources);
    std::vector<Source> m_sources; ///< In the order of `allStreams`.
    std::size_t m_currentSource = 0; ///< Whose head was given last.
    bool m_isPrimed = false;
};

} // namespace omni::journal
