// A recording: an archive that is written while its ticks come. Whatever became of whoever wrote it, it reads back up
// to its last whole block. docs/data-archive.md describes its form.

#pragma once

#include "core/edge/feeds/files/archive.h"

#include <cstdint>
#include <memory>
#include <string>

namespace omni::feeds {

/// Writes one file, `VENUE_SYMBOL_KIND_FIRST.omnirec`. Nothing is written before `flush` or `finish`. One thread.
class RecordingWriter
{
public:
    /// `folder` is there. The first free name of that time is taken; mode 0600. Not of bars. Refused: CannotWrite.
    [[nodiscard]] static Checked<RecordingWriter> create(const std::string& folder, FileKind kind,
                                                         const market::Instrument& instrument, Timestamp first);
    RecordingWriter(RecordingWriter&&) noexcept;
    RecordingWriter& operator=(RecordingWriter&&) noexcept;
    /// What has not been flushed is lost.
    ~RecordingWriter();

    /// A tick of the kind. One that comes before the last by its time, since a clock was set, counts as of that time.
    void add(const ports::TimedTick& tick);
    /// Ticks are missing here, at least `lost` of them. Zero: nobody knows how many.
    void hole(std::uint64_t lost, Timestamp from, Timestamp until);
    /// What waits becomes a block, handed to the system in one piece. After a failure the file ends with the block
    /// before, and nothing more is taken.
    [[nodiscard]] Checked<void> flush();
    /// The end: flushed, sealed with a digest, and safely on the disk.
    [[nodiscard]] Checked<void> finish();

    [[nodiscard]] const std::string& path() const noexcept;
    [[nodiscard]] std::uint64_t bytes() const noexcept; ///< In the file; those that wait are not.
    [[nodiscard]] std::uint64_t rows() const noexcept; ///< As `bytes`.

private:
    struct State;
    explicit RecordingWriter(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> m_state;
};

} // namespace omni::feeds
