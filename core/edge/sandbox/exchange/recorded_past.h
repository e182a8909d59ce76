// What a recording holds from before the moment from which it is played, as bars of a second, a minute and a day.

#pragma once

#include "core/base/time.h"
#include "core/trade/market/tick.h"

#include <deque>
#include <vector>

namespace omni::sandbox {

/// Times are those of the venue's clock: the recording's, shifted. Keeps 1'200 seconds, 14'400 minutes and 390 days.
class RecordedPast
{
public:
    /// A trade, `volume` in units of the instrument.
    void add(Timestamp at, Ticks price, double volume);
    /// A finished bar of a minute or less.
    void add(const market::Bar& bar);
    /// The last `count` bars of a second, a minute or a day, oldest first; of any other length none.
    [[nodiscard]] std::vector<market::Bar> bars(Duration interval, std::size_t count) const;

private:
    static void join(std::deque<market::Bar>& bars, Duration interval, const market::Bar& piece, std::size_t most);
    std::deque<market::Bar> m_seconds, m_minutes, m_days;
};

} // namespace omni::sandbox
