#include "core/trade/analytics/trade_statistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace omni::analytics {

namespace {

/// Sums over all ended trades.
struct Sums {
    double returns = 0, logs = 0, winningReturns = 0, losingReturns = 0;
    double results = 0, winningResults = 0, losingResults = 0;
    Int128 held = 0;
    Duration longest;
};

double resultOf(const RoundTrip& trade) noexcept
{
    return static_cast<double>(trade.pnl.e8);
}

void add(Sums& sums, const RoundTrip& trade) noexcept
{
    const double gain = returnOf(trade);
    sums.returns += gain;
    sums.logs += std::log1p(gain);
    sums.results += resultOf(trade);
    (gain > 0 ? sums.winningReturns : sums.losingReturns) += std::fabs(gain);
    (trade.pnl.e8 > 0 ? sums.winningResults : sums.losingResults) += std::fabs(resultOf(trade));
    const Duration held = *trade.exited - trade.entered;
    sums.held += held.ns;
    sums.longest = std::max(sums.longest, held);
}

std::optional<double> quotient(double dividend, double divisor) noexcept
{
    const double value = dividend / divisor;
    return divisor != 0 && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> sqnOf(std::span<const RoundTrip* const> ended, double mean) noexcept
{
    if (ended.size() < 2) {
        return std::nullopt;
    }
    double squares = 0;
    for (const RoundTrip* trade : ended) {
        squares += (resultOf(*trade) - mean) * (resultOf(*trade) - mean);
    }
    const auto count = static_cast<double>(ended.size());
    return quotient(std::sqrt(count) * mean, std::sqrt(squares / (count - 1)));
}

} // namespace

TradeStatistics statisticsOf(std::span<const RoundTrip> trades)
{
    std::vector<const RoundTrip*> ended;
    Sums sums;
    TradeStatistics out;
    for (const RoundTrip& trade : trades) {
        if (!trade.exited) {
            continue;
        }
        ended.push_back(&trade);
        add(sums, trade);
        out.wins += trade.pnl.e8 > 0 ? 1 : 0;
        out.losses += trade.pnl.e8 < 0 ? 1 : 0;
        out.bestTrade = std::max(out.bestTrade.value_or(returnOf(trade)), returnOf(trade));
        out.worstTrade = std::min(out.worstTrade.value_or(returnOf(trade)), returnOf(trade));
    }
    out.trades = ended.size();
    if (ended.empty()) {
        return out;
    }
    const auto count = static_cast<double>(ended.size());
    out.winRate = static_cast<double>(out.wins) / count;
    out.expectancy = sums.returns / count;
    const double average = std::expm1(sums.logs / count);
    out.averageTrade = std::isfinite(average) ? std::optional(average) : std::nullopt;
    out.profitFactor = quotient(sums.winningReturns, sums.losingReturns);
    out.sqn = sqnOf(ended, sums.results / count);
    if (out.wins > 0 && out.losses > 0) {
        const double meanWin = sums.winningResults / static_cast<double>(out.wins);
        const double meanLoss = sums.losingResults / static_cast<double>(out.losses);
        out.kelly = *out.winRate - (1 - *out.winRate) / (meanWin / meanLoss);
    }
    out.averageDuration = Duration{static_cast<std::int64_t>(sums.held / static_cast<std::int64_t>(ended.size()))};
    out.longestDuration = sums.longest;
    return out;
}

} // namespace omni::analytics
