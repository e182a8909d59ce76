#include "core/trade/analytics/returns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace omni::analytics {

namespace {

using Series = std::span<const double>;

double countOf(Series values) noexcept
{
    return static_cast<double>(values.size());
}

double meanOf(Series values) noexcept
{
    return std::accumulate(values.begin(), values.end(), 0.0) / countOf(values);
}

/// Of a sample; `values` has at least two.
double deviationOf(Series values) noexcept
{
    const double mean = meanOf(values);
    double sum = 0;
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return std::sqrt(sum / (countOf(values) - 1));
}

/// No spread beyond what rounding makes of equal numbers.
bool isConstant(Series values) noexcept
{
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return *most - *least <= 1e-14 * std::max(std::fabs(*least), std::fabs(*most));
}

std::optional<double> finite(double value) noexcept
{
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// `sorted` is not empty.
double quantileOf(Series sorted, double share) noexcept
{
    const double place = (countOf(sorted) - 1) * share;
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

std::vector<double> sortedOf(Series values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

} // namespace

std::vector<double> returnsOf(Series values)
{
    std::vector<double> returns;
    for (std::size_t i = 1; i < values.size() && values[i - 1] > 0; ++i) {
        returns.push_back(values[i] / values[i - 1] - 1);
    }
    return returns;
}

std::optional<double> totalReturn(Series returns)
{
    if (returns.empty()) {
        return std::nullopt;
    }
    double growth = 1;
    for (const double one : returns) {
        growth *= 1 + one;
    }
    return finite(growth - 1);
}

std::optional<double> annualReturn(Series returns, double periodsPerYear)
{
    const auto total = totalReturn(returns);
    if (!total || *total <= -1) {
        return std::nullopt;
    }
    return finite(std::pow(1 + *total, periodsPerYear / countOf(returns)) - 1);
}

std::optional<double> annualVolatility(Series returns, double periodsPerYear)
{
    if (returns.size() < 2) {
        return std::nullopt;
    }
    return finite(deviationOf(returns) * std::sqrt(periodsPerYear));
}

std::optional<double> sharpeRatio(Series returns, double periodsPerYear, double riskFree)
{
    if (returns.size() < 2 || isConstant(returns)) {
        return std::nullopt;
    }
    return finite((meanOf(returns) - riskFree) / deviationOf(returns) * std::sqrt(periodsPerYear));
}

std::optional<double> downsideRisk(Series returns, double periodsPerYear, double threshold)
{
    if (returns.empty()) {
        return std::nullopt;
    }
    double sum = 0;
    for (const double one : returns) {
        const double shortfall = std::min(one - threshold, 0.0);
        sum += shortfall * shortfall;
    }
    return finite(std::sqrt(sum / countOf(returns)) * std::sqrt(periodsPerYear));
}

std::optional<double> sortinoRatio(Series returns, double periodsPerYear, double threshold)
{
    const auto risk = downsideRisk(returns, periodsPerYear, threshold);
    if (returns.size() < 2 || !risk || *risk == 0) {
        return std::nullopt;
    }
    return finite((meanOf(returns) - threshold) * periodsPerYear / *risk);
}

std::optional<double> calmarRatio(Series returns, double periodsPerYear)
{
    const auto growth = annualReturn(returns, periodsPerYear);
    const auto fall = maxDrawdown(returns);
    if (!growth || !fall || *fall == 0) {
        return std::nullopt;
    }
    return finite(*growth / *fall);
}

std::optional<double> maxDrawdown(Series returns)
{
    if (returns.empty()) {
        return std::nullopt;
    }
    double value = 1;
    double peak = 1;
    double deepest = 0;
    for (const double one : returns) {
        value *= 1 + one;
        peak = std::max(peak, value);
        deepest = std::max(deepest, (peak - value) / peak);
    }
    return finite(deepest);
}

std::optional<double> omegaRatio(Series returns, double threshold)
{
    double gains = 0;
    double losses = 0;
    for (const double one : returns) {
        (one > threshold ? gains : losses) += std::fabs(one - threshold);
    }
    return returns.size() < 2 || losses == 0 ? std::nullopt : finite(gains / losses);
}

std::optional<double> tailRatio(Series returns)
{
    if (returns.empty()) {
        return std::nullopt;
    }
    const auto sorted = sortedOf(returns);
    const double low = std::fabs(quantileOf(sorted, 0.05));
    return low == 0 ? std::nullopt : finite(std::fabs(quantileOf(sorted, 0.95)) / low);
}

std::optional<double> valueAtRisk(Series returns, double cutoff)
{
    if (returns.empty()) {
        return std::nullopt;
    }
    return finite(quantileOf(sortedOf(returns), cutoff));
}

std::optional<double> conditionalValueAtRisk(Series returns, double cutoff)
{
    if (returns.empty()) {
        return std::nullopt;
    }
    const auto sorted = sortedOf(returns);
    const auto count = static_cast<std::size_t>((countOf(returns) - 1) * cutoff) + 1;
    return finite(meanOf(Series(sorted).first(count)));
}

} // namespace omni::analytics
