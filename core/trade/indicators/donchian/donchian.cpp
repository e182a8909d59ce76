#include "core/trade/indicators/donchian/donchian.h"

#include <cassert>

namespace omni::indicators {

namespace {

constexpr std::uint8_t donchianVersion = 1;

} // namespace

Donchian::Extremes::Extremes(std::size_t capacity)
    : m_ring(capacity)
{
}

void Donchian::Extremes::clear() noexcept
{
    m_first = m_count = 0;
}

void Donchian::Extremes::add(std::uint64_t number, std::int64_t value, std::size_t period) noexcept
{
    while (m_count > 0 && m_ring[m_first].number + period <= number) {
        m_first = placeOf(1);
        --m_count;
    }
    while (m_count > 0 && m_ring[placeOf(m_count - 1)].value <= value) {
        --m_count;
    }
    m_ring[placeOf(m_count++)] = {number, value};
}

void Donchian::Extremes::save(ByteWriter& out) const
{
    out.varint(m_count);
    for (std::size_t i = 0; i < m_count; ++i) {
        out.varint(m_ring[placeOf(i)].number);
        out.signedVarint(m_ring[placeOf(i)].value);
    }
}

void Donchian::Extremes::load(ByteReader& in, std::uint64_t bars, std::size_t period)
{
    clear();
    m_count = in.count(m_ring.size());
    for (std::size_t i = 0; i < m_count; ++i) {
        m_ring[i] = {in.varint(), in.signedVarint()};
        const bool isInWindow = m_ring[i].number < bars && m_ring[i].number + period >= bars;
        const bool isInOrder
            = i == 0 || (m_ring[i].number > m_ring[i - 1].number && m_ring[i].value < m_ring[i - 1].value);
        if (!in.ok() || !isInWindow || !isInOrder) {
            in.fail();
            clear();
            return;
        }
    }
    // The newest bar is always a candidate.
    if (bars > 0 ? m_count == 0 || m_ring[m_count - 1].number != bars - 1 : m_count != 0) {
        in.fail();
        clear();
    }
}

Donchian::Donchian(int period, DonchianWindow window)
    : m_period(static_cast<std::size_t>(period))
    , m_window(window)
    , m_highs(m_period)
    , m_lows(m_period)
{
    assert(period >= 1 && period <= 100'000);
}

void Donchian::add(Ticks high, Ticks low) noexcept
{
    if (m_window == DonchianWindow::BeforeCurrent && m_bars >= m_period) {
        m_value = channel();
    }
    m_highs.add(m_bars, high.count, m_period);
    m_lows.add(m_bars, ~low.count, m_period);
    ++m_bars;
    if (m_window == DonchianWindow::WithCurrent && m_bars >= m_period) {
        m_value = channel();
    }
}

Channel Donchian::channel() const noexcept
{
    return {{m_highs.front()}, {~m_lows.front()}};
}

void Donchian::save(ByteWriter& out) const
{
    out.u8(donchianVersion);
    out.varint(m_period);
    out.u8(static_cast<std::uint8_t>(m_window));
    out.varint(m_bars);
    m_highs.save(out);
    m_lows.save(out);
    out.boolean(m_value.has_value());
    out.signedVarint(m_value ? m_value->upper.count : 0);
    out.signedVarint(m_value ? m_value->lower.count : 0);
}

void Donchian::load(ByteReader& in)
{
    m_value.reset();
    m_bars = 0;
    const bool isOurs
        = in.u8() == donchianVersion && in.varint() == m_period && in.u8() == static_cast<std::uint8_t>(m_window);
    if (!isOurs) {
        in.fail();
    }
    const std::uint64_t bars = in.varint();
    m_highs.load(in, bars, m_period);
    m_lows.load(in, bars, m_period);
    const bool hasValue = in.boolean();
    const Ticks upper{in.signedVarint()};
    const Ticks lower{in.signedVarint()};
    if (!in.ok()) {
        m_highs.clear();
        m_lows.clear();
        return;
    }
    m_bars = bars;
    if (hasValue) {
        m_value = Channel{upper, lower};
    }
}

} // namespace omni::indicators
