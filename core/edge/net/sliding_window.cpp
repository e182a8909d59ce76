#include "core/edge/net/sliding_window.h"

#include <algorithm>
#include <cassert>

namespace omni::net {

namespace {

constexpr std::int64_t slicesPerWindow = 64;

} // namespace

SlidingWindow::SlidingWindow(Duration length, Duration slack)
    : m_length(std::clamp(length, milliseconds(1), days(31)))
    , m_kept(m_length + std::clamp(slack, Duration{}, m_length))
    , m_width{(m_length.ns + slicesPerWindow - 1) / slicesPerWindow}
{
}

void SlidingWindow::spend(std::int64_t amount, Monotonic now)
{
    assert(amount >= 0);
    const auto at = advanceTo(now);
    if (amount == 0) {
        return;
    }
    const std::int64_t number = at.ns / m_width.ns;
    if (m_slices.empty() || m_slices.back().number != number) {
        m_slices.push_back({number, 0});
    }
    m_slices.back().amount += amount;
    m_total += amount;
}

std::int64_t SlidingWindow::spent(Monotonic now)
{
    advanceTo(now);
    return m_total;
}

Monotonic SlidingWindow::whenAtMost(std::int64_t most, Monotonic now)
{
    auto when = advanceTo(now);
    auto left = m_total;
    for (const auto& slice : m_slices) {
        if (left <= most) {
            break;
        }
        left -= slice.amount;
        when = endOf(slice);
    }
    return when;
}

Monotonic SlidingWindow::advanceTo(Monotonic now)
{
    m_latest = std::max(m_latest, now);
    while (!m_slices.empty() && endOf(m_slices.front()) <= m_latest) {
        m_total -= m_slices.front().amount;
        m_slices.pop_front();
    }
    return m_latest;
}

Monotonic SlidingWindow::endOf(const Slice& slice) const noexcept
{
    return Monotonic{(slice.number + 1) * m_width.ns} + m_kept;
}

} // namespace omni::net
