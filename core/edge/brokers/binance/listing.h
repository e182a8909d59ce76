// What can be traded, and its past bars: asked of the venue in as many requests as it takes.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/binance/rest.h"

#include <functional>
#include <string>
#include <vector>

namespace omni::brokers::binance {

/// All spot symbols, or those named. `rest` outlives the answer, or `done` is never told.
void readInstruments(Rest& rest, const std::vector<std::string>& symbols,
                     std::function<void(Result<std::vector<ports::ListedInstrument>>)> done);

/// See `ports::Broker::bars`. Invalid: an interval that the venue does not have.
void readBars(Rest& rest, const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
              std::function<void(Result<std::vector<market::Bar>>)> done);

} // namespace omni::brokers::binance
