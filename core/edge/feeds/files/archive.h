// The archive of checked data: columns in compressed blocks, with a checksum on every byte. docs/data-archive.md
// describes its form.
//
// A file is of one kind and one instrument and carries its increments with it, so that it reads back as the ticks that
// went in. A file appears under its name whole or not at all.

#pragma once

#include "core/edge/feeds/files/increments.h"
#include "core/edge/feeds/files/tick_stream.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace omni::feeds {

/// What an archive says of itself.
struct ArchiveInfo {
    FileKind kind = FileKind::Trades;
    market::Instrument instrument; ///< Its id is 1 and means nothing.
    Duration interval; ///< Of bars.
    std::uint64_t rows = 0;
    Timestamp first, last; ///< Delivery times of the ticks: of bars their closes.
    bool isRecording = false; ///< Written while its ticks came (recording.h). What follows is of recordings alone.
    bool endsEarly = false; ///< Whoever wrote it came to no end. What is there is whole.
    std::uint64_t holes = 0, lost = 0; ///< Places where ticks are missing, and how many at least.
};

/// True when the file begins as an archive or a recording does. Reads eight bytes; false for pipes, which it does not
/// touch.
[[nodiscard]] bool isArchive(const std::string& path);

/// Reads the whole file and checks its digest; a recording that ends early is whole up to there. Refused: what a
/// missing file is, CorruptArchive with what is damaged.
[[nodiscard]] Checked<ArchiveInfo> checkArchive(const std::string& path);

/// The ticks, for an instrument with the id `instrument`. Every block is checked as it comes.
[[nodiscard]] Checked<std::unique_ptr<TickStream>> openArchive(const std::string& path, InstrumentId instrument);

/// What an archive says of its instrument, as if somebody had told it.
[[nodiscard]] ToldInstrument toldByArchive(const std::string& path, const ArchiveInfo& info);

/// Writes one archive under a temporary name. Unless `finish` and then `publish` succeed nothing is left behind.
class ArchiveWriter
{
public:
    /// Makes `folder` if need be; mode 0600 for the file. Refused: CannotWrite.
    [[nodiscard]] static Checked<ArchiveWriter> create(const std::string& folder, FileKind kind,
                                                       const market::Instrument& instrument, Duration interval);
    ArchiveWriter(ArchiveWriter&&) noexcept;
    ArchiveWriter& operator=(ArchiveWriter&&) noexcept;
    ~ArchiveWriter();

    /// Ticks of the kind, in order of time. Quotes that lack a side are left out.
    [[nodiscard]] Checked<void> add(std::span<const ports::TimedTick> ticks);
    /// Writes what is left and waits until the disk has it.
    [[nodiscard]] Checked<void> finish();
    /// Gives the file its name, `VENUE_SYMBOL_KIND_FIRST.omniarc`, and returns its path. An archive with the same
    /// bytes may be there already; another one is refused with Conflict.
    [[nodiscard]] Checked<std::string> publish();
    /// Takes the name away again, if `publish` gave it.
    void withdraw() noexcept;
    [[nodiscard]] const ArchiveInfo& info() const noexcept;

private:
    struct State;
    explicit ArchiveWriter(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> m_state;
};

} // namespace omni::feeds
