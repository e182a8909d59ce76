#include "core/desk/sim/market/hidden_value.h"

#include "core/desk/sim/market/portable_exp.h"

#include <algorithm>
#include <cmath>

namespace omni::sim {

namespace {

constexpr double slowDeviation = 0.50; ///< Of the logarithm of volatility.
constexpr double fastDeviation = 0.32;
constexpr double slowMemory = 3'600; ///< Seconds in which a deviation shrinks to 1/e.
constexpr double fastMemory = 240;
constexpr double jumpsPerSecond = 1.0 / 10'800;
constexpr double jumpDeviation = 3; ///< Of a jump, in volatilities of a minute.
constexpr double overnight = 9; ///< Likewise.

/// One exact step of an Ornstein-Uhlenbeck process with the given stationary deviation.
double reverted(double value, double seconds, double memory, double deviation, SeededRandom& random) noexcept
{
    const double kept = portableExp(-seconds / memory);
    return value * kept + deviation * std::sqrt(1 - kept * kept) * random.normal();
}

} // namespace

WildTimes::WildTimes(SeededRandom& random) noexcept
    : m_slow(slowDeviation * random.normal())
    , m_fast(fastDeviation * random.normal())
{
    refresh();
}

void WildTimes::advance(double seconds, SeededRandom& random) noexcept
{
    m_slow = reverted(m_slow, seconds, slowMemory, slowDeviation, random);
    m_fast = reverted(m_fast, seconds, fastMemory, fastDeviation, random);
    refresh();
}

void WildTimes::refresh() noexcept
{
    // E[exp(2 z)] = exp(2 var z), so this makes the mean square 1.
    constexpr double variance = slowDeviation * slowDeviation + fastDeviation * fastDeviation;
    m_factor = portableExp(m_slow + m_fast - variance);
}

HiddenValue::HiddenValue(double start, double volatility, double marketShare, SeededRandom& random) noexcept
    : m_value(start)
    , m_own(volatility * std::sqrt(1 - marketShare))
    , m_common(volatility * std::sqrt(marketShare))
    , m_times(random)
{
}

void HiddenValue::multiply(double logReturn) noexcept
{
    m_value = std::max(100.0, m_value * portableExp(logReturn));
}

void HiddenValue::diffuse(double seconds, SeededRandom& random) noexcept
{
    multiply(m_own * m_times.factor() * std::sqrt(seconds / 60) * random.normal());
}

void HiddenValue::tickSecond(SeededRandom& random) noexcept
{
    m_times.advance(1, random);
    if (random.chance(jumpsPerSecond)) {
        multiply(m_own * jumpDeviation * random.normal());
    }
}

void HiddenValue::moveWithMarket(double shock) noexcept
{
    multiply(m_common * shock);
}

void HiddenValue::sleepOver(SeededRandom& random) noexcept
{
    m_times.advance(12 * 3'600, random);
    multiply(m_own * overnight * random.normal());
}

void HiddenValue::shift(double ticks) noexcept
{
    m_value = std::max(100.0, m_value + ticks);
}

double HiddenValue::activity() const noexcept
{
    return std::clamp(m_times.factor(), 0.3, 4.0);
}

} // namespace omni::sim
