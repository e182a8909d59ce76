// A rejection that is taken back: for `events::bringBackSpan` after a person has declined it, a proposal can be had
// again.
//
// It comes back as a proposal of its own that replaces the declined one, so that every proposal still ends once. What
// it was approved by, if anything, approves it no longer; the gate looks at it anew; only a person approves it.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// By whom the right to approve has been found. Checked is that it can be had: declined just now, its time not up, its
/// strategy not switched off, and nothing of the same strategy for the instrument proposed since. The first that fails
/// is recorded and nothing is done.
void bringBack(Turn& turn, const events::Command& command, const events::BringBack& wish);

/// Of the fold: remembers what a person declines and forgets what is past bringing back. Call it while the proposal
/// still waits.
void noteDeclined(DeskState& state, const Stamp& stamp, const events::ProposalClosed& closed);

} // namespace omni::engine
