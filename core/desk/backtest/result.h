// What a backtest found.

#pragma once

#include "core/base/digest.h"
#include "core/desk/backtest/setup.h"
#include "core/trade/analytics/round_trips.h"
#include "core/trade/market/instrument.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace omni::backtest {

/// The account at the close of a bar; of a feed without bars, at the end of a minute (or of the strategies' shortest
/// interval) in which something happened.
struct EquityPoint {
    Timestamp opened; ///< The bar's own time, as in its data file.
    Timestamp closed; ///< When the equity was this.
    Money equity;
    friend bool operator==(const EquityPoint&, const EquityPoint&) = default;
};

/// What became of proposals.
struct ProposalCounts {
    std::uint64_t made = 0, approved = 0, refused = 0; ///< `refused`: the gate or the sizing said no at once.
};

/// Times of trades in bars are the bars' own: the opening time of the bar in which, or at whose close, they filled.
struct BacktestResult {
    BacktestSetup setup;
    std::vector<market::Instrument> instruments;
    std::uint64_t bars = 0; ///< Of the feed, all instruments together; of a feed without bars, points of `equity`.
    bool hasBars = false; ///< The feed told bars.
    std::vector<analytics::RoundTrip> trades; ///< Ended ones in the order of their ends, then those still open.
    std::vector<EquityPoint> equity;
    Money finalEquity; ///< Open positions at the last price.
    Money fees;
    Money traded; ///< Sum of the values of all fills.
    std::uint64_t fills = 0;
    ProposalCounts proposals;
    std::vector<std::pair<std::string, std::uint64_t>> refusals; ///< By the gate's rule; only those that refused.
    std::vector<std::string> notes; ///< What the reader must know, a sentence each.
    Digest hash{}; ///< Over settings, instruments, trades and equity.
};

} // namespace omni::backtest
