#include "core/trade/analytics/risk_models/panel.h"

#include <algorithm>
#include <cmath>

namespace omni::analytics {

std::vector<double> ReturnPanel::asset(std::size_t which) const
{
    std::vector<double> series(periods());
    for (std::size_t at = 0; at < series.size(); ++at) {
        series[at] = period(at)[which];
    }
    return series;
}

std::vector<double> ReturnPanel::portfolio(std::span<const double> weights) const
{
    std::vector<double> series(periods());
    for (std::size_t at = 0; at < series.size(); ++at) {
        const auto returns = period(at);
        double sum = 0;
        for (std::size_t asset = 0; asset < std::min(m_assets, weights.size()); ++asset) {
            sum += weights[asset] * returns[asset];
        }
        series[at] = sum;
    }
    return series;
}

bool ReturnPanel::isUnusable() const noexcept
{
    return periods() == 0 || !std::ranges::all_of(m_values, [](double value) { return std::isfinite(value); });
}

} // namespace omni::analytics
