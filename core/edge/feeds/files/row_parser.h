// One line of a data file as a row, or what is wrong with it.

#pragma once

#include "core/edge/feeds/files/header_line.h"
#include "core/edge/feeds/files/row.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace omni::feeds {

/// The line as a row, with what one row alone can be held against: prices above zero, sizes not negative, the bid not
/// above the ask, a high that is the highest. `line` stands in a LineReader: a comma and eight readable bytes follow.
/// Why a sound row says nothing that a desk may use: it is left out, counted, and refuses nothing. A quote of size zero
/// tells no size, and is used.
[[nodiscard]] std::optional<LineFault> quarantineOf(const Row& row, FileKind kind);

class RowParser
{
public:
    explicit RowParser(Header header) noexcept;

    /// False: `explained` tells why.
    [[nodiscard]] bool parse(std::string_view line, Row& out) noexcept;
    /// Reads the line that `parse` refused again, slowly; also takes what is rare but right: "1e-05", early years.
    [[nodiscard]] tl::expected<Row, LineFault> explained(std::string_view line) const;

private:
    Header m_header;
    std::array<char, 11> m_date{}; ///< Of the bar read last, "2024-01-01T": most bars share it with the one before.
    std::int64_t m_midnight = 0; ///< Of that date.
    [[nodiscard]] const char* scanBarTime(const char* at, std::int64_t& out) noexcept;
};

} // namespace omni::feeds
