// An order as we mean it, before and after it is sent.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"
#include "core/trade/orders/environment.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace omni::orders {

enum class OrderKind : std::uint8_t { Market, Limit, Stop, StopLimit, TrailingStop };
enum class TimeInForce : std::uint8_t {
    Day,
    GoodTillCancelled,
    ImmediateOrCancel,
    FillOrKill,
    ExtendedDay, ///< Of the day, and in the hours before and after the regular ones. Limit orders that only reduce:
                 ///< stops of a venue sleep in those hours, so that nothing would protect what is opened then.
};

/// Ends with the venue's day.
[[nodiscard]] constexpr bool isOfTheDay(TimeInForce time) noexcept
{
    return time == TimeInForce::Day || time == TimeInForce::ExtendedDay;
}

/// May stand in the venue's book.
[[nodiscard]] constexpr bool mayRest(TimeInForce time) noexcept
{
    return isOfTheDay(time) || time == TimeInForce::GoodTillCancelled;
}

/// What the order is for. The letter is part of the client order id.
enum class OrderRole : std::uint8_t {
    Entry, ///< Opens or adds. 'e'
    Stop, ///< Protects a position. 's'
    Target, ///< Takes a profit. 't'
    Exit, ///< Closes, whatever the price. 'x'
};

/// Who wished it. A human's order needs no second approval; a strategy's does, unless it only reduces.
enum class Origin : std::uint8_t { Human, Strategy, Risk, KillSwitch };

[[nodiscard]] std::string_view nameOf(OrderKind) noexcept; ///< "market", "stop_limit"
[[nodiscard]] std::string_view nameOf(TimeInForce) noexcept; ///< "day", "gtc", "ioc", "fok", "extended_day"
[[nodiscard]] std::string_view nameOf(OrderRole) noexcept; ///< "entry", …
[[nodiscard]] std::string_view nameOf(Origin) noexcept; ///< "human", "strategy", "risk", "kill_switch"

/// The exact order. What a person approves is the digest of these fields; a change of any of them is another order.
struct OrderTicket {
    OrderId id;
    InstrumentId instrument;
    AccountId account;
    Environment environment = Environment::Demo;
    Side side = Side::Buy;
    OrderKind kind = OrderKind::Market;
    TimeInForce timeInForce = TimeInForce::GoodTillCancelled;
    OrderRole role = OrderRole::Entry;
    Origin origin = Origin::Human;
    Lots size; ///< Above zero, unless `notional` says how much.
    std::optional<Money> notional; ///< Market orders only: as many whole lots as this buys at the fill, fee included.
    std::optional<Ticks> limit; ///< Of Limit and StopLimit.
    std::optional<Ticks> stop; ///< Trigger of Stop, StopLimit; the first trigger of TrailingStop.
    std::optional<Ticks> trail; ///< Distance of TrailingStop. Above zero.
    bool postOnly = false; ///< Rejected instead of taking liquidity.
    bool reduceOnly = false; ///< May never raise the size of a position nor flip it (S18).
    bool held = false; ///< A child leg that is sent only when its parent has filled, in the size that has filled.
    OrderId parent; ///< The entry that this leg protects.
    OrderId oco; ///< When that order fills, this one is cancelled by as much, and the other way round.
    StrategyId strategy;
    ProposalId proposal;
    PrincipalId by; ///< Who made it: the proposer, not the approver.
    friend bool operator==(const OrderTicket&, const OrderTicket&) = default;
};
static_assert(std::is_trivially_copyable_v<OrderTicket>);

} // namespace omni::orders
