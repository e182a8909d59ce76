// The desk's stop of an entry meets the one that Alpaca holds already (native_stops.h).
//
// When the desk sends the stop of an entry that went with its stop, the venue is asked how that entry and its leg
// stand, and what it says decides:
// - the entry still works: the stop is refused here, in words and without a byte to the venue, for that one takes the
//   leg's place in nothing; the desk comes again when the entry is over (F31);
// - the leg works and is what the desk wants: claimed, it is that order from now on, and no second one is sent (S4);
// - it is not, for it was moved or is of the day alone: it is cancelled, and when the venue has confirmed that, the
//   desk's own goes out;
// - it has ended without a fill, or never was: the desk's own goes out;
// - it has filled: claimed, with its fills.
// What proves nothing sends nothing (S6): the stop is told as never sent, and the desk comes again.
//
// A leg at work that nobody claims is shown as somebody else's order; one that has filled is booked on the desk's order
// for it. A closing order cancels it first, since Alpaca sells no share twice.

#pragma once

#include "core/edge/brokers/alpaca/order_questions.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"

#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

/// So long the desk has to send the stop of an entry that has filled.
inline constexpr Duration claimPatience = seconds(10);

/// Why the stop of an entry at work is not sent.
inline constexpr std::string_view ofWhole
    = "Alpaca holds the stop of this entry, and sets it when the entry has filled whole";
/// Why the stop of a part is not sent where that of the whole works.
inline constexpr std::string_view ofPart = "Alpaca holds the stop of the whole entry, and this one is of a part of it";

/// The entry of a stop with its leg; what is learned of the leg is kept.
[[nodiscard]] QCoro::Task<OrderAnswer> askFamily(OrderDesk desk, orders::OrderTicket stop, net::Lane lane);

/// The leg is what the order is to be: side, kind, time, size and trigger.
[[nodiscard]] bool agrees(const SessionState& state, const NativeStop& stop, const orders::OrderTicket& ticket);

/// The leg works, is nobody's yet, and is of more than this order, which was made when its entry had filled in part.
[[nodiscard]] bool isUnderWhole(const SessionState& state, const NativeStop& stop, const orders::OrderTicket& ticket);

/// A leg that the desk may still claim works for at least as much of what this stop is to protect, which is of no
/// entry. Beside it Alpaca would take none, and in its place nothing would protect meanwhile.
[[nodiscard]] bool hasLegInItsPlace(const SessionState& state, const orders::OrderTicket& ticket);

/// From now on the leg is that order. Tells the fills that came before.
void claim(SessionState& state, NativeStop& stop, OrderId order);

/// The entry may go with this stop: its class takes both, and it opens or adds.
[[nodiscard]] bool mayCarryStop(const SessionState& state, const orders::OrderTicket& entry);

/// The leg of this entry works, or will: looks after a while whether somebody has claimed it.
void expectClaim(const OrderDesk& desk, OrderId entry);

/// The stream's word on a leg that nobody has claimed.
void noteLeg(const OrderDesk& desk, NativeStop& stop, const TradeUpdate& update);

/// Whether the venue may hold a leg for the entry of this stop.
[[nodiscard]] bool mayHaveLeg(const SessionState& state, const orders::OrderTicket& stop);

/// Sends a stop, or claims the leg in its place. `text`: the order as it would be sent.
[[nodiscard]] QCoro::Task<void> sendStop(OrderDesk desk, orders::OrderTicket ticket, std::string name,
                                         std::string text);

/// Sends a closing order, once no unclaimed leg holds its shares any more.
[[nodiscard]] QCoro::Task<void> sendExit(OrderDesk desk, orders::OrderTicket ticket, std::string name,
                                         std::string text);

} // namespace omni::brokers::alpaca
