#include "core/trade/indicators/atr/atr.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace omni::indicators {

namespace {

constexpr std::uint8_t atrVersion = 1;

} // namespace

Atr::Atr(int period)
    : m_period(period)
{
    assert(period >= 1 && period <= 100'000);
}

void Atr::add(double high, double low, double close) noexcept
{
    if (m_count > 0) {
        const double range = trueRange(high, low, m_lastClose);
        if (ready()) {
            m_value = (m_value * (m_period - 1) + range) / m_period;
        } else {
            m_value += range;
            if (m_count == m_period) {
                m_value /= m_period;
            }
        }
    }
    m_lastClose = close;
    m_count = std::min(m_count + 1, m_period + 1);
}

void Atr::save(ByteWriter& out) const
{
    out.u8(atrVersion);
    out.varint(static_cast<std::uint64_t>(m_period));
    out.varint(static_cast<std::uint64_t>(m_count));
    out.f64(m_lastClose);
    out.f64(m_value);
}

void Atr::load(ByteReader& in)
{
    m_count = 0;
    m_lastClose = m_value = 0;
    const std::uint8_t version = in.u8();
    const std::uint64_t period = in.varint();
    const std::uint64_t count = in.varint();
    const double lastClose = in.f64();
    const double value = in.f64();
    const auto own = static_cast<std::uint64_t>(m_period);
    if (!in.ok() || version != atrVersion || period != own || count > own + 1) {
        in.fail();
        return;
    }
    m_count = static_cast<int>(count);
    m_lastClose = lastClose;
    m_value = value;
}

double trueRange(double high, double low, double closeBefore) noexcept
{
    return std::max({high - low, std::fabs(high - closeBefore), std::fabs(low - closeBefore)});
}

} // namespace omni::indicators
