// What each position adds to the risk of all.
//
// Of a normal distribution by a covariance per period; weights are fractions of equity, below zero for a short one.
// Source: M. Garman, "Improving on VaR", Risk 9 (1996); P. Jorion, "Value at Risk", chapter 7.

#pragma once

#include "core/trade/analytics/risk_models/panel.h"

#include <optional>
#include <span>
#include <vector>

namespace omni::analytics {

struct RiskContributions {
    double deviation = 0; ///< Of the portfolio's return.
    double valueAtRisk = 0; ///< At the level, without a mean.
    std::vector<double> marginal; ///< Of the value at risk, for each asset: by how much it grows with its weight.
    std::vector<double> component; ///< Weight times marginal; their sum is the value at risk.
    std::vector<double> incremental; ///< What would go with the position: that of all less that of all others.
};
/// Nothing: sizes that do not fit, values that are not finite, a level outside (0.5, 1), or a portfolio that does not
/// vary.
[[nodiscard]] std::optional<RiskContributions> riskContributions(const PairTable& covariance,
                                                                 std::span<const double> weights, double level);

} // namespace omni::analytics
