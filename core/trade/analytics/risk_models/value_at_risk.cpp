#include "core/trade/analytics/risk_models/value_at_risk.h"

#include "core/trade/analytics/returns.h"
#include "core/trade/analytics/risk_models/normal.h"
#include "core/trade/analytics/risk_models/volatility.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omni::analytics {

namespace {

bool isLevel(double level) noexcept
{
    return level > 0.5 && level < 1;
}

std::optional<TailRisk> normalRiskOf(std::span<const double> returns, double level)
{
    const double count = static_cast<double>(returns.size());
    const double mean = std::accumulate(returns.begin(), returns.end(), 0.0) / count;
    double sum = 0;
    for (const double value : returns) {
        sum += (value - mean) * (value - mean);
    }
    return parametricRisk(mean, std::sqrt(sum / (count - 1)), level);
}

/// Before each return, what was known at the end of the one before it; before the first its own.
std::optional<TailRisk> exponentiallyFiltered(std::span<const double> returns, double level)
{
    std::vector<double> variances = exponentialVariance(returns);
    const double next = variances.back();
    std::shift_right(variances.begin(), variances.end(), 1);
    // The first ones know next to nothing.
    const std::size_t known = std::min(returns.size() / 4, std::size_t{30});
    return filteredRisk(returns.subspan(known), std::span(variances).subspan(known), next, level);
}

std::optional<TailRisk> garchRisk(std::span<const double> returns, double level)
{
    const auto model = fitGarch(returns, Tails::Student);
    return model ? filteredRisk(returns, model->variances, model->nextVariance, level) : std::nullopt;
}

} // namespace

std::optional<TailRisk> historicalRisk(std::span<const double> returns, double level)
{
    if (!isLevel(level) || static_cast<double>(returns.size()) * (1 - level) < 1) {
        return std::nullopt;
    }
    const auto quantile = valueAtRisk(returns, 1 - level);
    const auto mean = conditionalValueAtRisk(returns, 1 - level);
    if (!quantile || !mean) {
        return std::nullopt;
    }
    return TailRisk{-*quantile, -*mean};
}

std::optional<TailRisk> parametricRisk(double mean, double deviation, double level)
{
    if (!isLevel(level) || !std::isfinite(mean) || !std::isfinite(deviation) || deviation < 0) {
        return std::nullopt;
    }
    const double times = normalQuantile(level);
    return TailRisk{times * deviation - mean, normalDensity(times) / (1 - level) * deviation - mean};
}

std::optional<TailRisk> filteredRisk(std::span<const double> returns, std::span<const double> variances,
                                     double nextVariance, double level)
{
    if (variances.size() != returns.size() || !std::isfinite(nextVariance) || nextVariance < 0) {
        return std::nullopt;
    }
    std::vector<double> scaled;
    scaled.reserve(returns.size());
    for (std::size_t at = 0; at < returns.size(); ++at) {
        if (variances[at] > 0) { // before the first that moved, nothing is known of it
            scaled.push_back(returns[at] * std::sqrt(nextVariance / variances[at]));
        }
    }
    return historicalRisk(scaled, level);
}

std::string_view nameOf(RiskModel model) noexcept
{
    switch (model) {
    case RiskModel::Historical:
        return "historical";
    case RiskModel::Parametric:
        return "parametric";
    case RiskModel::Exponential:
        return "exponential";
    case RiskModel::Filtered:
        return "filtered";
    case RiskModel::Garch:
        return "garch";
    }
    return "historical";
}

std::size_t leastReturnsOf(RiskModel model, double level) noexcept
{
    // So many that one is expected beyond the level.
    const auto beyond = isLevel(level) ? static_cast<std::size_t>(std::ceil(1 / (1 - level) - 1e-9)) : std::size_t{20};
    switch (model) {
    case RiskModel::Historical:
        return beyond;
    case RiskModel::Filtered:
        return beyond + 30;
    case RiskModel::Garch:
        return std::max(beyond, leastGarchReturns);
    case RiskModel::Parametric:
    case RiskModel::Exponential:
        return 20;
    }
    return beyond;
}

std::optional<TailRisk> riskOf(RiskModel model, std::span<const double> returns, double level)
{
    if (!isLevel(level) || returns.size() < leastReturnsOf(model, level)
        || !std::ranges::all_of(returns, [](double value) { return std::isfinite(value); })) {
        return std::nullopt;
    }
    switch (model) {
    case RiskModel::Historical:
        return historicalRisk(returns, level);
    case RiskModel::Parametric:
        return normalRiskOf(returns, level);
    case RiskModel::Exponential:
        return parametricRisk(0, std::sqrt(exponentialVariance(returns).back()), level);
    case RiskModel::Filtered:
        return exponentiallyFiltered(returns, level);
    case RiskModel::Garch:
        return garchRisk(returns, level);
    }
    return std::nullopt;
}

} // namespace omni::analytics
