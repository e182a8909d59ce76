// What a person may change of an order that is under way.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// Whether the order may stand in the figures that are asked for; where it may not, the refusal is recorded.
///
/// One that may raise exposure passes the gate whole, as a new order of these figures would (S3, S15): the larger of
/// both sizes, for until the venue has answered either may fill, and what it holds itself is left out of the count. One
/// that only reduces is held to the collar where its prices move, to the bound of its stop, and for the lots that it
/// gets on top to the rules of a close of their own.
[[nodiscard]] bool mayBeReplaced(Turn& turn, const orders::OrderRecord& record, const events::ReplaceAsked& asked);

} // namespace omni::engine
