// Orders that sell what is not held: whether the account and the venue's lenders let them, asked before one is sent.
//
// The account says it for all of them (`shorting_enabled`, `no_shorting`), the venue for each share: Alpaca opens short
// positions in what is easy to borrow alone. What is known of a share counts for ten minutes. Where nobody can say, the
// order goes, and the venue judges.

#pragma once

#include "core/edge/brokers/alpaca/order_desk.h"

#include <QCoroTask>

#include <optional>
#include <string>

namespace omni::brokers::alpaca {

/// A sale of a stock of which the account holds nothing, as far as its positions and executions have told.
[[nodiscard]] bool opensShort(const SessionState& state, const orders::OrderTicket& ticket);

/// What the account's own flags and choices forbid of an order that does not only reduce; nothing: they let it pass.
/// `isOfParts`: it is for a part of a share, or for an amount of money.
[[nodiscard]] std::optional<std::string> choiceFault(const SessionState& state, const orders::OrderTicket& ticket,
                                                     const market::Instrument& instrument, bool isOfParts);

/// Sends it if its share can be borrowed; else it is refused in words, and nothing has left.
[[nodiscard]] QCoro::Task<void> sendShort(OrderDesk desk, orders::OrderTicket ticket, std::string name,
                                          std::string text);

} // namespace omni::brokers::alpaca
