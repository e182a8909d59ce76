#include "core/host/runtime/charts/bar_layers.h"

#include <algorithm>
#include <limits>

namespace omni::runtime {

namespace {

Duration coarseOf(Duration base) noexcept
{
    const Duration minute = minutes(1);
    return base >= minute ? base : base * ((minute.ns + base.ns - 1) / base.ns);
}

bool isSound(const market::Bar& bar, Duration interval) noexcept
{
    return bar.interval == interval && bar.opened == flooredTo(bar.opened, interval) && bar.low <= bar.open
        && bar.open <= bar.high && bar.low <= bar.close && bar.close <= bar.high && bar.volume >= 0;
}

} // namespace

BarLayers::BarLayers(Duration base, BarBounds bounds)
    : m_base(base)
    , m_bounds(bounds)
    , m_coarseInterval(coarseOf(base))
{
}

void BarLayers::setBase(Duration base)
{
    m_base = base;
    m_coarseInterval = coarseOf(base);
    m_coarse.clear();
    m_fine.clear();
}

bool BarLayers::preload(Duration interval, std::span<const market::Bar> bars)
{
    if (interval.ns <= 0) {
        return false;
    }
    const std::size_t skip = bars.size() > m_bounds.mostPast ? bars.size() - m_bounds.mostPast : 0;
    Past past{interval, {}};
    past.bars.reserve(bars.size() - skip);
    Timestamp end{std::numeric_limits<std::int64_t>::min()};
    for (market::Bar bar : bars.subspan(skip)) {
        if (!isSound(bar, interval) || bar.opened < end) {
            return false;
        }
        bar.closedAt = end = bar.opened + interval;
        past.bars.push_back({bar, {}});
    }
    std::erase_if(m_past, [interval](const Past& other) { return other.interval == interval; });
    const auto at = std::find_if(m_past.begin(), m_past.end(),
                                 [interval](const Past& other) { return other.interval < interval; });
    m_past.insert(at, std::move(past));
    return true;
}

bool BarLayers::append(const HeldBar& bar)
{
    m_fine.push_back(bar);
    return m_fine.size() > m_bounds.mostFine && thin();
}

/// Joins the oldest eighth, up to the end of a coarse bar.
bool BarLayers::thin()
{
    HeldJoiner joiner(m_coarseInterval);
    const auto keep = [this](const HeldBar& bar) { m_coarse.push_back(bar); };
    const std::size_t most = m_bounds.mostFine - m_bounds.mostFine / 8;
    Timestamp end{std::numeric_limits<std::int64_t>::min()};
    while (!m_fine.empty() && (m_fine.size() > most || m_fine.front().bar.opened < end)) {
        end = flooredTo(m_fine.front().bar.opened, m_coarseInterval) + m_coarseInterval;
        joiner.add(m_fine.front(), keep);
        m_fine.pop_front();
    }
    joiner.advanceTo(end, keep);
    while (m_coarse.size() > m_bounds.mostCoarse) {
        m_coarse.pop_front();
    }
    return true;
}

void BarLayers::visit(Duration interval, const std::function<void(const HeldBar&)>& take) const
{
    Timestamp end{std::numeric_limits<std::int64_t>::min()};
    const auto takeAll = [&](const auto& bars, Duration length) {
        if (interval.ns % length.ns != 0) {
            return;
        }
        for (const HeldBar& held : bars) {
            if (held.bar.opened >= end) {
                take(held);
                end = held.bar.opened + length;
            }
        }
    };
    for (const Past& past : m_past) {
        takeAll(past.bars, past.interval);
    }
    takeAll(m_coarse, m_coarseInterval);
    takeAll(m_fine, m_base);
}

std::size_t BarLayers::count() const noexcept
{
    std::size_t count = m_coarse.size() + m_fine.size();
    for (const Past& past : m_past) {
        count += past.bars.size();
    }
    return count;
}

} // namespace omni::runtime
