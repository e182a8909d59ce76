#include "core/trade/risk/breakers/daily_loss/daily_loss_breaker.h"

#include <limits>

namespace omni::risk {

void DailyLossBreaker::startDay(Money equity) noexcept
{
    m_start = equity;
    m_equity = equity;
}

void DailyLossBreaker::transfer(Money amount) noexcept
{
    const auto start = checkedSum(m_start.e8, amount.e8);
    const auto equity = checkedSum(m_equity.e8, amount.e8);
    if (start && equity) {
        m_start = {*start};
        m_equity = {*equity};
    }
}

bool DailyLossBreaker::update(Money equity, BasisPoints limit) noexcept
{
    m_equity = equity;
    const Int128 lost = Int128{m_start.e8} - m_equity.e8;
    return m_start.e8 <= 0 || lost * 10'000 >= Int128{m_start.e8} * limit.count;
}

Money DailyLossBreaker::loss() const noexcept
{
    const auto lost = checkedDifference(m_start.e8, m_equity.e8);
    if (lost) {
        return {*lost};
    }
    return {m_start.e8 > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min()};
}

void DailyLossBreaker::save(ByteWriter& out) const
{
    out.i64(m_start.e8);
    out.i64(m_equity.e8);
}

DailyLossBreaker DailyLossBreaker::load(ByteReader& in) noexcept
{
    DailyLossBreaker breaker;
    breaker.m_start = {in.i64()};
    breaker.m_equity = {in.i64()};
    return breaker;
}

} // namespace omni::risk
