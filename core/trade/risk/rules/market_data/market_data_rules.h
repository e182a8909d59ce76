// Does the desk see the market it is about to trade in?

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// The book is valid, the quote not crossed, and there is a reference no older than `Limits::quoteAge`. An age below
/// zero is a fault of the clock and counts as too old.
[[nodiscard]] bool isReferenceTrusted(const RiskView& view, const Limits& limits) noexcept;

/// A market order needs a fresh two-sided quote, every other kind a trusted reference (S14, S15). Let through without:
/// what a person closes by hand, for that is the explicit confirmation; and protective stops that rest, for they wait
/// for the market and a position without one is worse.
[[nodiscard]] std::optional<Refusal> checkStaleData(const OrderCase& order) noexcept;

/// Nobody is exempt: a closed venue takes no order.
[[nodiscard]] std::optional<Refusal> checkMarketClosed(const OrderCase& order) noexcept;

} // namespace omni::risk
