// What a list of ended trades says.
//
// Definitions of backtesting.py (compute_stats): a trade's return is its result after costs by the value of its entry;
// profit factor is the sum of the winning returns by that of the losing ones, expectancy their plain mean, the average
// trade their geometric mean. SQN is V. K. Tharp's, of results in money: sqrt(n) x mean / deviation (n - 1). What
// cannot be told is nothing.

#pragma once

#include "core/trade/analytics/round_trips.h"

#include <cstddef>
#include <optional>
#include <span>

namespace omni::analytics {

struct TradeStatistics {
    std::size_t trades = 0, wins = 0, losses = 0; ///< A result of zero is neither.
    std::optional<double> winRate; ///< Wins by trades.
    std::optional<double> profitFactor;
    std::optional<double> expectancy;
    std::optional<double> averageTrade;
    std::optional<double> bestTrade, worstTrade;
    std::optional<double> sqn;
    std::optional<double> kelly; ///< Win rate - (1 - win rate) / (mean win / mean loss), of results in money.
    std::optional<Duration> averageDuration, longestDuration;
};

/// Of trades that have ended; open ones are passed over. Amounts of several currencies are added as they are.
[[nodiscard]] TradeStatistics statisticsOf(std::span<const RoundTrip> trades);

} // namespace omni::analytics
