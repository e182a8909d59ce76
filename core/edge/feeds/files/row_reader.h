// The rows of one data file in order, each held against the one above it.

#pragma once

#include "core/edge/feeds/files/line_reader.h"
#include "core/edge/feeds/files/row_parser.h"

#include <cstdint>
#include <string>
#include <vector>

namespace omni::feeds {

class RowReader
{
public:
    /// Reads the header. Refused: what `GzReader::open` refuses, WrongColumns, NulByte, HalfLine, LongLine.
    [[nodiscard]] static Checked<RowReader> open(const std::string& path);

    /// Next: a sound row, not earlier than the ones above it, and later in a file of bars. Fault: this row is not;
    /// the next call reads on. Broken: the file cannot be read on.
    [[nodiscard]] Step next()
    {
        const Step step = m_lines.next();
        if (step == Step::Next && m_parser.parse(m_lines.line(), m_row) && m_row.time >= m_earliest) {
            m_earliest = m_row.time + m_leastStep;
            ++m_rows;
            return Step::Next;
        }
        return step == Step::Next ? lookCloser() : ended(step);
    }
    [[nodiscard]] const Row& row() const noexcept
    {
        return m_row;
    }
    [[nodiscard]] FileKind kind() const noexcept
    {
        return m_header.kind;
    }
    /// Of the row, from 1; the header is line 1.
    [[nodiscard]] std::uint64_t line() const noexcept
    {
        return m_lines.number();
    }
    /// Sound rows so far.
    [[nodiscard]] std::uint64_t rows() const noexcept
    {
        return m_rows;
    }
    [[nodiscard]] const DataFault& fault() const noexcept
    {
        return m_fault;
    }
    [[nodiscard]] const std::string& path() const noexcept
    {
        return m_lines.file().path();
    }
    [[nodiscard]] bool isRegular() const noexcept
    {
        return m_lines.file().isRegular();
    }
    /// `fault` with this file and the present line.
    [[nodiscard]] DataFault located(const LineFault& fault) const;
    /// `fault`, or that the gzip data are damaged, of which it is a consequence. Nothing can be read afterwards.
    [[nodiscard]] DataFault causeOf(DataFault fault)
    {
        return m_lines.causeOf(std::move(fault));
    }

private:
    RowReader(LineReader lines, Header header);
    Step lookCloser();
    Step ended(Step step);

    LineReader m_lines;
    Header m_header;
    RowParser m_parser;
    Row m_row;
    std::int64_t m_earliest; ///< Of the next row.
    std::int64_t m_leastStep; ///< 1 for bars, whose times differ.
    std::uint64_t m_rows = 0;
    DataFault m_fault;
};

} // namespace omni::feeds
