#include "core/trade/analytics/risk_models/covariance.h"

#include "core/trade/analytics/risk_models/eigen_views.h"

#include <algorithm>
#include <cmath>

namespace omni::analytics {

namespace {

constexpr std::size_t leastPeriods = 2;

bool isEnough(const ReturnPanel& panel) noexcept
{
    return panel.periods() >= leastPeriods && !panel.isUnusable();
}

/// Without the mean of each asset.
RowMajor deviationsOf(const ReturnPanel& panel)
{
    const auto all = viewOf(panel);
    return all.rowwise() - all.colwise().mean();
}

/// How much the products of two assets' deviations vary: "pi" of the papers. `sample` is their mean.
RowMajor variationOf(const RowMajor& deviations, const RowMajor& sample)
{
    const RowMajor squares = deviations.array().square();
    const double periods = static_cast<double>(deviations.rows());
    const RowMajor products = deviations.transpose() * deviations / periods;
    return (squares.transpose() * squares) / periods
        + RowMajor(sample.array().square() - 2 * products.array() * sample.array());
}

double bounded(double intensity) noexcept
{
    return std::isfinite(intensity) ? std::clamp(intensity, 0.0, 1.0) : 0;
}

ShrunkCovariance mixed(const RowMajor& sample, const RowMajor& target, double intensity)
{
    return {tableOf(RowMajor(intensity * target + (1 - intensity) * sample)), intensity};
}

/// As in scikit-learn: all with the divisor n.
ShrunkCovariance towardsEqualVariance(const RowMajor& deviations)
{
    const double periods = static_cast<double>(deviations.rows());
    const double assets = static_cast<double>(deviations.cols());
    const RowMajor sample = deviations.transpose() * deviations / periods;
    const double mean = sample.trace() / assets;
    const double varied = variationOf(deviations, sample).sum() / periods;
    RowMajor target = RowMajor::Identity(sample.rows(), sample.cols()) * mean;
    const double distance = (sample - target).squaredNorm();
    return mixed(sample, target, distance > 0 ? bounded(std::min(varied, distance) / distance) : 0);
}

/// How the target varies with the sample where it is another pair's: "rho" of the papers without its diagonal.
double alongTheTarget(const RowMajor& deviations, const RowMajor& sample)
{
    const double periods = static_cast<double>(deviations.rows());
    const RowMajor cubes = deviations.array().cube();
    const RowMajor third = cubes.transpose() * deviations / periods;
    const RowMajor products = deviations.transpose() * deviations / periods;
    double along = 0;
    for (Eigen::Index i = 0; i < sample.rows(); ++i) {
        for (Eigen::Index j = 0; j < sample.cols(); ++j) {
            if (i != j && sample(i, i) > 0) {
                const double theta = third(i, j) - products(i, i) * sample(i, j) - products(i, j) * sample(i, i)
                    + sample(i, i) * sample(i, j);
                along += std::sqrt(sample(j, j) / sample(i, i)) * theta;
            }
        }
    }
    return along;
}

/// The sample with the divisor n - 1 and its moments with n, as in PyPortfolioOpt.
ShrunkCovariance towardsEqualCorrelation(const RowMajor& deviations)
{
    const double periods = static_cast<double>(deviations.rows());
    const auto assets = static_cast<double>(deviations.cols());
    const RowMajor sample = deviations.transpose() * deviations / (periods - 1);
    if (deviations.cols() < 2) {
        return {tableOf(sample), 0};
    }
    const Eigen::VectorXd deviation = sample.diagonal().cwiseSqrt();
    const RowMajor product = deviation * deviation.transpose();
    const RowMajor ratios = (product.array() > 0).select(sample.array() / product.array(), 0).matrix();
    const double correlation = (ratios.sum() - ratios.trace()) / (assets * (assets - 1));
    RowMajor target = product * correlation;
    target.diagonal() = sample.diagonal();

    const RowMajor varied = variationOf(deviations, sample);
    const double rho = varied.trace() + correlation * alongTheTarget(deviations, sample);
    const double distance = (sample - target).squaredNorm();
    return mixed(sample, target, distance > 0 ? bounded((varied.sum() - rho) / distance / periods) : 0);
}

} // namespace

std::optional<PairTable> sampleCovariance(const ReturnPanel& panel)
{
    if (!isEnough(panel)) {
        return std::nullopt;
    }
    const RowMajor deviations = deviationsOf(panel);
    return tableOf(RowMajor(deviations.transpose() * deviations / static_cast<double>(deviations.rows() - 1)));
}

std::optional<ShrunkCovariance> shrunkCovariance(const ReturnPanel& panel, ShrinkTarget target)
{
    if (!isEnough(panel)) {
        return std::nullopt;
    }
    const RowMajor deviations = deviationsOf(panel);
    return target == ShrinkTarget::EqualVariance ? towardsEqualVariance(deviations)
                                                 : towardsEqualCorrelation(deviations);
}

std::optional<PairTable> exponentialCovariance(const ReturnPanel& panel, double span)
{
    if (!isEnough(panel) || !(span > 1)) {
        return std::nullopt;
    }
    RowMajor deviations = deviationsOf(panel);
    const double fall = 1 - 2 / (span + 1);
    double weight = 1, sum = 0;
    for (Eigen::Index at = deviations.rows(); at-- > 0; weight *= fall) {
        deviations.row(at) *= std::sqrt(weight);
        sum += weight;
    }
    return tableOf(RowMajor(deviations.transpose() * deviations / sum));
}

PairTable correlationOf(const PairTable& covariance)
{
    PairTable table(covariance.assets());
    for (std::size_t one = 0; one < table.assets(); ++one) {
        for (std::size_t other = 0; other < table.assets(); ++other) {
            const double product = covariance.at(one, one) * covariance.at(other, other);
            table.at(one, other) = one == other ? 1
                : product > 0                   ? std::clamp(covariance.at(one, other) / std::sqrt(product), -1.0, 1.0)
                                                : 0;
        }
    }
    return table;
}

PairTable covarianceOf(const PairTable& correlation, std::span<const double> deviations)
{
    PairTable table(correlation.assets());
    for (std::size_t one = 0; one < table.assets(); ++one) {
        for (std::size_t other = 0; other < table.assets(); ++other) {
            table.at(one, other) = correlation.at(one, other) * deviations[one] * deviations[other];
        }
    }
    return table;
}

PairTable positiveOf(const PairTable& covariance)
{
    const RowMajor symmetric = (viewOf(covariance) + viewOf(covariance).transpose()) / 2;
    const Eigen::SelfAdjointEigenSolver<RowMajor> parts(symmetric);
    if (parts.info() != Eigen::Success || parts.eigenvalues().minCoeff() >= 0) {
        return tableOf(symmetric);
    }
    const Eigen::VectorXd kept = parts.eigenvalues().cwiseMax(0);
    RowMajor nearest = parts.eigenvectors() * kept.asDiagonal() * parts.eigenvectors().transpose();
    // What was cut off went into the variances; they are known better than how things go together.
    Eigen::VectorXd scale(nearest.rows());
    for (Eigen::Index at = 0; at < nearest.rows(); ++at) {
        scale[at] = nearest(at, at) > 0 && symmetric(at, at) > 0 ? std::sqrt(symmetric(at, at) / nearest(at, at)) : 0;
    }
    nearest = RowMajor(scale.asDiagonal() * nearest * scale.asDiagonal());
    return tableOf(RowMajor((nearest + nearest.transpose()) / 2));
}

} // namespace omni::analytics
