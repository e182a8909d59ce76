// Single pieces of a picture, typical in every field: a test changes the one that matters.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/health.h"

namespace omni::testing {

inline constexpr Timestamp plausibleNow{1'709'566'200'000'000'000}; ///< 2024-03-04T15:30:00Z, a Monday.

/// demo:BTCUSD with id 1: ticks of 1, lots of 0.0001, in dollars.
[[nodiscard]] market::Instrument anInstrument();
/// 63'400 at 63'402, 1.5 and 1.2 units.
[[nodiscard]] market::Quote aQuote();
/// With its quote, half a second old.
[[nodiscard]] views::InstrumentView anInstrumentView();
/// Number 1 of strategy 1: buy 0.0315 at market, stop at 62'134, 121 of 180 seconds left, three reasons that sum to 62.
[[nodiscard]] views::ProposalView aProposal();
/// 0.0315 bought at 63'400, 1.89 up, stop order 2 at 62'134.
[[nodiscard]] views::PositionView aPosition();
/// Number 2: that stop, working.
[[nodiscard]] orders::OrderRecord anOrder();
/// Everything, entries cancelled, by the owner.
[[nodiscard]] views::LatchView aLatch();
/// A DEMO of 100'000 dollars, armed Manual, with all of the above but the latch.
[[nodiscard]] views::DeskSnapshot aSnapshot();
/// Feed, orders, journal and history, all well.
[[nodiscard]] views::Health aHealth();

} // namespace omni::testing
