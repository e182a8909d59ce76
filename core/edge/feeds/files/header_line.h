// The first line of a data file: which kind of rows stand below it.

#pragma once

#include "core/edge/feeds/files/data_fault.h"
#include "core/edge/feeds/files/row.h"

#include <string>
#include <string_view>
#include <vector>

namespace omni::feeds {

/// What the first line says. Only the exact header of a kind is one.
struct Header {
    FileKind kind = FileKind::Trades;
    bool hasSnapshot = false; ///< Of depth.
};

/// A fault of a line, without its file and number.
struct LineFault {
    FaultCode code = FaultCode::NotANumber;
    std::string_view field;
    std::string what;
};

/// Refused: WrongColumns, naming the unknown, missing, repeated or misplaced ones of the nearest kind.
[[nodiscard]] tl::expected<Header, LineFault> headerFrom(std::string_view line);

/// The parts of a line between its commas; one for a line without.
[[nodiscard]] std::vector<std::string_view> fieldsOf(std::string_view line);

} // namespace omni::feeds
