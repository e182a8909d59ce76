#include "core/trade/analytics/risk_models/eigen_views.h"
#include "core/trade/analytics/risk_models/normal.h"
#include "core/trade/analytics/risk_models/value_at_risk.h"

#include <algorithm>
#include <cmath>

namespace omni::analytics {

namespace {

constexpr std::size_t mostPaths = 10'000'000;
constexpr std::size_t blockPaths = 1'000; ///< At once: what a cache holds.

/// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
class Numbers
{
public:
    explicit Numbers(std::uint64_t seed) noexcept
        : m_state(seed)
    {
    }
    /// In (0, 1), never an end.
    double share() noexcept
    {
        std::uint64_t mixed = m_state += 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        mixed ^= mixed >> 31U;
        return (static_cast<double>(mixed >> 12U) + 0.5) * 0x1p-52;
    }
    double normal() noexcept
    {
        return normalQuantile(share());
    }
    /// Gamma with scale 1, `shape` at least 1. G. Marsaglia, W. Tsang, "A simple method for generating gamma
    /// variables", ACM Transactions on Mathematical Software 26 (2000).
    double gamma(double shape) noexcept
    {
        const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
        while (true) {
            const double x = normal();
            const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
            if (v > 0 && std::log(share()) < x * x / 2 + d - d * v + d * std::log(v)) {
                return d * v;
            }
        }
    }

private:
    std::uint64_t m_state;
};

/// A table whose product with itself is the covariance. Of a singular one too, and of one that rounding has made a
/// little negative in some direction.
RowMajor rootOf(const PairTable& covariance)
{
    const Eigen::SelfAdjointEigenSolver<RowMajor> parts(viewOf(covariance));
    return parts.eigenvectors() * parts.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
}

bool isUsable(const PairTable& covariance, std::span<const double> weights, const SimulationPlan& plan)
{
    const auto isFinite = [](double value) { return std::isfinite(value); };
    return covariance.assets() > 0 && weights.size() == covariance.assets() && plan.paths > 0 && plan.paths <= mostPaths
        && std::ranges::all_of(covariance.values(), isFinite) && std::ranges::all_of(weights, isFinite)
        && (!plan.freedom || (*plan.freedom > 2 && std::isfinite(*plan.freedom)));
}

} // namespace

std::optional<std::vector<double>> simulatedReturns(const PairTable& covariance, std::span<const double> weights,
                                                    const SimulationPlan& plan)
{
    if (!isUsable(covariance, weights, plan)) {
        return std::nullopt;
    }
    const RowMajor root = rootOf(covariance);
    const Eigen::Map<const Eigen::VectorXd> held = viewOf(weights);
    std::vector<double> returns(plan.paths);
    Numbers numbers(plan.seed);
    RowMajor drawn(indexOf(blockPaths), root.cols());
    RowMajor assets(drawn.rows(), root.rows());
    for (std::size_t first = 0; first < plan.paths; first += blockPaths) {
        const std::size_t count = std::min(blockPaths, plan.paths - first);
        for (Eigen::Index at = 0; at < indexOf(count) * drawn.cols(); ++at) {
            drawn.data()[at] = numbers.normal();
        }
        assets.noalias() = drawn * root.transpose();
        Eigen::Map<Eigen::VectorXd> block(returns.data() + first, indexOf(count));
        block = assets.topRows(indexOf(count)) * held;
        if (plan.freedom) {
            for (double& value : std::span(returns).subspan(first, count)) {
                // As wide as the normal one: a quotient by a chi-squared of this mean.
                value *= std::sqrt((*plan.freedom - 2) / 2 / numbers.gamma(*plan.freedom / 2));
            }
        }
    }
    return returns;
}

} // namespace omni::analytics
