// How much assets vary, and how much together.
//
// Per period, with the divisor n - 1 where nothing else is said; who wants it for a year multiplies by the periods of
// one. What cannot be told (fewer than two periods, a value that is not finite) is nothing, never a table of zeros.
//
// Sources: O. Ledoit and M. Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of
// Multivariate Analysis 88 (2004), and "Honey, I shrunk the sample covariance matrix", Journal of Portfolio Management
// 30 (2004); the exponential one as pandas' `ewm(span).mean()` of the products of deviations, as in PyPortfolioOpt.

#pragma once

#include "core/trade/analytics/risk_models/panel.h"

#include <cstdint>
#include <optional>

namespace omni::analytics {

[[nodiscard]] std::optional<PairTable> sampleCovariance(const ReturnPanel& panel);

/// What a sample of few periods is drawn towards.
enum class ShrinkTarget : std::uint8_t {
    EqualVariance, ///< All assets vary alike, none together.
    EqualCorrelation, ///< Each varies as it does; all pairs are correlated alike.
};

struct ShrunkCovariance {
    PairTable covariance;
    double intensity = 0; ///< In [0, 1]: how much of it is the target.
};
/// With as many periods as there are, this table can be inverted although the sample's cannot.
[[nodiscard]] std::optional<ShrunkCovariance> shrunkCovariance(const ReturnPanel& panel, ShrinkTarget target);

/// Recent periods count more: the weight falls by 1 - 2 / (span + 1) from one to the one before. `span` above 1.
[[nodiscard]] std::optional<PairTable> exponentialCovariance(const ReturnPanel& panel, double span);

/// Of a covariance. An asset that does not vary is correlated with nothing, itself excepted.
[[nodiscard]] PairTable correlationOf(const PairTable& covariance);
/// With these deviations.
[[nodiscard]] PairTable covarianceOf(const PairTable& correlation, std::span<const double> deviations);

/// The nearest table without a negative direction, as a covariance must be: such ones come of rounding, of pairs that
/// were estimated apart, and of correlations that a person has set. The variances stay as they are.
[[nodiscard]] PairTable positiveOf(const PairTable& covariance);

} // namespace omni::analytics
