// What the gate would be shown of an order, as plain values: with it a window can ask of any ticket what the engine
// asks at the moment of sending.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/tick.h"
#include "core/trade/market/units.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/portfolio/exposure.h"
#include "core/trade/portfolio/rates.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::views {

/// One instrument, as the gate sees it.
struct InstrumentRisk {
    Lots position; ///< Signed.
    orders::InstrumentOrders open; ///< Ours.
    orders::InstrumentOrders external; ///< Those of others on the account.
    bool bookValid = true;
    market::TradingState trading = market::TradingState::Open;
    std::optional<market::Quote> quote; ///< Or the last trade as one, where there are no quotes.
    std::optional<Duration> age; ///< Of the quote.
    std::optional<Ticks> reference;
    std::optional<Ticks> atr; ///< ATR(14) of days, rounded up.
    std::optional<Ticks> mark; ///< What the books value it at.
    std::optional<portfolio::Rate> rate; ///< Quote currency to base currency. None: missing or too old.
    bool counts = false; ///< It has a position or open orders.
    std::optional<portfolio::Exposure> worst; ///< Base currency. None, though it counts: not known.
};

/// An order that was sent within the last minute.
struct SentOrder {
    Duration age;
    AccountId account;
    InstrumentId instrument;
    Side side = Side::Buy;
    Lots size;
    std::optional<Money> notional; ///< Of one by value, whose size is zero.
    std::optional<Ticks> limit, stop, trail;
    bool reduces = false;
};

/// A position that is being closed.
struct RunningExit {
    StrategyId strategy; ///< None: all of the instrument's position.
    InstrumentId instrument;
};

struct RiskPicture {
    AccountId account;
    std::int32_t openOrders = 0; ///< Of the account, others' with them, held legs not counted.
    bool isNaked = false; ///< A strategy holds something without a stop: nothing new is opened.
    std::vector<InstrumentRisk> instruments; ///< By id - 1.
    std::vector<SentOrder> sent; ///< The newest first.
    std::vector<RunningExit> exits;
    std::vector<RunningExit> parts; ///< Of whose holding a part is being closed.
};

} // namespace omni::views
