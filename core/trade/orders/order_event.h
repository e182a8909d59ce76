// What happens to an order, and what is exchanged by it.

#pragma once

#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <compare>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace omni::orders {

/// Partly filled is an amount, not a state: a Working order may have fills.
enum class OrderState : std::uint8_t {
    Created,
    Sent,
    Working,
    CancelSent,
    Filled,
    Cancelled,
    Rejected,
    Expired,
    Unknown
};

enum class OrderEventKind : std::uint8_t {
    Sent, ///< Handed to the wire.
    Accepted, ///< The venue has it.
    Rejected, ///< The venue proves that it does not.
    PartFilled,
    Filled,
    CancelSent,
    Cancelled,
    CancelRejected, ///< "Too late": it works on, or has filled.
    Expired,
    Lost, ///< No answer, or one that proves nothing. It may or may not exist.
    Found, ///< The venue has been asked and has it.
    ReplaceSent,
    Replaced, ///< Works on with the new price and size.
    ReplaceRejected, ///< Works on as it was.
};

[[nodiscard]] std::string_view nameOf(OrderState) noexcept; ///< "cancel_sent"
[[nodiscard]] std::string_view nameOf(OrderEventKind) noexcept;

enum class Liquidity : std::uint8_t { Unknown, Maker, Taker };
[[nodiscard]] std::string_view nameOf(Liquidity) noexcept;

using VenueFillId = ShortText<47>;
using VenueOrderId = ShortText<47>;

/// An execution. `value` is what the venue says was exchanged, and what the ledger books; `price` is for display and
/// for stops, rounded to the nearest tick where the venue gives finer prices.
struct Fill {
    FillId id; ///< Ours, given when it is booked; none before.
    OrderId order; ///< None for an EXTERNAL fill: somebody else's order on our account.
    InstrumentId instrument;
    AccountId account;
    Side side = Side::Buy;
    Ticks price;
    Lots size; ///< Above zero.
    Money value; ///< Unsigned, in the quote currency.
    Money fee; ///< Negative for a rebate. The adapter has normalised the sign.
    CurrencyId feeCurrency;
    Liquidity liquidity = Liquidity::Unknown;
    Timestamp time; ///< The venue's.
    VenueFillId venueFillId; ///< With the account and instrument: the key by which it is applied once, for ever (S7).
    friend bool operator==(const Fill&, const Fill&) = default;
};
static_assert(std::is_trivially_copyable_v<Fill>);

} // namespace omni::orders
