// Joins finished bars into longer ones: five of one minute into one of five minutes.

#pragma once

#include "core/trade/market/tick.h"

#include <algorithm>
#include <optional>

namespace omni::engine {

/// Bars come in order of time. A joined bar is finished by the bar that ends at or after its own end. Buckets without a
/// bar make none.
class BarJoiner
{
public:
    /// `interval` above zero.
    explicit BarJoiner(Duration interval) noexcept
        : m_interval(interval)
    {
    }

    /// Calls `finished(Bar)` for each bar that `bar` finishes: at most two.
    template<class Visit> void add(const market::Bar& bar, Visit&& finished)
    {
        const Timestamp start = flooredTo(bar.opened, m_interval);
        if (m_open && m_open->opened != start) {
            finished(*m_open);
            m_open.reset();
        }
        if (!m_open) {
            m_open = bar;
            m_open->opened = start;
            m_open->interval = m_interval;
            m_open->closedAt = start + m_interval;
        } else {
            m_open->high = std::max(m_open->high, bar.high);
            m_open->low = std::min(m_open->low, bar.low);
            m_open->close = bar.close;
            m_open->volume += bar.volume;
            m_open->trades += bar.trades; // unsigned: a hostile count wraps, and nothing is decided on it
        }
        if (bar.closedAt >= m_open->closedAt) {
            const market::Bar whole = *m_open;
            m_open.reset();
            finished(whole);
        }
    }

private:
    Duration m_interval;
    std::optional<market::Bar> m_open;
};

} // namespace omni::engine
