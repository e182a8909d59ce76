#include "core/edge/feeds/files/data_fault.h"

namespace omni::feeds {

namespace {

Errc errcOf(FaultCode code) noexcept
{
    if (code == FaultCode::MissingFile) {
        return Errc::NotFound;
    }
    if (code == FaultCode::Unreadable || code == FaultCode::CannotWrite) {
        return Errc::Unavailable;
    }
    if (code == FaultCode::TruncatedGzip || code == FaultCode::CorruptGzip || code == FaultCode::CorruptArchive) {
        return Errc::Corrupt;
    }
    return code == FaultCode::Conflict ? Errc::Conflict : Errc::Invalid;
}

} // namespace

std::string_view nameOf(FaultCode code) noexcept
{
    switch (code) {
    case FaultCode::MissingFile:
        return "missing_file";
    case FaultCode::IsDirectory:
        return "is_directory";
    case FaultCode::Unreadable:
        return "unreadable";
    case FaultCode::EmptyFile:
        return "empty_file";
    case FaultCode::NoRows:
        return "no_rows";
    case FaultCode::TruncatedGzip:
        return "truncated_gzip";
    case FaultCode::CorruptGzip:
        return "corrupt_gzip";
    case FaultCode::CorruptArchive:
        return "corrupt_archive";
    case FaultCode::WrongColumns:
        return "wrong_columns";
    case FaultCode::HalfLine:
        return "half_line";
    case FaultCode::LongLine:
        return "long_line";
    case FaultCode::BlankLine:
        return "blank_line";
    case FaultCode::NulByte:
        return "nul_byte";
    case FaultCode::WrongFieldCount:
        return "wrong_field_count";
    case FaultCode::NotANumber:
        return "not_a_number";
    case FaultCode::NotFinite:
        return "not_finite";
    case FaultCode::TooLarge:
        return "too_large";
    case FaultCode::NotPositive:
        return "not_positive";
    case FaultCode::Negative:
        return "negative";
    case FaultCode::NoSize:
        return "no_size";
    case FaultCode::OffTick:
        return "off_tick";
    case FaultCode::OffLot:
        return "off_lot";
    case FaultCode::BadTime:
        return "bad_time";
    case FaultCode::TimeBackwards:
        return "time_backwards";
    case FaultCode::DuplicateTime:
        return "duplicate_time";
    case FaultCode::BarsOverlap:
        return "bars_overlap";
    case FaultCode::CrossedQuote:
        return "crossed_quote";
    case FaultCode::BadBar:
        return "bad_bar";
    case FaultCode::BadSide:
        return "bad_side";
    case FaultCode::BadFlag:
        return "bad_flag";
    case FaultCode::NoInterval:
        return "no_interval";
    case FaultCode::BadInstrument:
        return "bad_instrument";
    case FaultCode::BadSideFile:
        return "bad_side_file";
    case FaultCode::NeedsIncrements:
        return "needs_increments";
    case FaultCode::Conflict:
        return "conflict";
    case FaultCode::CannotWrite:
        return "cannot_write";
    }
    return "unknown";
}

std::string DataFault::text() const
{
    std::string out = file;
    if (line > 0) {
        out += ':' + std::to_string(line);
    }
    out += out.empty() ? "" : ": ";
    if (!field.empty()) {
        out += "field '" + field + "': ";
    }
    return out + what;
}

Error DataFault::error() const
{
    return {errcOf(code), hint.empty() ? text() : text() + " (" + hint + ')'};
}

} // namespace omni::feeds
