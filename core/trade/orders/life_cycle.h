// The whole life of an order as one table of states and events.

#pragma once

#include "core/trade/orders/order_event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace omni::orders {

inline constexpr int orderStates = 9;
inline constexpr int orderEventKinds = 14;

/// Nothing more is expected of it. Late fills still change positions (S9), never the state.
[[nodiscard]] constexpr bool isTerminal(OrderState state) noexcept
{
    return state == OrderState::Filled || state == OrderState::Cancelled || state == OrderState::Rejected
        || state == OrderState::Expired;
}

/// It exists at the venue, or may: its reservation is held.
[[nodiscard]] constexpr bool isOpen(OrderState state) noexcept
{
    return !isTerminal(state);
}

namespace life_cycle {

/// One row of the table: what each event makes of an order in one state. `none` may not happen.
using Row = std::array<std::int8_t, orderEventKinds>;
inline constexpr std::int8_t none = -1;

constexpr std::int8_t to(OrderState state) noexcept
{
    return static_cast<std::int8_t>(state);
}

inline constexpr std::int8_t created = to(OrderState::Created);
inline constexpr std::int8_t sent = to(OrderState::Sent);
inline constexpr std::int8_t working = to(OrderState::Working);
inline constexpr std::int8_t cancelSent = to(OrderState::CancelSent);
inline constexpr std::int8_t filled = to(OrderState::Filled);
inline constexpr std::int8_t cancelled = to(OrderState::Cancelled);
inline constexpr std::int8_t rejected = to(OrderState::Rejected);
inline constexpr std::int8_t expired = to(OrderState::Expired);
inline constexpr std::int8_t unknown = to(OrderState::Unknown);

// Two streams and a query may tell the same story in three orders. A cell is `none` only where no reordering of true
// reports could lead to it, or where believing it could hide a live order.
//
// - Created. Nothing has crossed the wire, so it is cancelled, refused or expired at home, and `Replaced` changes it
//   at home (a held leg takes the size its parent has filled). Any word of a venue about it contradicts us.
// - Created, Lost: the program has stopped, and what only reduces may have left before its release was on record.
// - Sent twice is a fault of ours that may have made two orders: asked about, never assumed.
// - A fill before the acknowledgement is one (F25). `Found` is as good.
// - Working, rejected: some venues accept first and refuse later. An order with fills cannot be refused; the ledger,
//   which knows the fills, treats that as impossible.
// - Working, CancelRejected: the answer to the second of two cancels.
// - CancelSent, Found: the venue has it, the answer to the cancel is still out.
// - CancelSent, replace events: the answer to a replace that was on its way before the cancel.
// - Terminal, CancelSent: the kill switch cancels from a list that may be one event old. Terminal, Lost and
//   CancelRejected and ReplaceRejected: the late answer to a request about an order that has ended meanwhile.
// - Filled stays under further fills: the venue's "filled" may overtake the fills themselves. The ledger counts them.
// - Cancelled and Expired are two words for one end (IOC, day orders), so either may follow the other.
// - Rejected, Cancelled or Expired: a person has taken a lost order for gone, and the venue ends it in its own word.
//   Whoever was right, it is dead.
// - Rejected, Accepted; Cancelled or Rejected or Expired, Found; any terminal state, Replaced: an order that we hold
//   for dead lives. Never believed in silence.
// - Unknown is left by evidence alone (S6). A refused cancel or replace may mean "no such order": no evidence. It may
//   be cancelled blindly, but not replaced.
inline constexpr std::array<Row, orderStates> table{{
    // clang-format off
    //             Sent  Accepted    Rejected  PartFilled  Filled     CancelSent  Cancelled  CancelRej.  Expired  Lost        Found       ReplaceSent  Replaced    ReplaceRej.
    /*Created*/    {sent, none,       rejected, none,       none,      none,       cancelled, none,       expired, unknown,      none,       none,        created,    none},
    /*Sent*/       {none, working,    rejected, working,    filled,    cancelSent, cancelled, none,       expired, unknown,    working,    none,        none,       none},
    /*Working*/    {none, working,    rejected, working,    filled,    cancelSent, cancelled, working,    expired, unknown,    working,    working,     working,    working},
    /*CancelSent*/ {none, cancelSent, rejected, cancelSent, filled,    cancelSent, cancelled, working,    expired, unknown,    cancelSent, cancelSent,  cancelSent, cancelSent},
    /*Filled*/     {none, filled,     none,     filled,     filled,    filled,     none,      filled,     none,    filled,     filled,     none,        none,       filled},
    /*Cancelled*/  {none, cancelled,  none,     cancelled,  cancelled, cancelled,  cancelled, cancelled,  cancelled, cancelled, none,      none,        none,       cancelled},
    /*Rejected*/   {none, none,       rejected, rejected,   rejected,  rejected,   rejected,  rejected,   rejected,  rejected,  none,      none,        none,       rejected},
    /*Expired*/    {none, expired,    none,     expired,    expired,   expired,    expired,   expired,    expired, expired,    none,       none,        none,       expired},
    /*Unknown*/    {none, working,    rejected, working,    filled,    unknown,    cancelled, unknown,    expired, unknown,    working,    none,        working,    unknown},
    // clang-format on
}};

} // namespace life_cycle

/// The state after `event`. `nullopt`: the event may not happen in that state. Then a live order becomes Unknown and is
/// reconciled; a terminal one keeps its state and its symbol is latched until reconciled.
[[nodiscard]] constexpr std::optional<OrderState> next(OrderState state, OrderEventKind event) noexcept
{
    const std::int8_t after = life_cycle::table[static_cast<std::size_t>(state)][static_cast<std::size_t>(event)];
    if (after == life_cycle::none) {
        return std::nullopt;
    }
    return static_cast<OrderState>(after);
}

} // namespace omni::orders
