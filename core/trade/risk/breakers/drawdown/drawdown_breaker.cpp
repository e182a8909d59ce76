#include "core/trade/risk/breakers/drawdown/drawdown_breaker.h"

#include <algorithm>
#include <limits>

namespace omni::risk {

bool DrawdownBreaker::update(Money equity, BasisPoints limit) noexcept
{
    m_equity = equity;
    m_peak = m_hasPeak ? std::max(m_peak, equity) : equity;
    m_hasPeak = true;
    const Int128 fallen = Int128{m_peak.e8} - m_equity.e8;
    return m_peak.e8 <= 0 || fallen * 10'000 >= Int128{m_peak.e8} * limit.count;
}

void DrawdownBreaker::transfer(Money amount) noexcept
{
    const auto peak = checkedSum(m_peak.e8, amount.e8);
    const auto equity = checkedSum(m_equity.e8, amount.e8);
    if (m_hasPeak && peak && equity) {
        m_peak = {*peak};
        m_equity = {*equity};
    }
}

void DrawdownBreaker::rebase() noexcept
{
    m_peak = m_equity;
}

BasisPoints DrawdownBreaker::drawdown() const noexcept
{
    if (!m_hasPeak) {
        return {0};
    }
    constexpr auto most = std::numeric_limits<std::int32_t>::max();
    if (m_peak.e8 <= 0) {
        return {most};
    }
    const Int128 fallen = (Int128{m_peak.e8} - m_equity.e8) * 10'000;
    return {static_cast<std::int32_t>(std::min<Int128>(dividedUp(fallen, m_peak.e8), most))};
}

void DrawdownBreaker::save(ByteWriter& out) const
{
    out.i64(m_peak.e8);
    out.i64(m_equity.e8);
    out.boolean(m_hasPeak);
}

DrawdownBreaker DrawdownBreaker::load(ByteReader& in) noexcept
{
    DrawdownBreaker breaker;
    breaker.m_peak = {in.i64()};
    breaker.m_equity = {in.i64()};
    breaker.m_hasPeak = in.boolean();
    return breaker;
}

} // namespace omni::risk
