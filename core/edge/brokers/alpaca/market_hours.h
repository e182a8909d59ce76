// The venue's own word on its hours, holidays and early closes included: is it open, and what does an order wait for?
// Pure.

#pragma once

#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_order.h"

#include <string>

namespace omni::brokers::alpaca {

/// As of `now` by the venue's time. A look at its clock is a minute old at most; what it said of the next change holds.
[[nodiscard]] bool isClosedAt(const VenueClock& clock, Timestamp now) noexcept;

/// What an order of a stock that the venue has taken waits for, and until when it stands; empty: for nothing but its
/// price, or nobody knows.
[[nodiscard]] std::string waitingWords(const VenueClock& clock, const OrderImage& order, Timestamp now);

} // namespace omni::brokers::alpaca
