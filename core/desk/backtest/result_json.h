// The document of `backtest --json`.

#pragma once

#include "core/desk/backtest/figures.h"

#include <string>

namespace omni::backtest {

/// Amounts are decimal strings; what cannot be told is null. A trade's `side` is "buy" or "sell" (long or short); one
/// that is still open has no `exit_time`, the reason "open", and the last price for its exit. `seconds`: what it took
/// on the machine; outside the hash.
[[nodiscard]] std::string jsonOf(const BacktestResult& result, const Figures& figures, Duration seconds);

} // namespace omni::backtest
