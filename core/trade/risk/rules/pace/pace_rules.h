// How often and how many: repeats, orders a minute, orders open.

#pragma once

#include "core/trade/risk/rules/order_case.h"

namespace omni::risk {

/// The same order again before the window has passed. Reduce-only orders are exempt: a close that was rejected is tried
/// again at once, and two clicks cannot close more than there is.
[[nodiscard]] std::optional<Refusal> checkDuplicate(const OrderCase& order) noexcept;

/// How many of `perMinute` entries may use: all but a fifth, rounded up, which is kept for closing (S34); at least one.
[[nodiscard]] constexpr std::int32_t ratePerMinuteForEntries(std::int32_t perMinute) noexcept
{
    const std::int32_t left = perMinute - (perMinute / 5 + (perMinute % 5 > 0 ? 1 : 0));
    return left > 1 ? left : 1;
}

/// Entries up to their part of the rate, reduce-only orders up to the whole of it (S16).
[[nodiscard]] std::optional<Refusal> checkOrderRate(const OrderCase& order) noexcept;

/// Reduce-only orders are exempt: each takes closable lots, so the position bounds them.
[[nodiscard]] std::optional<Refusal> checkOpenOrders(const OrderCase& order) noexcept;

} // namespace omni::risk
