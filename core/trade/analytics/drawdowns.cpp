#include "core/trade/analytics/drawdowns.h"

namespace omni::analytics {

namespace {

double depthOf(Money peak, Money trough) noexcept
{
    return static_cast<double>(Int128{peak.e8} - trough.e8) / static_cast<double>(peak.e8);
}

} // namespace

std::vector<Drawdown> drawdownsOf(std::span<const Money> equity)
{
    std::vector<Drawdown> all;
    std::size_t peak = 0;
    std::size_t trough = 0;
    const auto close = [&](std::optional<std::size_t> end) {
        if (trough != peak && equity[peak].e8 > 0) {
            all.push_back({peak, trough, end, depthOf(equity[peak], equity[trough])});
        }
    };
    for (std::size_t i = 1; i < equity.size(); ++i) {
        if (equity[i] >= equity[peak]) {
            close(i);
            peak = i;
            trough = i;
        } else if (equity[i] < equity[trough]) {
            trough = i;
        }
    }
    close(std::nullopt);
    return all;
}

} // namespace omni::analytics
