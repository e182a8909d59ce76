// One order that passes the gate, for tests that change the one thing that matters.

#pragma once

#include "core/trade/risk/gate.h"

namespace omni::risk {

inline constexpr std::int64_t oneDollar = 100'000'000; // of Money::e8

/// Everything the gate looks at.
struct GateCase {
    orders::OrderTicket ticket;
    market::Instrument instrument;
    RiskView view;
    Limits limits;

    [[nodiscard]] std::optional<Refusal> refusal() const
    {
        return Gate(limits).refusalOf(ticket, instrument, view);
    }
};

/// A share priced in cents; one lot is one share.
inline market::Instrument aShare()
{
    market::Instrument share;
    share.id = {1};
    share.venue = "nasdaq";
    share.symbol = "AAPL";
    share.quoteCurrency = "USD";
    share.tickSize = {1, -2};
    share.lotSize = {1, 0};
    share.tickLotValue = {10'000'000'000};
    share.largest = {1'000'000};
    return share;
}

/// Buys 10 shares at market, quoted 99.99 to 100.01, with a stop at 98, out of 100'000 dollars and no position.
/// The limits are the defaults: a position of 2'000 dollars, a loss of 1'000, exposure of 80'000 gross and 60'000 net.
inline GateCase aTypicalEntry()
{
    GateCase c;
    c.ticket.id = {1};
    c.ticket.instrument = {1};
    c.ticket.size = {10};
    c.instrument = aShare();
    c.view.mode = Mode::Manual;
    c.view.quote = market::Quote{{1}, {}, {9'999}, {10'001}, {500}, {500}};
    c.view.quoteAge = milliseconds(100);
    c.view.reference = Ticks{10'000};
    c.view.equity = Money{100'000 * oneDollar};
    c.view.dayStart = Money{100'000 * oneDollar};
    c.view.protectiveStop = Ticks{9'800};
    return c;
}

/// A person sells 10 of his 10 shares at market, reduce-only.
inline GateCase aTypicalClose()
{
    GateCase c = aTypicalEntry();
    c.ticket.side = Side::Sell;
    c.ticket.role = orders::OrderRole::Exit;
    c.ticket.reduceOnly = true;
    c.view.byPerson = true;
    c.view.here.position = {10};
    c.view.protectiveStop = std::nullopt;
    return c;
}

/// The stop at 98 behind 10 shares, as the engine sends it when an entry has filled.
inline GateCase aTypicalStop()
{
    GateCase c = aTypicalClose();
    c.ticket.kind = orders::OrderKind::Stop;
    c.ticket.role = orders::OrderRole::Stop;
    c.ticket.origin = orders::Origin::Strategy;
    c.ticket.stop = Ticks{9'800};
    c.view.byPerson = false;
    return c;
}

} // namespace omni::risk
