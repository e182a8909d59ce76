// The first pass over a file: everything in it is looked at before a session begins, so that nothing is half done.

#pragma once

#include "core/base/time.h"
#include "core/edge/feeds/files/increments.h"
#include "core/edge/feeds/files/row_reader.h"
#include "core/edge/feeds/files/scale.h"

#include <optional>
#include <string>

namespace omni::feeds {

/// A number and the line on which it stands.
struct SeenNumber {
    Number value;
    std::uint64_t line = 0;
};

/// What a look at all rows of a kind remembers.
class RowStatistics
{
public:
    explicit RowStatistics(FileKind kind) noexcept;
    void add(const Row& row, std::uint64_t line) noexcept;

    std::uint64_t rows = 0;
    Timestamp first, last;
    std::uint8_t priceDecimals = 0, sizeDecimals = 0;
    SeenNumber largestPrice, largestSize; ///< The size is that of an order book or trade, never the volume of a bar.
    std::optional<Duration> smallestStep; ///< Between times that differ. Of bars it is their interval.

private:
    FileKind m_kind;
};

struct FileScan {
    FileKind kind = FileKind::Trades;
    RowStatistics seen{FileKind::Trades};
};

/// An ordinary file, or nothing at all: it can be opened again. False for pipes and devices.
[[nodiscard]] bool canBeReadTwice(const std::string& path);

/// Reads the whole file and refuses its first fault; also prices and sizes off the increments that are `told`, and
/// NoRows.
[[nodiscard]] Checked<FileScan> scanFile(const std::string& path, const ToldInstrument& told);

/// Refuses a price or size that is too large a count of the instrument's increments: TooLarge, with its line.
[[nodiscard]] Checked<void> checkLargest(const std::string& path, const FileScan& scan,
                                         const market::Instrument& instrument);

/// The interval of the bars: as told, else the smallest step. Refused: NoInterval for a single bar.
[[nodiscard]] Checked<Duration> intervalOf(const std::string& path, const ToldInstrument& told,
                                           const std::optional<Duration>& smallestStep);

} // namespace omni::feeds
