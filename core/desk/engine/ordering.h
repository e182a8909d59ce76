// Sending, cancelling and replacing orders, and keeping the legs of an entry as large as what it has filled.

#pragma once

#include "core/desk/engine/turn.h"

#include <optional>

#include <vector>

namespace omni::engine {

/// The ledger can hold this order and these legs: prices and size within its range, room for three more.
[[nodiscard]] bool canPlan(const Turn& turn, const orders::OrderTicket& ticket, std::optional<Ticks> stop,
                           std::optional<Ticks> target) noexcept;

/// The legs stand on their own sides of the entry's price: the stop where it loses, the target where it gains.
[[nodiscard]] bool legsMakeSense(Side side, Ticks entry, std::optional<Ticks> stop,
                                 std::optional<Ticks> target) noexcept;

/// The entry and its held legs exist from here on, with their reservation. `ticket.id` is the next order id.
void planEntry(Turn& turn, const orders::OrderTicket& ticket, std::optional<Ticks> stop, std::optional<Ticks> target,
               const Digest& approval);

/// An order without legs that is on its way at once.
void planAndRelease(Turn& turn, const risk::ClearedOrder& order);

/// The intent of a planned order: once it is durable the outbox sends it.
void release(Turn& turn, const risk::ClearedOrder& order);

/// Asks for the cancel of an order that works; one that was never sent ends at once. Nothing for a finished one, and
/// nothing for one whose cancel is under way.
void cancel(Turn& turn, OrderId order, events::Cause cause, PrincipalId by);

/// Asks for other figures. False: it cannot be replaced now.
bool replace(Turn& turn, const events::ReplaceAsked& asked);

/// Cancels orders reached by `scope`: entries alone, or all. Held legs of an entry that may still fill stay, for they
/// end with it or protect what it fills; but not where the kill switch takes all orders, after which none may leave.
void cancelIn(Turn& turn, risk::Scope scope, bool entriesOnly, events::Cause cause, PrincipalId by);

/// The market of the instrument has got other units. What is on its way there counts in the old ones, and nobody knows
/// as what it would stand: it is cancelled, and whoever wanted it wants it anew.
void cancelUnderWay(Turn& turn, InstrumentId instrument);

/// Brings the legs of `parent` to the size that it has filled: releases, resizes, cancels. Called whenever one of them
/// has moved. Together with every other order against the position they never close more than the account holds.
void tendBracket(Turn& turn, OrderId parent);

/// Of `lots` of a holding, those that the stops of its entries cover when each takes its share, the oldest first.
[[nodiscard]] std::int64_t coveredByFamilies(const Turn& turn, HoldingKey key, std::int64_t lots);

/// All brackets of an instrument: its position has moved.
void tendBrackets(Turn& turn, InstrumentId instrument);

/// Plans these legs under new numbers, as a pair where there are two: held till their entry fills.
void planPair(Turn& turn, std::vector<orders::OrderTicket>& legs);

/// The parent of a leg, or the order itself.
[[nodiscard]] OrderId familyOf(const Turn& turn, OrderId order);

} // namespace omni::engine
