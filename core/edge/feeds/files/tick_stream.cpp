#include "core/edge/feeds/files/tick_stream.h"

namespace omni::feeds {

namespace {

constexpr std::size_t batchSize = 2048;

} // namespace

RowStream::RowStream(RowReader reader, TickMaker maker)
    : m_reader(std::move(reader))
    , m_maker(std::move(maker))
    , m_ticks(batchSize)
{
}

bool RowStream::readOne()
{
    Step step = m_reader.next();
    while (step == Step::Next && m_reader.kind() == FileKind::Trades && m_reader.row().sizes[0].mantissa == 0) {
        step = m_reader.next(); // quarantineOf: a trade of nothing
    }
    if (step == Step::Next && m_maker.make(m_reader.row(), m_ticks[m_count])) {
        if (m_count > 0 && m_reader.kind() == FileKind::Depth && m_ticks[m_count].at != m_ticks[m_count - 1].at) {
            std::get<market::DepthChange>(m_ticks[m_count - 1].tick).endsBatch = true;
        }
        ++m_count;
        return true;
    }
    m_hasEnded = true;
    if (step == Step::Next) {
        m_fault = m_reader.causeOf(m_reader.located(m_maker.fault(m_reader.row())));
    } else if (step != Step::End) {
        m_fault = m_reader.causeOf(m_reader.fault());
    } else if (m_count > 0 && m_reader.kind() == FileKind::Depth) {
        std::get<market::DepthChange>(m_ticks[m_count - 1].tick).endsBatch = true;
    }
    return false;
}

Checked<std::span<const ports::TimedTick>> RowStream::next()
{
    if (m_count > m_given && m_given > 0) {
        m_ticks[0] = m_ticks[m_count - 1];
    }
    m_count -= m_given;
    while (!m_hasEnded && m_count < m_ticks.size() && readOne()) { }
    // Whether a depth change ends its batch is told by the row behind it, so the last one waits.
    const bool isWaiting = !m_hasEnded && m_reader.kind() == FileKind::Depth;
    m_given = m_count - (isWaiting ? 1 : 0);
    if (m_given == 0 && m_fault) {
        return tl::unexpected(*m_fault);
    }
    return std::span<const ports::TimedTick>(m_ticks.data(), m_given);
}

} // namespace omni::feeds
