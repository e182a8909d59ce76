// What one backtest is asked to do. Together with the data it determines the result, byte for byte.

#pragma once

#include "core/base/bytes.h"
#include "core/desk/events/event.h"
#include "core/desk/sim/feed_venue.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omni::backtest {

enum class SizeRule : std::uint8_t {
    Strategy, ///< The desk's own: a fixed share of equity lost at the stop.
    Fixed, ///< The same quantity each time.
    AllIn, ///< As many whole lots as equity less its smallest unit pays, commission included.
    Risk, ///< As `Strategy`, with a share of one's own.
};

struct BacktestSetup {
    std::vector<std::string> strategies; ///< Canonical specs, at least one; each runs on every instrument of the feed.
    Money cash{100'000 * std::int64_t{100'000'000}}; ///< To begin with. Above zero.
    std::string currency = "USD"; ///< Of cash and of what is traded.
    std::int64_t commissionE8 = 0; ///< Share of each fill's value, in hundred-millionths. In [0, 100'000'000].
    /// Of market orders and stops. A fill never leaves its bar unless `withinBar` is switched off.
    sim::Slippage slippage{.shareE8 = 0, .side = sim::SlippageSide::Both, .withinBar = true};
    sim::BarFill fill = sim::BarFill::NextOpen;
    SizeRule size = SizeRule::Strategy;
    std::int64_t quantityE8 = 0; ///< Of `SizeRule::Fixed`, in units of the instrument. Above zero.
    BasisPoints risk; ///< Of `SizeRule::Risk`: share of equity lost at the stop. In [1, 1'000].
    /// Not enforced: no gate beyond a sound order, and no default stop, trailing, time exit or drift guard either.
    risk::Limits limits;
    portfolio::CostMethod cost = portfolio::CostMethod::Fifo;
    friend bool operator==(const BacktestSetup&, const BacktestSetup&) = default;
};

/// What is wrong with it, one sentence; empty when it can be run.
[[nodiscard]] std::string faultOf(const BacktestSetup& setup);

/// Every field, in order: what `result_hash` covers.
void save(const BacktestSetup& setup, ByteWriter& out);

/// "fixed:100", "all-in", "risk:1 %", "strategy".
[[nodiscard]] std::string sizeText(const BacktestSetup& setup);
/// "none", "default", or "given" for any others.
[[nodiscard]] std::string_view limitsText(const BacktestSetup& setup);
/// "next-open" or "close".
[[nodiscard]] std::string_view fillText(sim::BarFill fill) noexcept;

} // namespace omni::backtest
