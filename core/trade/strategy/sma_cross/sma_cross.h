// The plain example of a strategy: buys when a fast average of closes crosses above a slow one, leaves when it
// crosses below.
//
// It acts at the close of the bar on which the cross shows. The first bar with both averages only sets the side from
// which it watches; where the averages are equal the side stays as it was, so touching is not crossing. Averages are
// compared as integer sums, without a division. Source: the double crossover method of J. J. Murphy, "Technical
// Analysis of the Financial Markets" (1999), ch. 9.

#pragma once

#include "core/trade/indicators/sma/sma.h"
#include "core/trade/strategy/strategy.h"

namespace omni::strategy {

class SmaCross final : public Strategy
{
public:
    /// `fast` below `slow`, both at least 1. `isBoth`: goes short below, too.
    SmaCross(int fast, int slow, bool isBoth);

    void onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out) override;
    void save(ByteWriter& out) const override;
    [[nodiscard]] Result<void> load(ByteReader& in) override;

private:
    enum class Above : std::uint8_t { Unknown, Fast, Slow };
    /// The averages of a bar, in ticks.
    struct Means {
        double fast = 0, slow = 0;
    };
    void propose(const market::Bar& bar, const View& view, Means now, std::vector<Proposal>& out) const;

    indicators::ExactSma m_fast, m_slow;
    bool m_isBoth;
    Above m_above = Above::Unknown;
    Means m_before; ///< Of the bar before; for the reasons only.
};

} // namespace omni::strategy
