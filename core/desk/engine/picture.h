// The parts of a snapshot that take more than copying: positions with what stands behind them, and what the gate sees.

#pragma once

#include "core/desk/engine/desk_state.h"
#include "core/desk/engine/market_memory.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/trade/portfolio/pnl.h"

namespace omni::engine {

/// `shot.openOrders` and `shot.risk` are there.
void addPositions(views::DeskSnapshot& shot, const DeskState& state);

void addRisk(views::DeskSnapshot& shot, const DeskState& state, const MarketMemory& market,
             const portfolio::Marks& marks, bool isNaked, const Stamp& now);

} // namespace omni::engine
