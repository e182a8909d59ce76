#include "core/trade/risk/breakers/losing_streak/losing_streak_breaker.h"

#include <limits>

namespace omni::risk {

bool LosingStreakBreaker::update(Money result, std::int32_t limit) noexcept
{
    if (result.e8 > 0) {
        m_streak = 0;
    } else if (result.e8 < 0 && m_streak < std::numeric_limits<std::int32_t>::max()) {
        ++m_streak;
    }
    return m_streak >= limit;
}

void LosingStreakBreaker::save(ByteWriter& out) const
{
    out.u32(static_cast<std::uint32_t>(m_streak));
}

LosingStreakBreaker LosingStreakBreaker::load(ByteReader& in) noexcept
{
    const std::uint32_t streak = in.u32();
    if (streak > static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max())) {
        in.fail();
    }
    LosingStreakBreaker breaker;
    breaker.m_streak = in.ok() ? static_cast<std::int32_t>(streak) : 0;
    return breaker;
}

} // namespace omni::risk
