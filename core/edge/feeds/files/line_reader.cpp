#include "core/edge/feeds/files/line_reader.h"

namespace omni::feeds {

namespace {

constexpr std::size_t bufferSize = 256 * 1024;
/// Behind the last byte, so that a field may be read eight bytes at a time.
constexpr std::size_t slack = 64;
/// A few seconds of decompression.
constexpr std::uint64_t mostToCheck = std::uint64_t{1} << 30;

} // namespace

LineReader::LineReader(GzReader reader)
    : m_reader(std::move(reader))
    , m_buffer(bufferSize + slack)
    , m_at(m_buffer.data())
    , m_end(m_buffer.data())
{
}

Step LineReader::broken(FaultCode code, std::string what, std::string hint)
{
    m_isBroken = true;
    m_fault = {code, m_reader.path(), m_number + 1, {}, std::move(what), std::move(hint)};
    return Step::Broken;
}

DataFault LineReader::causeOf(DataFault fault)
{
    m_isBroken = true;
    m_at = m_end;
    if (!m_reader.isGzip() || fault.code == FaultCode::CorruptGzip || fault.code == FaultCode::TruncatedGzip) {
        return fault;
    }
    auto damage = m_reader.damageAhead(mostToCheck);
    if (!damage) {
        return fault;
    }
    damage->line = fault.line;
    damage->what += "; what is wrong with this line is a consequence: "
        + (fault.field.empty() ? fault.what : "field '" + fault.field + "': " + fault.what);
    return *damage;
}

Step LineReader::nextAfterRefill()
{
    if (m_isBroken) {
        return Step::Broken;
    }
    for (;;) {
        const auto left = static_cast<std::size_t>(m_end - m_at);
        auto* end = static_cast<char*>(std::memchr(m_at, '\n', left));
        if ((end == nullptr ? left : static_cast<std::size_t>(end - m_at)) > longest) {
            return broken(FaultCode::LongLine, "the line is longer than " + std::to_string(longest) + " bytes");
        }
        if (end != nullptr) {
            return give(end);
        }
        std::memmove(m_buffer.data(), m_at, left);
        m_at = m_buffer.data();
        m_end = m_at + left;
        const auto got = m_reader.read(std::span(m_end, bufferSize - left));
        if (!got) {
            m_isBroken = true;
            m_fault = got.error();
            m_fault.line = m_number + 1;
            return Step::Broken;
        }
        if (*got == 0) {
            return left == 0 ? Step::End
                             : broken(FaultCode::HalfLine, "the last line has no line end, so it may have been cut",
                                      "if the file is whole, end it with a line break");
        }
        m_end += *got;
    }
}

} // namespace omni::feeds
