// Stops a strategy that trades the same way again and again, as a loop that has lost its exit does.
//
// Source: "repeated automated execution throttle", FIA, "Recommendations for Risk Controls for Trading Firms" (2010).

#pragma once

#include "core/trade/market/units.h"
#include "core/trade/risk/breakers/rate_window/rate_window.h"

namespace omni::risk {

struct RepeatedExecutionRule {
    std::int32_t executions = 20; ///< So many orders of one side in a row within the window trip. In [1, capacity].
    Duration window = minutes(1); ///< Above zero.
    friend bool operator==(const RepeatedExecutionRule&, const RepeatedExecutionRule&) = default;
};

/// One per strategy and instrument.
class RepeatedExecutionBreaker
{
public:
    explicit RepeatedExecutionBreaker(const RepeatedExecutionRule& rule = {}) noexcept;

    /// An order that opens or adds has its first fill; more fills of the same order are not told. An order of the other
    /// side ends the row. True: that was one too many.
    [[nodiscard]] bool onExecution(Side side, Monotonic now) noexcept;
    void restart(Monotonic lastSeen) noexcept
    {
        m_window.restart(lastSeen);
    }
    void save(ByteWriter& out) const;
    /// Fails `in` for a rule out of its bounds or a side that is none.
    [[nodiscard]] static RepeatedExecutionBreaker load(ByteReader& in) noexcept;
    friend bool operator==(const RepeatedExecutionBreaker&, const RepeatedExecutionBreaker&) = default;

private:
    std::int32_t m_executions;
    Side m_side = Side::Buy;
    RateWindow m_window;
};

} // namespace omni::risk
