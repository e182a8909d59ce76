#include "core/edge/sandbox/alpaca/timeframe.h"

#include "core/edge/sandbox/alpaca/wire_text.h"
#include "core/trade/market/date.h"

#include <algorithm>

namespace omni::sandbox::alpaca {

std::optional<Timeframe> timeframeFrom(std::string_view text)
{
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto count = wholeNumber(text.substr(0, digits), 1, 59);
    const auto unit = text.substr(digits);
    if (!count) {
        return std::nullopt;
    }
    using Unit = BarSpan::Unit;
    if (unit == "Min" || unit == "T") {
        return Timeframe{{Unit::Minute, *count}};
    }
    if ((unit == "Hour" || unit == "H") && *count <= 23) {
        return Timeframe{{Unit::Minute, *count * 60}};
    }
    if ((unit == "Day" || unit == "D") && *count == 1) {
        return Timeframe{{Unit::Minute, 1'440}};
    }
    if ((unit == "Week" || unit == "W") && *count == 1) {
        return Timeframe{{Unit::Week, 1}};
    }
    const bool isWhole = *count <= 12 && 12 % *count == 0;
    return (unit == "Month" || unit == "M") && isWhole ? std::optional(Timeframe{{Unit::Month, 1}, *count})
                                                       : std::nullopt;
}

std::vector<VenueBar> joinedMonths(std::vector<VenueBar> bars, const Timeframe& frame)
{
    if (frame.span.unit != BarSpan::Unit::Month || frame.months == 1) {
        return bars;
    }
    std::vector<VenueBar> joined;
    for (const VenueBar& bar : bars) {
        const market::Civil civil = market::civilOf(market::utcDateOf(bar.opened));
        const int first = 1 + (civil.month - 1) / static_cast<int>(frame.months) * static_cast<int>(frame.months);
        const Timestamp opened = market::utcMidnightOf(market::dateOf(civil.year, first, 1));
        if (joined.empty() || joined.back().opened != opened) {
            joined.push_back(bar);
            joined.back().opened = opened;
            continue;
        }
        join(joined.back(), bar);
    }
    return joined;
}

} // namespace omni::sandbox::alpaca
