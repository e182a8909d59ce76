// What the desk has lost already. The breakers halt it at the same figures; these rules stand behind them, so that no
// entry slips through between the loss and the halt (S19). Only entries come here.

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// Reaching the limit is enough. A day whose start is not known, or was not above zero, refuses.
[[nodiscard]] std::optional<Refusal> checkDailyLoss(const OrderCase& order) noexcept;
[[nodiscard]] std::optional<Refusal> checkDrawdown(const OrderCase& order) noexcept;
[[nodiscard]] std::optional<Refusal> checkLosingStreak(const OrderCase& order) noexcept;

} // namespace omni::risk
