// What this face says, as JSON: the exchange's values in the names and forms of the protocol.

#pragma once

#include "core/base/json_text.h"
#include "core/edge/sandbox/exchange/exchange.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::sandbox::binance {

/// Times are milliseconds, or microseconds where a client asked for them.
struct TimeUnit {
    bool isMicro = false;
    [[nodiscard]] std::int64_t of(Timestamp t) const noexcept
    {
        return t.ns / (isMicro ? 1'000 : 1'000'000);
    }
};

/// The order's own marks of this face (`OrderWish::marks`).
enum Mark : std::size_t { IcebergMark, StrategyIdMark, StrategyTypeMark, FlagsMark };
inline constexpr std::int64_t hasStrategyId = 1, hasStrategyType = 2;

[[nodiscard]] std::string_view nameOf(Side side) noexcept;
[[nodiscard]] std::string_view nameOf(OrderKind kind) noexcept;
[[nodiscard]] std::string_view nameOf(OrderLife life) noexcept;
[[nodiscard]] std::string_view nameOf(OrderStatus status) noexcept;
[[nodiscard]] std::string_view nameOf(ListKind kind) noexcept;

/// What a client calls the order: after an amendment the new name.
[[nodiscard]] Money priceOf(const Exchange& exchange, const VenueOrder& order);

enum class Detail : std::uint8_t { Ack, Result, Full };
[[nodiscard]] std::string placedJson(const Exchange& exchange, const VenueOrder& order, Detail detail, TimeUnit unit);
/// Of a cancel: `cancelId` is its name, the order's own becomes `origClientOrderId`.
[[nodiscard]] std::string cancelledJson(const Exchange& exchange, const VenueOrder& order, std::string_view cancelId,
                                        TimeUnit unit);
[[nodiscard]] std::string queriedJson(const Exchange& exchange, const VenueOrder& order, TimeUnit unit);
[[nodiscard]] std::string amendedJson(const Exchange& exchange, const VenueOrder& order, std::string_view oldId,
                                      std::uint64_t execution, TimeUnit unit);
/// `reports`: JSON values of the orders; empty: left out.
[[nodiscard]] std::string listJson(const Exchange& exchange, const OrderList& list, const std::string& reports,
                                   std::string_view statusType, TimeUnit unit);
[[nodiscard]] std::string tradeJson(const Exchange& exchange, const AccountTrade& trade, TimeUnit unit);
[[nodiscard]] std::string accountJson(const Exchange& exchange, AccountId account, bool omitsZero, TimeUnit unit);
[[nodiscard]] std::string listingJson(const Listing& listing, bool isOpen, bool showsPermissions);

// Events of an account, without their wrapping.
[[nodiscard]] std::string executionJson(const Exchange& exchange, const OrderUpdate& update, TimeUnit unit);
[[nodiscard]] std::string positionJson(const Exchange& exchange, AccountId account, std::span<const std::size_t> assets,
                                       Timestamp at, TimeUnit unit);
[[nodiscard]] std::string listEventJson(const Exchange& exchange, const OrderList& list, Timestamp at, TimeUnit unit);

} // namespace omni::sandbox::binance
