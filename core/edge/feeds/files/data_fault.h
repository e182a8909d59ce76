// What can be wrong with a data file: where it is, what it is, and what would be right.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace omni::feeds {

enum class FaultCode : std::uint8_t {
    MissingFile, ///< There is no such file.
    IsDirectory, ///< A folder stands where a file was asked for.
    Unreadable, ///< The file is there, but cannot be opened or read.
    EmptyFile, ///< Not one byte.
    NoRows, ///< A header and nothing below it.
    TruncatedGzip, ///< The compressed data ends before its end.
    CorruptGzip, ///< The compressed data is damaged, or bytes follow that are none.
    CorruptArchive, ///< An archive of ours is damaged.
    WrongColumns, ///< The header is none of the known ones.
    HalfLine, ///< The last line has no line end: it may have been cut.
    LongLine, ///< Longer than any row can be.
    BlankLine, ///< A line without a character.
    NulByte, ///< Not a text file.
    WrongFieldCount, ///< Too few or too many fields in a row.
    NotANumber, ///< No decimal number.
    NotFinite, ///< "nan" or "inf".
    TooLarge, ///< A number that does not fit, also as a count of ticks or lots.
    NotPositive, ///< A price of zero or below.
    Negative, ///< A size below zero.
    NoSize, ///< A trade of nothing: the row is left out.
    OffTick, ///< A price that is no multiple of the tick.
    OffLot, ///< A size that is no multiple of the lot.
    BadTime, ///< No time.
    TimeBackwards, ///< Earlier than a row above it.
    DuplicateTime, ///< A second bar with the same opening time.
    BarsOverlap, ///< A bar opens before the one above it has closed.
    CrossedQuote, ///< The bid is above the ask.
    BadBar, ///< The high is not the highest or the low not the lowest price.
    BadSide, ///< No known letter of a side.
    BadFlag, ///< Neither 0 nor 1.
    NoInterval, ///< A single bar: nothing says how long it lasts.
    BadInstrument, ///< The instrument asked for cannot be.
    BadSideFile, ///< The side file cannot be read or says what cannot be.
    NeedsIncrements, ///< A pipe cannot be read twice, so nothing can be inferred from it.
    Conflict, ///< Two files, or a file and what was asked for, contradict each other.
    CannotWrite, ///< The target folder or file cannot be written.
};

/// A stable, untranslated name, "off_tick" for instance.
[[nodiscard]] std::string_view nameOf(FaultCode code) noexcept;

struct DataFault {
    FaultCode code = FaultCode::Unreadable;
    std::string file; ///< As it was given.
    std::uint64_t line = 0; ///< From 1, the header included. 0: the file as a whole.
    std::string field; ///< The column or key. Empty: the row or file as a whole.
    std::string what; ///< One sentence without a full stop.
    std::string hint; ///< What would mend it; may be empty.

    /// "FILE:LINE: field 'price': what", without the parts that are not known.
    [[nodiscard]] std::string text() const;
    /// The same as an error of the house: NotFound, Unavailable, Corrupt, Conflict or Invalid; `hint` added.
    [[nodiscard]] Error error() const;
    friend bool operator==(const DataFault&, const DataFault&) = default;
};

template<class T> using Checked = tl::expected<T, DataFault>;

} // namespace omni::feeds
