// What a series of returns says: growth, risk, and the one by the other.
//
// Returns are simple ones, one for each period, in the order of time. Definitions and names are those of empyrical:
// Sharpe is mean / standard deviation (n - 1) x sqrt(periods a year); Sortino is the annualised mean by the annualised
// downside risk, the root mean square of min(r - threshold, 0) over all periods; Calmar is the annual return by the
// deepest drawdown. What cannot be told (too few returns, nothing that varies, no loss) is nothing, never 0 and
// never NaN.

#pragma once

#include <optional>
#include <span>
#include <vector>

namespace omni::analytics {

/// Trading days of a year where the market rests at weekends.
inline constexpr double tradingDays = 252;

/// Changes from each value to the next as fractions; one less than `values`. Nothing in it behind a value that is not
/// above zero: of ruin there is no return.
[[nodiscard]] std::vector<double> returnsOf(std::span<const double> values);

/// Of the whole time: 0.25 is a gain of a quarter.
[[nodiscard]] std::optional<double> totalReturn(std::span<const double> returns);
/// The constant return a year that gives the same end (CAGR). Nothing where the end is ruin.
[[nodiscard]] std::optional<double> annualReturn(std::span<const double> returns, double periodsPerYear);
[[nodiscard]] std::optional<double> annualVolatility(std::span<const double> returns, double periodsPerYear);
/// `riskFree` is per period.
[[nodiscard]] std::optional<double> sharpeRatio(std::span<const double> returns, double periodsPerYear,
                                                double riskFree = 0);
[[nodiscard]] std::optional<double> downsideRisk(std::span<const double> returns, double periodsPerYear,
                                                 double threshold = 0);
[[nodiscard]] std::optional<double> sortinoRatio(std::span<const double> returns, double periodsPerYear,
                                                 double threshold = 0);
[[nodiscard]] std::optional<double> calmarRatio(std::span<const double> returns, double periodsPerYear);
/// The deepest fall of the compounded returns from a peak, the start included, as a fraction: 0.4 is a loss of 40 %.
/// Unlike empyrical's it is not negative.
[[nodiscard]] std::optional<double> maxDrawdown(std::span<const double> returns);
/// Sum of gains beyond `threshold` by the sum of losses.
[[nodiscard]] std::optional<double> omegaRatio(std::span<const double> returns, double threshold = 0);
/// |95th percentile| / |5th|.
[[nodiscard]] std::optional<double> tailRatio(std::span<const double> returns);
/// The `cutoff` quantile of the returns, interpolated linearly; a loss is negative. `cutoff` in (0, 1).
[[nodiscard]] std::optional<double> valueAtRisk(std::span<const double> returns, double cutoff);
/// Mean of the worst int((n - 1) x cutoff) + 1 returns.
[[nodiscard]] std::optional<double> conditionalValueAtRisk(std::span<const double> returns, double cutoff);

} // namespace omni::analytics
