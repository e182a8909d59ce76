// Halts the desk when the day has lost its share of the equity it began with.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/units.h"

namespace omni::risk {

/// Knows the day's start; the engine latches what trips (S19) and journals the start. No hysteresis here.
class DailyLossBreaker
{
public:
    /// A new day with the equity at its start.
    void startDay(Money equity) noexcept;
    /// A deposit (above zero) or withdrawal: neither wins nor loses. A start that would leave the range stays.
    void transfer(Money amount) noexcept;
    /// True: the loss has reached `limit` of the start. Before the first day, and for a start not above zero, it trips
    /// at once: a loss that cannot be measured is not a small one.
    [[nodiscard]] bool update(Money equity, BasisPoints limit) noexcept;

    [[nodiscard]] Money start() const noexcept
    {
        return m_start;
    }
    /// Start less equity: above zero when the day is losing. Cut to the range.
    [[nodiscard]] Money loss() const noexcept;

    void save(ByteWriter& out) const;
    [[nodiscard]] static DailyLossBreaker load(ByteReader& in) noexcept;
    friend bool operator==(const DailyLossBreaker&, const DailyLossBreaker&) = default;

private:
    Money m_start;
    Money m_equity;
};

} // namespace omni::risk
