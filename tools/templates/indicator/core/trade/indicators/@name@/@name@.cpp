#include "core/trade/indicators/@name@/@name@.h"

#include <algorithm>

namespace omni::indicators {

@Name@::@Name@(int period)
    : m_closes(static_cast<std::size_t>(std::clamp(period, 1, 100'000)))
{
}

void @Name@::add(double close) noexcept
{
    m_isReady = m_count == m_closes.size();
    if (m_isReady) {
        m_value = close - m_closes[m_next];
    } else {
        ++m_count;
    }
    m_closes[m_next] = close;
    m_next = (m_next + 1) % m_closes.size();
}

void @Name@::save(ByteWriter& out) const
{
    out.varint(m_closes.size());
    for (const double close : m_closes) {
        out.f64(close);
    }
    out.varint(m_next);
    out.varint(m_count);
    out.f64(m_value);
    out.boolean(m_isReady);
}

void @Name@::load(ByteReader& in)
{
    const auto period = m_closes.size();
    *this = @Name@(static_cast<int>(period));
    if (in.varint() != period) {
        in.fail();
        return;
    }
    @Name@ loaded(static_cast<int>(period));
    for (double& close : loaded.m_closes) {
        close = in.f64();
    }
    loaded.m_next = in.varint();
    loaded.m_count = in.varint();
    loaded.m_value = in.f64();
    loaded.m_isReady = in.boolean();
    if (loaded.m_next >= period || loaded.m_count > period) {
        in.fail();
    }
    if (in.ok()) {
        *this = loaded;
    }
}

} // namespace omni::indicators
