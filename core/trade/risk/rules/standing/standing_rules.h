// What has been stopped: the mode, the kill latches, orders of which nobody knows whether they exist.

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// Halted lets through reduce-only orders of a person or of the kill switch, and protective stops. ReduceOnly lets
/// through every reduce-only order. Manual and Automatic let through all: who must approve is not decided here.
[[nodiscard]] std::optional<Refusal> checkMode(const OrderCase& order) noexcept;

/// Pause and CancelEntries refuse all but reduce-only orders; CancelAll and Flatten all but the reduce-only orders of a
/// person or of the kill switch (S2).
[[nodiscard]] std::optional<Refusal> checkLatch(const OrderCase& order) noexcept;

/// An order that may or may not exist is not sent a second time in other clothes (S6). Reduce-only orders are exempt:
/// what is Unknown counts as closing already.
[[nodiscard]] std::optional<Refusal> checkUnknownOrders(const OrderCase& order) noexcept;

} // namespace omni::risk
