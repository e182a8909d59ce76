// How much is lost in a bad period: value at risk and expected shortfall, by several models.
//
// Losses are fractions of what the returns are fractions of, above zero for a loss. A level of 0.95 asks for what is
// exceeded in one of twenty periods; it is in (0.5, 1). What cannot be told is nothing.
//
// Sources: J. Hull and A. White, "Incorporating volatility updating into the historical simulation method for
// value-at-risk", Journal of Risk 1 (1998), for the filtered one.

#pragma once

#include "core/trade/analytics/risk_models/panel.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace omni::analytics {

struct TailRisk {
    double valueAtRisk = 0;
    double expectedShortfall = 0; ///< Mean of what is lost where the value at risk is exceeded. Not below it.
};

/// Of what came. The quantile is interpolated linearly; the mean is of the worst int((n - 1)(1 - level)) + 1, as in
/// empyrical. Nothing: too few returns for one beyond the level.
[[nodiscard]] std::optional<TailRisk> historicalRisk(std::span<const double> returns, double level);

/// Of a normal distribution.
[[nodiscard]] std::optional<TailRisk> parametricRisk(double mean, double deviation, double level);

/// Of what came, each by what it was expected to vary by, times what the next is expected to: calm days of the past
/// count for more in a storm. `variances`: one for each return, of before it came.
[[nodiscard]] std::optional<TailRisk> filteredRisk(std::span<const double> returns, std::span<const double> variances,
                                                   double nextVariance, double level);

enum class RiskModel : std::uint8_t {
    Historical,
    Parametric, ///< Normal, with the sample's mean and deviation.
    Exponential, ///< Normal, without a mean, with RiskMetrics' variance.
    Filtered, ///< What came, scaled by that variance.
    Garch, ///< The same by a GARCH(1,1) with Student's tails.
};
inline constexpr std::size_t riskModelCount = 5;
/// "historical": stable.
[[nodiscard]] std::string_view nameOf(RiskModel model) noexcept;

/// Of the period behind the last of `returns`. The fewest returns that a model works on are `leastReturnsOf`.
[[nodiscard]] std::optional<TailRisk> riskOf(RiskModel model, std::span<const double> returns, double level);
[[nodiscard]] std::size_t leastReturnsOf(RiskModel model, double level) noexcept;

struct SimulationPlan {
    std::size_t paths = 100'000; ///< Up to 10,000,000.
    std::uint64_t seed = 1; ///< The same plan gives the same paths on every machine.
    std::optional<double>
        freedom; ///< Of Student's distribution, above 2: heavier tails, which all assets share. None: normal.
};
/// Portfolio returns of so many periods that might come, by a covariance per period (which may be singular). One weight
/// for each asset, as a fraction of equity, below zero for a short one. Nothing: sizes that do not fit, a covariance
/// that is not finite, a plan out of its bounds.
[[nodiscard]] std::optional<std::vector<double>>
simulatedReturns(const PairTable& covariance, std::span<const double> weights, const SimulationPlan& plan);

} // namespace omni::analytics
