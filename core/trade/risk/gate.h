// The one gate through which every order passes, at the moment of sending.
//
// Approval is consent, not clearance: the gate asks again, with the prices and positions of that moment. It is a pure
// function of the ticket and a view that the engine computes; it allocates nothing. A cancel never comes here.
//
// A reduce-only order can only make a position smaller. It is exempt from every rule that would keep a person in the
// position: UnknownOrder, EquityUnknown, Duplicate, OpenOrders and all from OrderSize to LosingStreak; of the order
// rate a fifth is kept for it. It is held to the ticket, the venue's filters, the environment, the rule ReduceOnly
// itself and an open market; to StaleData and PriceCollar as their headers say.

#pragma once

#include "core/base/time.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/limits.h"
#include "core/trade/risk/mode.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::risk {

/// The rule that said no. The unit of limit and actual follows from it.
enum class Rule : std::uint8_t {
    TicketInvalid, ///< Fields that contradict each other. 0, and 0 or `notForExtendedHours`.
    VenueFilter, ///< Size step, smallest, largest or least value. lots, or e8 for the value.
    Environment, ///< Ticket and session differ. The enum values.
    Mode, ///< The mode forbids it. Least mode needed, mode.
    Latched, ///< A kill latch stands in its scope. 0, kill level.
    ReduceOnly, ///< It would raise or flip the position. Lots closable, lots asked.
    UnknownOrder, ///< An order of this symbol is Unknown. 0, count.
    StaleData, ///< No two-sided quote, an invalid book, or one too old. ns allowed, ns of age (-1: none at all).
    MarketClosed, ///< The venue is closed or halted. 0, trading state.
    EquityUnknown, ///< A conversion rate is missing or stale. 0, 0.
    PriceCollar, ///< Ticks allowed from the reference, ticks asked; these not above zero: a trigger the market has
                 ///< passed.
    Duplicate, ///< The same order within the window. ns window, ns since.
    OrderRate, ///< Orders a minute. Count, count.
    OpenOrders, ///< Count, count.
    OrderSize, ///< Lots, lots.
    OrderValue, ///< e8 of base currency.
    PositionSize, ///< e8 of base currency: position per trade.
    LossAtStop, ///< e8 of base currency.
    GrossExposure, ///< e8 of base currency, worst case with this order.
    NetExposure, ///< e8 of base currency, worst case with this order.
    Leverage, ///< Thousandths.
    DailyLoss, ///< e8 of base currency.
    Drawdown, ///< Basis points.
    LosingStreak, ///< Count.
    Overflow, ///< A product does not fit; such an order is never right. 0, 0.
};

inline constexpr int ruleCount = 25;
/// What TicketInvalid found: an order for extended hours that is no limit order, or does not only reduce.
inline constexpr std::int64_t notForExtendedHours = 1;

/// "price_collar": stable, for logs, the journal and counters.
[[nodiscard]] std::string_view nameOf(Rule) noexcept;

struct Refusal {
    Rule rule = Rule::TicketInvalid;
    std::int64_t limit = 0;
    std::int64_t actual = 0;
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// The worst case of one instrument: positions and every order that is open, unknown or reserved unsent.
struct InstrumentExposure {
    Lots position; ///< Signed.
    Lots openBuys; ///< Unfilled lots of buys that may still fill.
    Lots openSells;
    /// Unfilled lots of orders against the position, reduce-only or not: what a further reduce-only order may not take
    /// again. The `oco` partner of the order in question is left out: of the two only one fills.
    Lots closing;
    Money buysByValue; ///< Quote currency: what buys that name an amount instead of lots may still spend.
    Money sellsByValue;
};

/// What the gate looks at. Money is in the base currency unless said. The engine fills it; the gate believes it.
struct RiskView {
    orders::Environment environment = orders::Environment::Demo;
    Mode mode = Mode::Halted;
    bool byPerson = false; ///< A human's own order: Manual is not needed for it to reduce.
    KillLevel latch = KillLevel::None; ///< The highest level latched in any scope that reaches this order.
    std::int32_t unknownOrders = 0; ///< Of this symbol.

    bool bookValid = true;
    market::TradingState trading = market::TradingState::Open;
    std::optional<market::Quote> quote; ///< Two-sided or not; the gate looks.
    std::optional<Duration> quoteAge; ///< Of the quote, or of what `reference` stands on where there is none.
    std::optional<Ticks> reference; ///< Mid, or the last trade or close where there are no quotes.
    std::optional<Ticks> atr; ///< ATR(14), rounded up. None: not known yet; the rules that use it leave it out.

    std::optional<Duration>
        sinceSameOrder; ///< Since an order with the same instrument, side, amount and prices. None: never.
    std::int32_t ordersLastMinute = 0; ///< Of this account, this one not counted.
    std::int32_t openOrders = 0; ///< This one not counted.

    std::optional<Money> equity; ///< None: unknown.
    Money grossElsewhere; ///< Worst-case gross value of all other instruments.
    Money longElsewhere; ///< Worst-case net long value of all other instruments, not below zero.
    Money shortElsewhere; ///< Worst-case net short value of all other instruments, not below zero.
    InstrumentExposure here; ///< This order not counted.
    std::int64_t baseNumerator = 1; ///< Quote currency to base currency.
    std::int64_t baseDenominator = 1;

    Money dayLoss; ///< Above zero when the day is losing.
    Money dayStart; ///< Equity at the day's start. Zero or below: not known, and refuses entries.
    BasisPoints drawdown; ///< From the peak.
    std::int32_t losingStreak = 0;
    std::optional<Ticks> protectiveStop; ///< Trigger of the stop that will stand behind an entry. None: there is none.
};

/// An order that passed. Only the gate can make one, and a broker takes nothing else.
class ClearedOrder
{
public:
    [[nodiscard]] const orders::OrderTicket& ticket() const noexcept
    {
        return m_ticket;
    }

private:
    friend class Gate;
    explicit ClearedOrder(const orders::OrderTicket& ticket) noexcept
        : m_ticket(ticket)
    {
    }
    orders::OrderTicket m_ticket;
};

class Gate
{
public:
    /// `limits` have no faults (see `faultsOf`). Where they are not enforced, only the rules up to ReduceOnly and
    /// Overflow stand.
    explicit Gate(const Limits& limits) noexcept
        : m_limits(limits)
    {
    }
    /// The first rule that refuses, in the order of `Rule`, or the cleared order.
    [[nodiscard]] tl::expected<ClearedOrder, Refusal>
    clear(const orders::OrderTicket& ticket, const market::Instrument& instrument, const RiskView& view) const noexcept;
    /// The same answer without clearance: for previews and what-ifs.
    [[nodiscard]] std::optional<Refusal> refusalOf(const orders::OrderTicket& ticket,
                                                   const market::Instrument& instrument,
                                                   const RiskView& view) const noexcept;
    /// What stands against other prices of an order that may only reduce and that works already: TicketInvalid, the
    /// collar and Overflow. Its size is no larger than before, so nothing else has changed.
    [[nodiscard]] std::optional<Refusal> refusalOfPrices(const orders::OrderTicket& ticket,
                                                         const market::Instrument& instrument,
                                                         const RiskView& view) const noexcept;
    [[nodiscard]] const Limits& limits() const noexcept
    {
        return m_limits;
    }

private:
    Limits m_limits;
};

} // namespace omni::risk
