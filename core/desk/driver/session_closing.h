// What the drivers share at the end of a session.

#pragma once

#include "core/trade/orders/ledger.h"

namespace omni::driver {

/// How often all orders are cancelled at the end: an entry that was on its way may fill while others are being
/// cancelled, and its stop goes out then.
inline constexpr int mostCancelRounds = 16;

/// An order that would still be cancelled if it were asked for.
[[nodiscard]] inline bool hasWorking(const orders::Ledger& ledger)
{
    bool found = false;
    ledger.forEachOpen(
        [&found](const orders::OrderRecord& record) { found = found || record.state == orders::OrderState::Working; });
    return found;
}

} // namespace omni::driver
