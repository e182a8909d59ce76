// An order as this face shows it: what was asked, and what became of it.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/edge/sandbox/alpaca/order_request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox::alpaca {

enum class Phase : std::uint8_t {
    PendingNew,
    Accepted, ///< Waits for its market to open, or for its auction.
    New,
    Held, ///< A leg that waits for its entry.
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,
    Replaced,
    Rejected,
};

[[nodiscard]] constexpr bool isOpen(Phase phase) noexcept
{
    return phase <= Phase::PartiallyFilled;
}
[[nodiscard]] std::string_view nameOf(Phase phase) noexcept;

struct OrderRecord {
    std::uint64_t number = 0; ///< From 1, rising.
    std::uint64_t venue = 0; ///< The exchange's order; 0 while it waits for its market. A replacement keeps it.
    std::string id; ///< UUID.
    AccountId account;
    OrderRequest asked; ///< As replaced.
    Phase phase = Phase::PendingNew;
    Lots filled{};
    Money spent{}; ///< Value of the fills.
    Timestamp created, updated;
    std::optional<Timestamp> filledAt, expiredAt, canceledAt, failedAt, replacedAt, expiresAt;
    std::optional<Timestamp> auction; ///< Of one for the opening or the close: when it trades.
    std::uint64_t replacedBy = 0, replaces = 0; ///< Records; 0: none.
    std::string replacedById, replacesId;
    std::uint64_t parent = 0; ///< Of a leg.
    std::vector<std::uint64_t> legs;
};

/// What only the exchange knows of a trailing stop.
struct TrailMark {
    Ticks best, stop;
};

/// The order object: every key always there. `legs`: finished order objects; empty for none.
[[nodiscard]] std::string jsonOf(const OrderRecord& record, const Listing& listing, std::string_view assetId,
                                 const std::optional<TrailMark>& mark, const std::vector<std::string>& legs);

} // namespace omni::sandbox::alpaca
