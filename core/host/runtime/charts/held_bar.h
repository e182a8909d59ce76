// A bar as the history of the market holds it, and the joining of shorter ones into longer ones.

#pragma once

#include "core/base/time.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace omni::runtime {

/// `bar.volume` holds only what a feed of bars told; what was counted from prints stands in `lots`, exact, so that a
/// sum over many bars is that of the prints themselves.
struct HeldBar {
    market::Bar bar;
    Lots lots;
    friend bool operator==(const HeldBar&, const HeldBar&) = default;
};

/// As a chart shows it: with the whole volume.
[[nodiscard]] inline market::Bar shownBar(const HeldBar& held, const market::Instrument& instrument)
{
    market::Bar bar = held.bar;
    bar.volume += market::quantityNumber(instrument, held.lots);
    return bar;
}

/// `next` follows `bar`. Counts stop at the end of their range.
inline void extendBar(HeldBar& bar, const HeldBar& next) noexcept
{
    bar.bar.high = std::max(bar.bar.high, next.bar.high);
    bar.bar.low = std::min(bar.bar.low, next.bar.low);
    bar.bar.close = next.bar.close;
    bar.bar.volume += next.bar.volume;
    constexpr auto mostTrades = std::numeric_limits<std::uint32_t>::max();
    bar.bar.trades += std::min(next.bar.trades, mostTrades - bar.bar.trades);
    constexpr auto mostLots = std::numeric_limits<std::int64_t>::max();
    bar.lots.count += std::min(next.lots.count, mostLots - bar.lots.count);
}

/// Joins bars that come in order of time. A joined bar is finished by the bar that ends it, by one of a later bucket,
/// or by `advanceTo`. Buckets without a bar make none.
class HeldJoiner
{
public:
    /// Above zero.
    explicit HeldJoiner(Duration interval) noexcept
        : m_interval(interval)
    {
    }

    /// Calls `finished(const HeldBar&)` for each bar that `held` finishes: at most two.
    template<class Visit> void add(const HeldBar& held, Visit&& finished)
    {
        advanceTo(flooredTo(held.bar.opened, m_interval), finished);
        join(m_open, held);
        if (held.bar.closedAt >= m_open->bar.closedAt) {
            finish(finished);
        }
    }

    /// Time has come to `time`.
    template<class Visit> void advanceTo(Timestamp time, Visit&& finished)
    {
        if (m_open && m_open->bar.closedAt <= time) {
            finish(finished);
        }
    }

    /// The bar in the making with `held`, which is not finished itself, behind it.
    [[nodiscard]] std::optional<HeldBar> openWith(const std::optional<HeldBar>& held) const
    {
        std::optional<HeldBar> open = m_open;
        if (held) {
            join(open, *held);
        }
        return open;
    }

private:
    void join(std::optional<HeldBar>& open, const HeldBar& held) const
    {
        if (open) {
            extendBar(*open, held);
            return;
        }
        open = held;
        open->bar.opened = flooredTo(held.bar.opened, m_interval);
        open->bar.interval = m_interval;
        open->bar.closedAt = open->bar.opened + m_interval;
    }
    template<class Visit> void finish(Visit&& finished)
    {
        const HeldBar whole = *m_open;
        m_open.reset();
        finished(whole);
    }

    Duration m_interval;
    std::optional<HeldBar> m_open;
};

} // namespace omni::runtime
