// What names one difference between the broker's account and our books (F49).

#pragma once

#include "core/base/ids.h"
#include "core/trade/orders/order_event.h"

#include <compare>
#include <cstdint>
#include <string_view>

namespace omni::events {

enum class DifferenceKind : std::uint8_t {
    Position, ///< Of an instrument. Figures in lots.
    Cash, ///< Of a currency. Figures in e8.
    OrderHereOnly, ///< An order of ours of which the venue has not said what it is (Unknown). Ours: lots it may fill.
    OrderThereOnly, ///< Somebody else's order (F15). Theirs: lots it may fill.
};
[[nodiscard]] std::string_view nameOf(DifferenceKind) noexcept;

/// What does not belong to the kind is empty.
struct DifferenceSubject {
    DifferenceKind kind = DifferenceKind::Position;
    InstrumentId instrument; ///< Not of cash.
    CurrencyId currency; ///< Of cash.
    OrderId order; ///< Of ours.
    orders::VenueOrderId venueOrderId; ///< Of somebody else's.
    friend auto operator<=>(const DifferenceSubject&, const DifferenceSubject&) = default;
};

} // namespace omni::events
