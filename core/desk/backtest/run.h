// Runs strategies over recorded data: the engine, the session loop and the venue are those of every other session; only
// nobody waits, nothing is written, and approval is by rule.

#pragma once

#include "core/base/error.h"
#include "core/base/stop_flag.h"
#include "core/desk/backtest/result.h"
#include "core/desk/driver/simulated_session.h"

namespace omni::backtest {

/// One run over the whole feed. The same setup and feed give the same result on every run.
///
/// At a bar's close the strategy decides and the decision is approved; orders fill by `setup.fill`; equity is marked at
/// each close. Nothing later than the bar in hand can be seen: the feed gives bars at their closes, and the engine is
/// told of no other.
///
/// Invalid: `faultOf(setup)`, or a currency that is not the feed's. Unavailable: stopped. Otherwise what the feed
/// refused: its fault, with file and line.
[[nodiscard]] Result<BacktestResult> run(const BacktestSetup& setup, ports::TickSource& feed,
                                         const StopFlag* stop = nullptr);

} // namespace omni::backtest
