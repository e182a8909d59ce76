#include "core/desk/backtest/figures.h"

#include "core/trade/analytics/drawdowns.h"
#include "core/trade/analytics/returns.h"

#include <algorithm>
#include <limits>

namespace omni::backtest {

namespace {

double numberOf(Money money) noexcept
{
    return static_cast<double>(money.e8) / 1e8;
}

/// Days since 1970-01-01 of the day in which a point closed.
std::int64_t dayOf(const EquityPoint& point) noexcept
{
    return flooredTo(point.closed - nanoseconds(1), days(1)).ns / days(1).ns;
}

struct Daily {
    std::vector<double> equity;
    std::size_t dayCount = 0, weekendDays = 0;
};

Daily dailyOf(const std::vector<EquityPoint>& points)
{
    Daily daily;
    std::int64_t last = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::int64_t day = dayOf(points[i]);
        const bool isNew = i == 0 || day != last;
        if (isNew) {
            const std::int64_t weekday = (day % 7 + 10) % 7; // 1970-01-01 was a Thursday; 0 is Monday
            ++daily.dayCount;
            daily.weekendDays += weekday == 5 || weekday == 6 ? 1U : 0U;
        }
        // The first point stands by itself, so that the first day has a return where it has more than one.
        if (isNew || i == 1) {
            daily.equity.push_back(0);
        }
        daily.equity.back() = numberOf(points[i].equity);
        last = day;
    }
    return daily;
}

/// As backtesting.py tells: weekends count when they are more than six tenths of what they would be in a full week.
double periodsOf(const Daily& daily) noexcept
{
    const auto share
        = static_cast<double>(daily.weekendDays) / static_cast<double>(std::max<std::size_t>(1, daily.dayCount));
    return share > 2.0 / 7 * 0.6 ? 365 : analytics::tradingDays;
}

void addReturns(const Daily& daily, Figures& out)
{
    const auto returns = analytics::returnsOf(daily.equity);
    const double periods = out.periodsPerYear;
    out.days = returns.size();
    out.annualReturn = analytics::annualReturn(returns, periods);
    out.annualVolatility = analytics::annualVolatility(returns, periods);
    out.sharpe = analytics::sharpeRatio(returns, periods);
    out.sortino = analytics::sortinoRatio(returns, periods);
    out.calmar = analytics::calmarRatio(returns, periods);
    out.omega = analytics::omegaRatio(returns);
    out.tailRatio = analytics::tailRatio(returns);
    out.downsideRisk = analytics::downsideRisk(returns, periods);
    out.valueAtRisk = analytics::valueAtRisk(returns, 0.05);
    out.conditionalValueAtRisk = analytics::conditionalValueAtRisk(returns, 0.05);
}

void addDrawdowns(const std::vector<EquityPoint>& points, Figures& out)
{
    std::vector<Money> equity;
    equity.reserve(points.size());
    for (const EquityPoint& point : points) {
        equity.push_back(point.equity);
    }
    double deepest = 0;
    Duration longest;
    for (const analytics::Drawdown& fall : analytics::drawdownsOf(equity)) {
        deepest = std::max(deepest, fall.depth);
        const std::size_t end = fall.recovered.value_or(points.size() - 1);
        longest = std::max(longest, points[end].closed - points[fall.peak].closed);
    }
    if (!points.empty()) {
        out.maxDrawdown = deepest;
        out.longestDrawdown = longest;
    }
}

/// Place of the point in whose bar `time` lies.
std::size_t placeOf(const std::vector<EquityPoint>& points, Timestamp time)
{
    const auto behind = std::upper_bound(points.begin(), points.end(), time,
                                         [](Timestamp t, const EquityPoint& point) { return t < point.opened; });
    const auto place = behind - points.begin();
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, place) - 1);
}

std::optional<double> exposureOf(const BacktestResult& result)
{
    const auto& points = result.equity;
    if (points.empty()) {
        return std::nullopt;
    }
    std::vector<std::int64_t> changes(points.size() + 1);
    for (const analytics::RoundTrip& trade : result.trades) {
        const std::size_t last = trade.exited ? placeOf(points, *trade.exited) : points.size() - 1;
        ++changes[placeOf(points, trade.entered)];
        --changes[last + 1];
    }
    std::size_t held = 0;
    std::int64_t open = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        open += changes[i];
        held += open > 0 ? 1 : 0;
    }
    return static_cast<double>(held) / static_cast<double>(points.size());
}

