#include "core/trade/risk/breakers/rate_window/rate_window.h"

#include "core/base/wide_int.h"

#include <algorithm>

namespace omni::risk {

namespace {

bool isWithin(Monotonic then, Monotonic now, Duration length) noexcept
{
    return Int128{now.ns} - then.ns < length.ns;
}

} // namespace

void RateWindow::dropBefore(Monotonic now) noexcept
{
    while (m_size > 0 && !isWithin(at(0), now, m_length)) {
        m_first = (m_first + 1) % capacity;
        --m_size;
    }
}

void RateWindow::add(Monotonic now) noexcept
{
    if (m_size > 0) {
        now = std::max(now, at(m_size - 1));
    }
    dropBefore(now);
    if (m_size == capacity) {
        m_first = (m_first + 1) % capacity;
        --m_size;
    }
    m_times[static_cast<std::size_t>((m_first + m_size) % capacity)] = now;
    ++m_size;
}

int RateWindow::count(Monotonic now) const noexcept
{
    // Times do not fall, so the first one inside decides; found by halving.
    int outside = 0;
    int end = m_size;
    while (outside < end) {
        const int middle = outside + (end - outside) / 2;
        if (isWithin(at(middle), now, m_length)) {
            end = middle;
        } else {
            outside = middle + 1;
        }
    }
    return m_size - outside;
}

void RateWindow::restart(Monotonic lastSeen) noexcept
{
    if (m_size > 0) {
        dropBefore(std::max(lastSeen, at(m_size - 1)));
    }
    m_first = 0;
    std::fill_n(m_times.begin(), m_size, Monotonic{});
}

void RateWindow::save(ByteWriter& out) const
{
    out.i64(m_length.ns);
    out.varint(static_cast<std::uint64_t>(m_size));
    for (int i = 0; i < m_size; ++i) {
        out.i64(at(i).ns);
    }
}

RateWindow RateWindow::load(ByteReader& in) noexcept
{
    RateWindow window(Duration{in.i64()});
    const std::size_t size = in.count(capacity);
    if (window.m_length.ns <= 0) {
        in.fail();
    }
    for (std::size_t i = 0; i < size; ++i) {
        window.m_times[i] = {in.i64()};
        if (i > 0 && window.m_times[i] < window.m_times[i - 1]) {
            in.fail();
        }
    }
    window.m_size = static_cast<int>(size);
    return in.ok() ? window : RateWindow();
}

bool operator==(const RateWindow& a, const RateWindow& b) noexcept
{
    if (a.m_length != b.m_length || a.m_size != b.m_size) {
        return false;
    }
    for (int i = 0; i < a.m_size; ++i) {
        if (a.at(i) != b.at(i)) {
            return false;
        }
    }
    return true;
}

} // namespace omni::risk
