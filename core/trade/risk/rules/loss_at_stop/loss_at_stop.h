// What one trade may lose at its stop. Only entries come here.

#pragma once

#include "core/trade/risk/rules/worth.h"

namespace omni::risk {

/// The worst price at which the entry may open, fees and slippage left out: its limit; else its trigger; else the worse
/// of the reference and the far side of the quote. Nothing where there is no price.
[[nodiscard]] std::optional<Ticks> worstEntry(const OrderCase& order) noexcept;

/// The distance from `worstEntry` to `view.protectiveStop` times the size, rounded up, is at most the share of equity.
/// An entry without a stop, or with one on its winning side, risks its whole value and is refused whatever that is: the
/// engine attaches the default stop, so a missing one is a mistake. `view.equity` is there.
[[nodiscard]] std::optional<Refusal> checkLossAtStop(const OrderCase& order, const Worth& worth) noexcept;

} // namespace omni::risk
