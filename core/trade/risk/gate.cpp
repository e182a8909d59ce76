#include "core/trade/risk/gate.h"

#include "core/trade/risk/rules/exposure/exposure_rules.h"
#include "core/trade/risk/rules/loss_at_stop/loss_at_stop.h"
#include "core/trade/risk/rules/losses/loss_rules.h"
#include "core/trade/risk/rules/market_data/market_data_rules.h"
#include "core/trade/risk/rules/pace/pace_rules.h"
#include "core/trade/risk/rules/price_collar/price_collar.h"
#include "core/trade/risk/rules/reduce_only/reduce_only.h"
#include "core/trade/risk/rules/size/size_rules.h"
#include "core/trade/risk/rules/standing/standing_rules.h"
#include "core/trade/risk/rules/ticket/ticket_rules.h"
#include "core/trade/risk/rules/venue_filter/venue_filter.h"
#include "core/trade/risk/rules/worth.h"

namespace omni::risk {

namespace {

using Check = std::optional<Refusal> (*)(const OrderCase&) noexcept;
using WorthCheck = std::optional<Refusal> (*)(const OrderCase&, const Worth&) noexcept;

// The tables are the order of `Rule`, but for leverage. What goes beyond the leverage goes beyond the limit of gross
// exposure, too, which is never above it: asked first, it says which of the two bounds was met.
constexpr Check alwaysInForce[]
    = {checkTicket, checkVenueFilter, checkEnvironment, checkMode, checkLatch, checkReduceOnly};
constexpr Check forAll[] = {checkUnknownOrders, checkStaleData, checkMarketClosed};
constexpr Check afterEquity[] = {checkPriceCollar, checkDuplicate, checkOrderRate, checkOpenOrders};
constexpr WorthCheck forEntries[]
    = {checkOrderValue, checkPositionSize, checkLossAtStop, checkLeverage, checkGrossExposure, checkNetExposure};
constexpr Check afterLosses[] = {checkDailyLoss, checkDrawdown, checkLosingStreak};

template<std::size_t N> std::optional<Refusal> firstOf(const Check (&checks)[N], const OrderCase& order) noexcept
{
    for (const Check check : checks) {
        if (const auto refusal = check(order)) {
            return refusal;
        }
    }
    return std::nullopt;
}

/// In the quote currency, for a rate that is missing must not keep anybody in a position. An order that meets no price
/// at all has no product to overflow.
std::optional<Refusal> checkOverflow(const OrderCase& order) noexcept
{
    const auto price = worstPrice(order);
    if (!price || order.ticket.notional) {
        return std::nullopt;
    }
    const auto value = quoteValue(order.instrument, *price, order.ticket.size.count);
    if (value && narrowed(*value)) {
        return std::nullopt;
    }
    return Refusal{Rule::Overflow};
}

/// The rules that only new exposure meets.
std::optional<Refusal> refusalOfEntry(const OrderCase& order) noexcept
{
    if (const auto refusal = checkOrderSize(order)) {
        return refusal;
    }
    // Where the worth does not fit, what can still be compared is, and the last rule refuses.
    const auto worth = worthOf(order);
    if (worth) {
        for (const WorthCheck check : forEntries) {
            if (const auto refusal = check(order, *worth)) {
                return refusal;
            }
        }
    }
    if (const auto refusal = firstOf(afterLosses, order)) {
        return refusal;
    }
    return worth ? std::nullopt : std::optional(Refusal{Rule::Overflow});
}

} // namespace

std::optional<Refusal> Gate::refusalOf(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                       const RiskView& view) const noexcept
{
    const OrderCase order{ticket, instrument, view, m_limits};
    if (const auto refusal = firstOf(alwaysInForce, order)) {
        return refusal;
    }
    if (!m_limits.enforced) {
        return checkOverflow(order);
    }
    if (const auto refusal = firstOf(forAll, order)) {
        return refusal;
    }
    if (!ticket.reduceOnly) {
        if (const auto refusal = checkEquityKnown(order)) {
            return refusal;
        }
    }
    if (const auto refusal = firstOf(afterEquity, order)) {
        return refusal;
    }
    return ticket.reduceOnly ? checkOverflow(order) : refusalOfEntry(order);
}

std::optional<Refusal> Gate::refusalOfPrices(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                             const RiskView& view) const noexcept
{
    const OrderCase order{ticket, instrument, view, m_limits};
    if (const auto refusal = checkTicket(order)) {
        return refusal;
    }
    if (m_limits.enforced) {
        if (const auto refusal = checkPriceCollar(order)) {
            return refusal;
        }
    }
    return checkOverflow(order);
}

tl::expected<ClearedOrder, Refusal> Gate::clear(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                                const RiskView& view) const noexcept
{
    if (const auto refusal = refusalOf(ticket, instrument, view)) {
        return tl::unexpected(*refusal);
    }
    return ClearedOrder(ticket);
}

std::string_view nameOf(Rule rule) noexcept
{
    switch (rule) {
    case Rule::TicketInvalid:
        return "ticket_invalid";
    case Rule::VenueFilter:
        return "venue_filter";
    case Rule::Environment:
        return "environment";
    case Rule::Mode:
        return "mode";
    case Rule::Latched:
        return "latched";
    case Rule::ReduceOnly:
        return "reduce_only";
    case Rule::UnknownOrder:
        return "unknown_order";
    case Rule::StaleData:
        return "stale_data";
    case Rule::MarketClosed:
        return "market_closed";
    case Rule::EquityUnknown:
        return "equity_unknown";
    case Rule::PriceCollar:
        return "price_collar";
    case Rule::Duplicate:
        return "duplicate";
    case Rule::OrderRate:
        return "order_rate";
    case Rule::OpenOrders:
        return "open_orders";
    case Rule::OrderSize:
        return "order_size";
    case Rule::OrderValue:
        return "order_value";
    case Rule::PositionSize:
        return "position_size";
    case Rule::LossAtStop:
        return "loss_at_stop";
    case Rule::GrossExposure:
        return "gross_exposure";
    case Rule::NetExposure:
        return "net_exposure";
    case Rule::Leverage:
        return "leverage";
    case Rule::DailyLoss:
        return "daily_loss";
    case Rule::Drawdown:
        return "drawdown";
    case Rule::LosingStreak:
        return "losing_streak";
    case Rule::Overflow:
        return "overflow";
    }
    return "unknown";
}

} // namespace omni::risk
