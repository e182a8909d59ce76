#include "core/trade/risk/breakers/repeated_execution/repeated_execution_breaker.h"

namespace omni::risk {

RepeatedExecutionBreaker::RepeatedExecutionBreaker(const RepeatedExecutionRule& rule) noexcept
    : m_executions(rule.executions)
    , m_window(rule.window)
{
}

bool RepeatedExecutionBreaker::onExecution(Side side, Monotonic now) noexcept
{
    if (side != m_side) {
        m_side = side;
        m_window = RateWindow(m_window.length());
    }
    m_window.add(now);
    return m_window.count(now) >= m_executions;
}

void RepeatedExecutionBreaker::save(ByteWriter& out) const
{
    out.u32(static_cast<std::uint32_t>(m_executions));
    out.boolean(m_side == Side::Sell);
    m_window.save(out);
}

RepeatedExecutionBreaker RepeatedExecutionBreaker::load(ByteReader& in) noexcept
{
    RepeatedExecutionBreaker breaker;
    const std::uint32_t executions = in.u32();
    const bool sells = in.boolean();
    if (executions < 1 || executions > RateWindow::capacity) {
        in.fail();
        return breaker;
    }
    breaker.m_executions = static_cast<std::int32_t>(executions);
    breaker.m_side = sells ? Side::Sell : Side::Buy;
    breaker.m_window = RateWindow::load(in);
    return breaker;
}

} // namespace omni::risk
