// What the window and the live summary see of the desk: an immutable picture, made by the engine, read by anybody.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/events/fact.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/portfolio/position.h"
#include "core/trade/risk/mode.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::views {

struct InstrumentView {
    market::Instrument instrument;
    std::optional<market::Quote> quote;
    std::optional<Ticks> reference;
    std::optional<Duration> age;
    market::TradingState trading = market::TradingState::Open;
};

struct ProposalView {
    events::ProposalMade made;
    Duration left; ///< Until it expires.
    bool drifted = false;
};

struct PositionView {
    portfolio::Position position;
    std::optional<Money> unrealised; ///< Quote currency. None: no price is known.
};

struct CashView {
    std::string currency;
    Money cash, fees;
};

struct LatchView {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::None;
    events::Cause cause = events::Cause::Person;
};

struct BreakerView {
    events::Breaker breaker = events::Breaker::DailyLoss;
    std::uint64_t subject = 0;
    std::int64_t limit = 0, actual = 0;
};

struct DeskSnapshot {
    Stamp at;
    std::uint64_t events = 0;
    orders::Environment environment = orders::Environment::Demo;
    risk::Mode mode = risk::Mode::Halted;
    std::string baseCurrency;
    std::optional<Money> equity; ///< None: unknown, and said so.
    Money invested;
    std::optional<Money> dayStart, peak;
    Money worstPeak, worstEquity;
    std::vector<InstrumentView> instruments;
    std::vector<ProposalView> proposals;
    std::vector<orders::OrderRecord> openOrders; ///< By id.
    std::vector<PositionView> positions;
    std::vector<CashView> cash;
    std::vector<LatchView> latches;
    std::vector<BreakerView> breakers;
    std::uint64_t proposalCount = 0, approvedCount = 0, orderCount = 0, fillCount = 0;
};

} // namespace omni::views
