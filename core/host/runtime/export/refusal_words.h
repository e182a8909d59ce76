// Refusals in words that need the desk's state: which breaker pauses it, and why a size came to nothing.

#pragma once

#include "core/desk/engine/desk_state.h"
#include "core/desk/events/fact.h"

#include <optional>
#include <string>

namespace omni::runtime {

/// "losing_streak (10 of 10)", "daily_loss (equity 97900.00 USD, halts at 98000.00 USD)".
[[nodiscard]] std::string breakerText(const engine::DeskState& state, const engine::BreakerKey& key,
                                      const engine::BreakerState& breaker);

/// The first breaker that stands and forbids this order, as `breakerText`. None: none does.
[[nodiscard]] std::optional<std::string> breakerOver(const engine::DeskState& state, const orders::OrderTicket& ticket);

/// The size was to be found within the limits, and not one lot was: the order says 0.
[[nodiscard]] bool isSizedToNothing(const events::OrderRefused& refused) noexcept;

/// What happened and what to do. As `risk::sentenceOf`, but a pause by a breaker names the breaker, and a size of 0
/// says what 0 means. `state` is that behind the refusal. Empty for an instrument that is not defined.
[[nodiscard]] std::string refusalSentence(const engine::DeskState& state, const events::OrderRefused& refused);

} // namespace omni::runtime
