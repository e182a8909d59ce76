// What a client asks of an order, read from JSON and checked as far as that goes without knowing its account.

#pragma once

#include "core/edge/sandbox/alpaca/faults.h"
#include "core/edge/sandbox/exchange/listing.h"
#include "core/edge/sandbox/exchange/venue_order.h"
#include "core/edge/sandbox/server/json_value.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace omni::sandbox::alpaca {

enum class OrderType : std::uint8_t { Market, Limit, Stop, StopLimit, TrailingStop };
enum class TimeInForce : std::uint8_t { Day, Gtc, Opg, Cls, Ioc, Fok };
enum class OrderClass : std::uint8_t { Simple, Bracket, Oco, Oto };

[[nodiscard]] std::string_view nameOf(OrderType type) noexcept;
[[nodiscard]] std::string_view nameOf(TimeInForce tif) noexcept;
[[nodiscard]] std::string_view nameOf(OrderClass kind) noexcept; ///< Empty for a simple one.

struct StopLoss {
    Ticks stop;
    std::optional<Ticks> limit;
};

struct OrderRequest {
    std::size_t listing = 0;
    std::optional<Lots> size; ///< Exactly one of the two.
    std::optional<Money> notional;
    Side side = Side::Buy;
    OrderType type = OrderType::Market;
    TimeInForce tif = TimeInForce::Day;
    std::optional<Ticks> limit, stop;
    Trail trail; ///< Of a TrailingStop.
    bool extendedHours = false;
    std::string clientId; ///< Empty: the venue names it.
    OrderClass kind = OrderClass::Simple;
    std::optional<Ticks> takeProfit;
    std::optional<StopLoss> stopLoss;
    std::string intent; ///< "buy_to_open" and so on; empty: the venue finds it.
};

/// Of a body of `POST /v2/orders`.
[[nodiscard]] Answer<OrderRequest> orderRequestFrom(const JsonValue& body, std::span<const Listing> listings);

/// Of a body of `PATCH /v2/orders/{id}`; what is absent stays.
struct OrderChangeRequest {
    std::optional<Lots> size;
    std::optional<TimeInForce> tif;
    std::optional<Ticks> limit, stop;
    std::optional<Money> trail; ///< In the unit of the order's own trail.
    std::string clientId;
};
[[nodiscard]] Answer<OrderChangeRequest> orderChangeFrom(const JsonValue& body, const Listing& listing, Side side);

/// A size as text; a fault for what is no number above zero, or finer than the listing's lots.
[[nodiscard]] Answer<Lots> sizeFrom(std::string_view text, const Listing& listing);
/// A trail of the two units: percent with at most two decimals, or a price.
[[nodiscard]] Answer<Trail> trailFrom(Money amount, bool isPercent, const Listing& listing);
/// Whether these lots are a part of a share.
[[nodiscard]] bool isFraction(const Listing& listing, Lots size) noexcept;

} // namespace omni::sandbox::alpaca
