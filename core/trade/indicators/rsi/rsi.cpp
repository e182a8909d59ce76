#include "core/trade/indicators/rsi/rsi.h"

#include <algorithm>
#include <cassert>

namespace omni::indicators {

namespace {

constexpr std::uint8_t rsiVersion = 1;

} // namespace

Rsi::Rsi(int period)
    : m_period(period)
{
    assert(period >= 1 && period <= 100'000);
}

void Rsi::add(double close) noexcept
{
    if (m_count > 0) {
        const double rise = std::max(close - m_lastClose, 0.0);
        const double fall = std::max(m_lastClose - close, 0.0);
        if (ready()) {
            m_rises = (m_rises * (m_period - 1) + rise) / m_period;
            m_falls = (m_falls * (m_period - 1) + fall) / m_period;
        } else {
            m_rises += rise;
            m_falls += fall;
            if (m_count == m_period) {
                m_rises /= m_period;
                m_falls /= m_period;
            }
        }
    }
    m_lastClose = close;
    m_count = std::min(m_count + 1, m_period + 1);
}

std::optional<double> Rsi::value() const noexcept
{
    const double both = m_rises + m_falls;
    return ready() && both > 0 ? std::optional(100 * (m_rises / both)) : std::nullopt;
}

void Rsi::save(ByteWriter& out) const
{
    out.u8(rsiVersion);
    out.varint(static_cast<std::uint64_t>(m_period));
    out.varint(static_cast<std::uint64_t>(m_count));
    out.f64(m_lastClose);
    out.f64(m_rises);
    out.f64(m_falls);
}

void Rsi::load(ByteReader& in)
{
    m_count = 0;
    m_lastClose = m_rises = m_falls = 0;
    const std::uint8_t version = in.u8();
    const std::uint64_t period = in.varint();
    const std::uint64_t count = in.varint();
    const double lastClose = in.f64();
    const double rises = in.f64();
    const double falls = in.f64();
    const auto own = static_cast<std::uint64_t>(m_period);
    if (!in.ok() || version != rsiVersion || period != own || count > own + 1 || !(rises >= 0 && falls >= 0)) {
        in.fail();
        return;
    }
    m_count = static_cast<int>(count);
    m_lastClose = lastClose;
    m_rises = rises;
    m_falls = falls;
}

} // namespace omni::indicators