std::optional<double> turnoverOf(const BacktestResult& result)
{
    double sum = 0;
    for (const EquityPoint& point : result.equity) {
        sum += numberOf(point.equity);
    }
    const double mean = sum / static_cast<double>(result.equity.size());
    return mean > 0 ? std::optional(numberOf(result.traded) / mean) : std::nullopt;
}

void addMoney(const BacktestResult& result, Figures& out)
{
    Int128 profit = 0;
    Int128 loss = 0;
    for (const analytics::RoundTrip& trade : result.trades) {
        out.openTrades += trade.exited ? 0U : 1U;
        if (trade.exited) {
            (trade.pnl.e8 > 0 ? profit : loss) += trade.pnl.e8 > 0 ? trade.pnl.e8 : -trade.pnl.e8;
        }
    }
    out.grossProfit = Money{narrowed(profit).value_or(std::numeric_limits<std::int64_t>::max())};
    out.grossLoss = Money{narrowed(loss).value_or(std::numeric_limits<std::int64_t>::max())};
    const double gain = numberOf(result.finalEquity) - numberOf(result.setup.cash) + numberOf(result.fees);
    if (gain > 0) {
        out.costShare = numberOf(result.fees) / gain;
    }
}

std::optional<double> daysOf(std::optional<Duration> duration) noexcept
{
    return duration ? std::optional(static_cast<double>(duration->ns) / static_cast<double>(days(1).ns)) : std::nullopt;
}

} // namespace

Figures figuresOf(const BacktestResult& result)
{
    Figures out;
    const Daily daily = dailyOf(result.equity);
    out.periodsPerYear = periodsOf(daily);
    out.totalReturn = numberOf(result.finalEquity) / numberOf(result.setup.cash) - 1;
    addReturns(daily, out);
    addDrawdowns(result.equity, out);
    out.exposure = exposureOf(result);
    out.turnover = turnoverOf(result);
    addMoney(result, out);
    out.trades = analytics::statisticsOf(result.trades);
    return out;
}

std::vector<NamedFigure> namedFigures(const Figures& f)
{
    const auto& t = f.trades;
    return {
        {"total_return", "Total return", f.totalReturn, true},
        {"annual_return", "Annual return (CAGR)", f.annualReturn, true},
        {"annual_volatility", "Annual volatility", f.annualVolatility, true},
        {"sharpe_ratio", "Sharpe ratio", f.sharpe},
        {"sortino_ratio", "Sortino ratio", f.sortino},
        {"calmar_ratio", "Calmar ratio", f.calmar},
        {"max_drawdown", "Maximum drawdown", f.maxDrawdown, true},
        {"longest_drawdown_days", "Longest drawdown, days", daysOf(f.longestDrawdown)},
        {"downside_risk", "Downside risk, annual", f.downsideRisk, true},
        {"omega_ratio", "Omega ratio", f.omega},
        {"tail_ratio", "Tail ratio", f.tailRatio},
        {"value_at_risk_5pct", "Value at risk, a day, 5 %", f.valueAtRisk, true},
        {"conditional_value_at_risk_5pct", "Conditional value at risk, a day, 5 %", f.conditionalValueAtRisk, true},
        {"exposure", "Exposure time", f.exposure, true},
        {"turnover", "Turnover, times mean equity", f.turnover},
        {"cost_share", "Costs, share of the gain before costs", f.costShare, true},
        {"win_rate", "Trades won", t.winRate, true},
        {"profit_factor", "Profit factor, of returns", t.profitFactor},
        {"expectancy", "Expectancy, mean return of a trade", t.expectancy, true},
        {"average_trade", "Average trade, geometric", t.averageTrade, true},
        {"best_trade", "Best trade", t.bestTrade, true},
        {"worst_trade", "Worst trade", t.worstTrade, true},
        {"sqn", "System quality number", t.sqn},
        {"kelly_criterion", "Kelly criterion", t.kelly},
        {"average_trade_days", "Average trade, days", daysOf(t.averageDuration)},
        {"longest_trade_days", "Longest trade, days", daysOf(t.longestDuration)},
    };
}

} // namespace omni::backtest
