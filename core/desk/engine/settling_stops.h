// A stop that is not there yet because its entry has only just filled (S17).
//
// Entries often fill in several parts within a moment. A venue that holds the stop of the whole itself sets none for a
// part: the house keeps the desk's own back (events/own_word.h), and the next one, of the whole, stands at once. So for
// a moment from the first part on, shorter than the second of S17, that such a stop is missing is no word to anybody.
// Then it is told. Nothing new is opened meanwhile, and what the market does to the trigger counts at once.
//
// What is remembered is no part of the state (standing_alerts.h).

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// From the first fill without a stop till the word. Below the second of S17.
inline constexpr Duration settlingPatience = milliseconds(700);

/// The entry has filled; before its legs are tended.
void noteEntryFilled(Turn& turn, OrderId entry);

/// A session begins: what was owed a stop when the last one ended may have been told to nobody. It is told once the
/// venue has had its time to say what stands (`doubtedStopPatience`), and has not.
void noteStopsOfBefore(Turn& turn);

/// The report is the house's own refusal of a stop whose entry has only just filled. Any other refusal of a stop ends
/// its moment. Behind the fold.
[[nodiscard]] bool isToldLater(Turn& turn, const orders::OrderRecord& stop, const events::OrderReport& report);

/// Lots of the holding that have only just filled, and whose own stop comes: it was kept back, or is on its way in the
/// size of a part.
[[nodiscard]] std::int64_t lotsSettling(const Turn& turn, HoldingKey key);

/// With time, when the event has been answered. Tells what has had its moment and is still refused, and looks at what
/// strategies hold.
void tellSettled(Turn& turn);

/// Until one has had its moment of which that is to be known. For ever: there is none.
[[nodiscard]] Duration untilSettled(const DeskState& state, const StandingAlerts& standing, Monotonic now);

} // namespace omni::engine
