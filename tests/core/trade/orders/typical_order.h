// An order to change one thing of.

#pragma once

#include "core/trade/orders/ledger.h"

#include <QTest>

namespace omni::orders {

inline constexpr InstrumentId btc{1};
inline constexpr AccountId account{7};
inline constexpr Timestamp noon{1'000'000'000};

/// A limit buy of 10 lots at 100 ticks.
inline OrderTicket aTypicalBuy(std::uint64_t id)
{
    OrderTicket ticket;
    ticket.id = {id};
    ticket.instrument = btc;
    ticket.account = account;
    ticket.kind = OrderKind::Limit;
    ticket.size = {10};
    ticket.limit = Ticks{100};
    return ticket;
}

/// Its ledger with the order working.
inline Ledger working(const OrderTicket& ticket)
{
    Ledger ledger;
    if (!ledger.add(ticket, noon) || !ledger.apply(ticket.id, OrderEventKind::Sent, noon)
        || !ledger.apply(ticket.id, OrderEventKind::Accepted, noon)) {
        qFatal("a typical order is taken");
    }
    return ledger;
}

} // namespace omni::orders
