// Where market data comes from when it is not pushed by a socket: files, the built-in market, a tape.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <span>
#include <vector>

namespace omni::ports {

/// A tick and the time at which the desk receives it. For a bar that is its close.
struct TimedTick {
    Timestamp at;
    market::Tick tick;
};

/// A stream in order of `at`, never backwards. Pulled by one thread.
class TickSource
{
public:
    virtual ~TickSource() = default;
    /// What it will speak of, with the ids used in its ticks. Known before the first batch.
    [[nodiscard]] virtual std::span<const market::Instrument> instruments() const = 0;
    /// False: bars of that instrument are built from the mids of its quotes.
    [[nodiscard]] virtual bool hasPrints(InstrumentId) const
    {
        return true;
    }
    /// The next ticks, at most some thousands; empty at the end. Good until the next call. An error names file, line
    /// and field; everything before it has been delivered.
    [[nodiscard]] virtual Result<std::span<const TimedTick>> next() = 0;
};

} // namespace omni::ports
