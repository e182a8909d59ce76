// What can be traded, and the bars of the past: asked for beside a session.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/alpaca/session_state.h"

#include <functional>
#include <string>
#include <vector>

namespace omni::brokers::alpaca {

/// As `Broker::list`. NotFound names the symbol that Alpaca does not have.
void listAssets(const SharedState& state, std::vector<std::string> symbols,
                std::function<void(Result<std::vector<ports::ListedInstrument>>)> done);

/// As `Broker::bars`. Prices are adjusted for splits, so that a line through them has no steps; off the tick they are
/// taken at the nearest. At most a million bars.
void askBars(const SharedState& state, const market::Instrument& instrument, Duration interval, Timestamp from,
             Timestamp until, std::function<void(Result<std::vector<market::Bar>>)> done);

/// The plan of market data: "iex" unless configured.
[[nodiscard]] std::string planOf(const BrokerConfig& config);
/// Its prices of stocks are of a quarter of an hour ago.
[[nodiscard]] bool isDelayed(const BrokerConfig& config);

} // namespace omni::brokers::alpaca
