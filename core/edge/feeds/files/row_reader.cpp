#include "core/edge/feeds/files/row_reader.h"

#include "core/base/time.h"

#include <limits>

namespace omni::feeds {

namespace {

/// U+FEFF in UTF-8: some programs put it in front of a text.
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

} // namespace

RowReader::RowReader(LineReader lines, Header header)
    : m_lines(std::move(lines))
    , m_header(header)
    , m_parser(header)
    , m_earliest(std::numeric_limits<std::int64_t>::min())
    , m_leastStep(header.kind == FileKind::Bars ? 1 : 0)
{
}

Checked<RowReader> RowReader::open(const std::string& path)
{
    auto file = GzReader::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    LineReader lines(std::move(*file));
    const Step step = lines.next();
    if (step != Step::Next) {
        return tl::unexpected(step == Step::Broken
                                  ? lines.causeOf(lines.fault())
                                  : DataFault{FaultCode::EmptyFile, path, 0, {}, "is empty: not one line", {}});
    }
    std::string_view first = lines.line();
    if (first.starts_with(byteOrderMark)) {
        first.remove_prefix(byteOrderMark.size());
    }
    const auto header = headerFrom(first);
    if (!header) {
        const auto& wrong = header.error();
        return tl::unexpected(lines.causeOf(DataFault{wrong.code, path, 1, std::string(wrong.field), wrong.what, {}}));
    }
    return RowReader(std::move(lines), *header);
}

DataFault RowReader::located(const LineFault& fault) const
{
    return {fault.code, path(), line(), std::string(fault.field), fault.what, {}};
}

Step RowReader::ended(Step step)
{
    if (step == Step::Broken) {
        m_fault = m_lines.fault();
    }
    return step;
}

Step RowReader::lookCloser()
{
    const auto row = m_parser.explained(m_lines.line());
    if (!row) {
        m_fault = located(row.error());
        return Step::Fault;
    }
    if (row->time < m_earliest) {
        const bool isBars = m_header.kind == FileKind::Bars;
        const auto field = isBars ? "timestamp" : "timestamp_ns";
        // In a file of bars `m_earliest` is one nanosecond behind the last time.
        const Timestamp last{m_earliest - m_leastStep};
        m_fault = located(row->time == last.ns && isBars
                              ? LineFault{FaultCode::DuplicateTime, field, "a second bar at " + isoText(last)}
                              : LineFault{FaultCode::TimeBackwards, field,
                                          isoText({row->time}) + " is earlier than " + isoText(last) + " above it"});
        return Step::Fault;
    }
    m_row = *row;
    m_earliest = m_row.time + m_leastStep;
    ++m_rows;
    return Step::Next;
}

} // namespace omni::feeds
