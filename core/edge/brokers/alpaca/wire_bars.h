// Bars and the latest quotes and trades, page by page. Pure. Figures as in wire_market.h.

#pragma once

#include "core/base/error.h"
#include "core/edge/brokers/alpaca/wire_market.h"
#include "core/trade/market/instrument.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

struct BarsPage {
    std::vector<market::Bar> bars; ///< Of this instrument, in nearest ticks; `interval` is that asked for.
    std::string nextToken; ///< Empty: it was the last page.
    std::size_t quarantined = 0; ///< Bars whose figures are none, or contradict each other.
};
/// Of `{"bars":{"AAPL":[…]},"next_page_token":…}`; `interval` above zero.
[[nodiscard]] Result<BarsPage> barsFrom(std::string_view json, const market::Instrument& instrument, Duration interval);

/// "1Min", "4Hour", "1Day", "1Week": the word for an interval. Invalid: Alpaca has none for it.
[[nodiscard]] Result<std::string> timeframeOf(Duration interval);

/// The latest quotes, given to the handler as if they came by a stream. Of `{"quotes":{"AAPL":{…}}}`.
[[nodiscard]] Result<void> latestQuotesFrom(std::string_view json, MarketHandler& handler);
/// Symbols whose latest trade was below 1.00. Of `{"trades":{"AAPL":{"p":…}}}`.
[[nodiscard]] Result<std::vector<std::string>> belowOneFrom(std::string_view json);

} // namespace omni::brokers::alpaca
