// Each price of an order stands inside a collar around a trusted reference (S15): the guard against a slipped finger.
//
// Half the width is the greatest of a share of the reference, some spreads and some ATR, and never above
// `Limits::collarBound` of the reference; all rounded down. What it is held against:
//
// - A limit price, from the reference, in both directions: a buy far below the market is harmless, but a digit that was
//   lost is not what its owner meant. Of a reduce-only order only the harmful direction counts, for a target stands
//   where the market is not yet.
// - The limit of a stop-limit order, in the same way, from its trigger: that is where the market will be.
// - A trigger is on the side where the market must still come to it, and it and a trailing distance are within 20 % of
//   the reference: a protective stop 2 % away is what it is for. With a reference that is not trusted the side of a
//   protective stop, or of one set by hand, is not judged, nor anything where there is no reference.
// - A market order has no price; the far side of the quote stands in for it.
//
// What a person closes by hand at market, and limits he closes with while no reference is trusted, pass: see StaleData.

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// Triggers and trailing distances further from the reference than this are slips of the finger.
inline constexpr BasisPoints stopSanity{2'000};

/// Half the width of the collar. Not below zero. `view.reference` is there.
[[nodiscard]] Int128 collarWidth(const RiskView& view, const Limits& limits) noexcept;

[[nodiscard]] std::optional<Refusal> checkPriceCollar(const OrderCase& order) noexcept;

} // namespace omni::risk
