// Data files opened for reading: looked through, sorted by instrument, one stream of ticks each.

#pragma once

#include "core/edge/feeds/files/data_fault.h"
#include "core/edge/feeds/files/row.h"
#include "core/edge/feeds/files/tick_stream.h"
#include "core/trade/market/instrument.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace omni::feeds {

struct FeedOptions {
    std::string instrument; ///< As `--instrument` gives it; then all files are of this one. Empty: see above.
    std::string quoteCurrency = "USD"; ///< Of an instrument that nobody describes.
    bool readAhead = true; ///< Decompress and read ahead, one thread a file. The ticks are the same.
};

/// One file of a feed. `rows`, `first` and `last` are zero for a pipe.
struct FeedFile {
    std::string path;
    FileKind kind = FileKind::Trades;
    InstrumentId instrument;
    std::uint64_t rows = 0;
    Timestamp first, last; ///< Of its rows; of bars the openings.
    Duration interval; ///< Of bars.
    bool isNamed = false; ///< Somebody said of what it is; else its own name is the instrument's.
};

struct OpenFile {
    FeedFile file;
    bool isPipe = false; ///< A read may wait for ever.
    std::unique_ptr<TickStream> ticks;
};

struct OpenFiles {
    std::vector<market::Instrument> instruments; ///< Ids from 1 in the order of the files.
    std::vector<OpenFile> files; ///< In the order asked for.
    std::vector<std::string> notes; ///< What was inferred, a sentence for each instrument.
};

/// Reads through whatever can be read twice, then opens everything. See feed_files.h for which files are one
/// instrument. Refused: the first fault of the first file that has one, and files that contradict each other.
[[nodiscard]] Checked<OpenFiles> openFiles(std::span<const std::string> paths, const FeedOptions& options);

} // namespace omni::feeds
