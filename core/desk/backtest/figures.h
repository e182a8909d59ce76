// The figures of a backtest: what its equity and its trades say together.

#pragma once

#include "core/desk/backtest/result.h"
#include "core/trade/analytics/trade_statistics.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace omni::backtest {

/// Ratios come from daily returns: from the first point to the last of its UTC day, then from day to day. A point at
/// midnight belongs to the day that ends. What cannot be told is nothing.
struct Figures {
    std::size_t days = 0; ///< Daily returns.
    double periodsPerYear = 252; ///< 365 where the days go on over weekends, else 252.
    std::optional<double> totalReturn; ///< Final equity by the cash to begin with, less one.
    std::optional<double> annualReturn, annualVolatility, sharpe, sortino, calmar, omega, tailRatio, downsideRisk;
    std::optional<double> valueAtRisk, conditionalValueAtRisk; ///< Of a day, at 5 %. Negative is a loss.
    std::optional<double> maxDrawdown; ///< Of all points, as a fraction of the peak.
    std::optional<Duration> longestDrawdown; ///< From a peak until it is reached again, or to the end.
    std::optional<double>
        exposure; ///< Share of the points' bars in which a position was held, entry and exit included.
    std::optional<double> turnover; ///< Traded value by mean equity, over the whole time.
    std::optional<double> costShare; ///< Fees by the result before fees, of all trades; none where that is no gain.
    Money grossProfit, grossLoss; ///< Results of the trades that won, and of those that lost (unsigned), net of fees.
    std::size_t openTrades = 0;
    analytics::TradeStatistics trades;
};

[[nodiscard]] Figures figuresOf(const BacktestResult& result);

/// One figure as a report and a document name it.
struct NamedFigure {
    const char* key; ///< "sharpe_ratio"
    const char* title; ///< "Sharpe ratio"
    std::optional<double> value;
    bool isShare = false; ///< Shown as a percentage.
};

/// In the order in which they are shown.
[[nodiscard]] std::vector<NamedFigure> namedFigures(const Figures& figures);

} // namespace omni::backtest
