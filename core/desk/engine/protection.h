// The stop behind every position (S17): where none stands, one is put there; until it does, nothing new is opened.

#pragma once

#include "core/desk/engine/turn.h"

namespace omni::engine {

/// Once a second, and after each fill, each report of an order, each command and each press of the kill switch:
/// holdings of strategies whose stops do not cover them get what is missing - the held leg tried again, else a new stop
/// at the trigger of the last one, else at the default distance. A trigger that the market has passed already closes
/// the holding instead, unless the account holds something else than the books: after a split both look so, and a
/// person is told. Stops of holdings that are gone are cancelled.
///
/// A stop that a person has cancelled is not put back in the same session.
///
/// Where others hold against a holding, no stop can stand for more than the account has on its side: the rest stays
/// uncovered, and counts as that.
///
/// Sets `Turn::naked` while something is uncovered; the gate then refuses entries. Says so for each holding at the pace
/// of `StandingAlerts`: "position.unprotected" where a stop is missing that could stand there, "position.opposed" where
/// none can because of what others hold. Of the latter `limit` is the strategy's number and `actual` that of the one
/// that holds the most against it, 0: people, or whoever else trades on the account.
/// People's own and external positions are not touched. Nothing where limits are not enforced.
void guardProtection(Turn& turn);

/// A person's entry has filled when its stop had ended already: late, or after both were taken away. He is told.
/// Strategies' holdings are covered by themselves.
void warnIfNaked(Turn& turn, const Folded& folded, OrderId order);

/// The venue has refused an order.
void tellRefused(Turn& turn, const orders::OrderTicket& ticket);

} // namespace omni::engine
