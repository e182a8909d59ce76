#include "core/trade/analytics/risk_models/risk_contributions.h"

#include "core/trade/analytics/risk_models/eigen_views.h"
#include "core/trade/analytics/risk_models/normal.h"

#include <algorithm>
#include <cmath>

namespace omni::analytics {

std::optional<RiskContributions> riskContributions(const PairTable& covariance, std::span<const double> weights,
                                                   double level)
{
    const auto isFinite = [](double value) { return std::isfinite(value); };
    if (weights.empty() || weights.size() != covariance.assets() || !(level > 0.5 && level < 1)
        || !std::ranges::all_of(covariance.values(), isFinite) || !std::ranges::all_of(weights, isFinite)) {
        return std::nullopt;
    }
    const auto table = viewOf(covariance);
    const Eigen::Map<const Eigen::VectorXd> held = viewOf(weights);
    const Eigen::VectorXd slope = table * held;
    const double variance = held.dot(slope);
    if (!(variance > 0)) {
        return std::nullopt;
    }
    const double times = normalQuantile(level);
    RiskContributions out;
    out.deviation = std::sqrt(variance);
    out.valueAtRisk = times * out.deviation;
    for (std::size_t at = 0; at < weights.size(); ++at) {
        const double marginal = times * slope[indexOf(at)] / out.deviation;
        double others = 0; // the variance without it; as a difference of both it would be rounding alone, of a last one
        for (std::size_t other = 0; other < weights.size(); ++other) {
            others
                += other == at ? 0 : weights[other] * (slope[indexOf(other)] - weights[at] * covariance.at(at, other));
        }
        out.marginal.push_back(marginal);
        out.component.push_back(weights[at] * marginal);
        out.incremental.push_back(out.valueAtRisk - times * std::sqrt(std::max(0.0, others)));
    }
    return out;
}

} // namespace omni::analytics
