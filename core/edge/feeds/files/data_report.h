// What is in data files and what is wrong with them, all of it: for `data info` and `data verify`.

#pragma once

#include "core/edge/feeds/files/open_files.h"
#include "core/trade/market/instrument.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace omni::feeds {

/// A stretch without data. Of bars: whole intervals are missing in it within the sessions of the instrument; one that
/// is always open has those hours and weekdays as sessions on which its file has bars at all. Of ticks: silence.
struct DataGap {
    std::uint64_t line = 0; ///< Of the row behind it.
    Timestamp from, to; ///< The rows around it.
    std::uint64_t missing = 0; ///< Bars that could be there; 0 for ticks.
    bool isCut = false; ///< There are more: after a million they are not counted on.
};

/// Something worth knowing that stops nothing by itself.
struct DataNote {
    std::uint64_t count = 0;
    std::vector<std::uint64_t> lines; ///< The first ones.
};

struct FileReport {
    std::string file;
    std::optional<FileKind> kind; ///< None: it could not be read as any.
    bool isArchive = false;
    bool isRecording = false; ///< What follows is of recordings (recording.h).
    bool endsEarly = false; ///< Whoever wrote it came to no end: a program that was killed, or is still at it.
    std::uint64_t holes = 0, lost = 0; ///< Places where ticks are missing, and how many at least.
    std::optional<market::Instrument> instrument; ///< None: nothing could be made of it.
    std::string inferred; ///< "inferred tick 0.1, lot 0.001 from 21313 rows", or empty.
    std::uint64_t rows = 0; ///< Sound ones.
    Timestamp first, last; ///< Of them.
    std::optional<Duration> interval; ///< Of bars.

    std::uint64_t gapCount = 0;
    bool hasMoreGaps = false; ///< Perhaps: only so many were looked at, and `gapCount` of them are gaps.
    std::vector<DataGap> gaps; ///< The first ones.
    DataNote duplicates; ///< Rows equal to the one above, and bars with the time of one above.
    DataNote crossed; ///< Quotes with the bid above the ask.
    DataNote locked; ///< Quotes with the bid at the ask.
    DataNote outOfOrder; ///< Rows earlier than one above.
    DataNote zeroSize; ///< Trades of nothing and bars without volume.
    DataNote outliers; ///< Prices more than half above or a third below the one above. Not looked for in depth.

    std::uint64_t leftOutCount = 0; ///< Rows that a session passes over (`quarantineOf`). In `rows`.
    std::vector<DataFault> leftOut; ///< The first ones.

    std::uint64_t faultCount = 0; ///< Rows and files that a session would refuse.
    std::vector<DataFault> faults; ///< The first ones.
};

struct DataReport {
    std::vector<FileReport> files;
    [[nodiscard]] bool isSound() const noexcept;
};

struct ReportOptions {
    FeedOptions feed;
    Duration silence = seconds(60); ///< Ticks further apart are a gap.
    std::size_t mostListed = 100; ///< Of faults, rows left out, gaps and lines, for each file. The counts are exact,
                                  ///< but for gaps where `hasMoreGaps`.
};

/// Looks at every row of every file; a fault is noted and the next row read. Pipes are refused as a fault of theirs.
[[nodiscard]] DataReport reportOn(std::span<const std::string> paths, const ReportOptions& options);

/// For people: a paragraph for each file.
[[nodiscard]] std::string reportText(const DataReport& report);
/// {"files":[{"file","kind","instrument","tick","lot","rows","first","last",…}],"sound":true}
[[nodiscard]] std::string reportJson(const DataReport& report);
/// {"code","message","file","line","hint"}: the inner object of an error document.
[[nodiscard]] std::string faultJson(const DataFault& fault);

} // namespace omni::feeds
