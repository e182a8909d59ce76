// One client of this face: its key, and what is kept for it beside the exchange's balances.

#pragma once

#include "core/base/ids.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/edge/sandbox/alpaca/holding.h"
#include "core/edge/sandbox/alpaca/rate_window.h"

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace omni::sandbox::alpaca {

/// An activity of type FILL.
struct Fill {
    std::string id; ///< "timestamp::uuid"; the uuid is the execution's.
    Timestamp at;
    std::size_t listing = 0;
    Side side = Side::Buy;
    Ticks price;
    Lots size, left, total; ///< `left` and `total` (filled) after it.
    std::string orderId;
    bool isWhole = false;
};

/// As `PATCH /v2/account/configurations` sets it.
struct Configuration {
    std::string dtbpCheck = "entry";
    std::string tradeConfirmEmail = "all";
    std::string pdtCheck = "entry";
    std::string maxMarginMultiplier = "1";
    bool suspendTrade = false;
    bool noShorting = false;
    bool fractionalTrading = true;
    bool ptpNoExceptionEntry = false;
};

struct Watchlist {
    std::string id, name;
    Timestamp created, updated;
    std::vector<std::size_t> listings;
};

struct EquityMark {
    Timestamp at;
    Money equity;
};

struct ClientAccount {
    std::string key;
    Secret secret;
    AccountId account; ///< Of the exchange.
    std::string id, number;
    Timestamp created;
    Money funds; ///< Cash at the start.
    std::vector<Holding> holdings; ///< By listing.
    std::deque<Fill> fills; ///< Oldest first; at most `mostFills`.
    Configuration configuration;
    std::vector<Watchlist> watchlists; ///< At most `mostWatchlists`.
    std::uint64_t watchlistsMade = 0;
    std::deque<EquityMark> equity; ///< A mark a minute; at most `mostMarks`.
    Money lastEquity; ///< At the end of New York's day before.
    RateWindow trading, data;
};

inline constexpr std::size_t mostFills = 50'000;
inline constexpr std::size_t mostWatchlists = 200;
inline constexpr std::size_t mostMarks = 20'160; // 14 days

} // namespace omni::sandbox::alpaca
