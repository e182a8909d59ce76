#include "core/trade/indicators/ema/ema.h"

#include <cassert>

namespace omni::indicators {

namespace {

constexpr std::uint8_t emaVersion = 1;

} // namespace

Ema::Ema(int period)
    : m_period(period)
    , m_weight(2.0 / (period + 1))
{
    assert(period >= 1 && period <= 100'000);
}

void Ema::add(double value) noexcept
{
    if (ready()) {
        m_value += m_weight * (value - m_value);
        return;
    }
    m_value += value;
    if (++m_count == m_period) {
        m_value /= m_period;
    }
}

void Ema::save(ByteWriter& out) const
{
    out.u8(emaVersion);
    out.varint(static_cast<std::uint64_t>(m_period));
    out.varint(static_cast<std::uint64_t>(m_count));
    out.f64(m_value);
}

void Ema::load(ByteReader& in)
{
    m_count = 0;
    m_value = 0;
    const std::uint8_t version = in.u8();
    const std::uint64_t period = in.varint();
    const std::uint64_t count = in.varint();
    const double value = in.f64();
    const auto own = static_cast<std::uint64_t>(m_period);
    if (!in.ok() || version != emaVersion || period != own || count > own) {
        in.fail();
        return;
    }
    m_count = static_cast<int>(count);
    m_value = value;
}

} // namespace omni::indicators
