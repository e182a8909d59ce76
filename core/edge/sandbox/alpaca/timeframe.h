// A bar's length as this protocol spells it.

#pragma once

#include "core/edge/sandbox/exchange/bar_history.h"

#include <optional>
#include <string_view>

namespace omni::sandbox::alpaca {

struct Timeframe {
    BarSpan span;
    std::int64_t months = 1; ///< Of a span of months: that many joined, counted from January.
};

/// [1-59]Min or T, [1-23]Hour or H, 1Day or D, 1Week or W, [1,2,3,4,6,12]Month or M.
[[nodiscard]] std::optional<Timeframe> timeframeFrom(std::string_view text);

/// Bars of whole months joined to quarters and the like; other bars as they are.
[[nodiscard]] std::vector<VenueBar> joinedMonths(std::vector<VenueBar> bars, const Timeframe& frame);

} // namespace omni::sandbox::alpaca
