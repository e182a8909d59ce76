#include "core/trade/risk/findings.h"

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

#include <algorithm>

namespace omni::risk {

namespace {

using Answer = std::optional<Refusal>;

/// Limits under which every rule of size refuses: what it then says is the figure that it measures.
Limits withoutRoom(const Limits& limits)
{
    constexpr BasisPoints none{-1};
    Limits tight = limits;
    tight.positionPerTrade = tight.lossAtStop = tight.grossExposure = tight.netExposure = none;
    tight.leverage = Milli{-1};
    tight.collarBound = none;
    if (tight.orderSize) {
        tight.orderSize = Lots{-1};
    }
    if (tight.orderValue) {
        tight.orderValue = Money{-1};
    }
    return tight;
}

class Findings
{
public:
    explicit Findings(const OrderCase& order)
        : m_order(order)
        , m_tight(withoutRoom(order.limits))
        , m_bare{order.ticket, order.instrument, order.view, m_tight}
    {
    }

    std::vector<Finding> all()
    {
        m_found.reserve(ruleCount);
        named(Rule::TicketInvalid, checkTicket(m_order), 0, 0);
        if (!m_found.back().passes) {
            return std::move(m_found);
        }
        standing();
        if (m_order.limits.enforced) {
            market();
            pace();
            if (!m_order.ticket.reduceOnly) {
                ofEntry();
            }
        }
        overflow();
        return std::move(m_found);
    }

private:
    /// A rule that has no figure to count up: `limit` and `actual` are those of an order that passes.
    void named(Rule rule, const Answer& answer, std::int64_t limit, std::int64_t actual)
    {
        m_found.push_back({rule, !answer, false, answer ? answer->limit : limit, answer ? answer->actual : actual});
    }
    void measured(Rule rule, const Answer& answer, std::int64_t limit, std::int64_t actual)
    {
        m_found.push_back({rule, !answer, true, answer ? answer->limit : limit, answer ? answer->actual : actual});
    }
    /// `bare`: what the rule says where there is no room.
    void measuredBy(Rule rule, const Answer& answer, std::int64_t limit, const Answer& bare)
    {
        measured(rule, answer, limit, bare ? std::max<std::int64_t>(bare->actual, 0) : 0);
    }

    void standing()
    {
        const auto& view = m_order.view;
        const auto& ticket = m_order.ticket;
        const auto lots = expectedLots(m_order);
        named(Rule::VenueFilter, checkVenueFilter(m_order), m_order.instrument.largest.count,
              saturated(lots.value_or(0)));
        named(Rule::Environment, checkEnvironment(m_order), static_cast<std::int64_t>(view.environment),
              static_cast<std::int64_t>(ticket.environment));
        named(Rule::Mode, checkMode(m_order),
              static_cast<std::int64_t>(ticket.reduceOnly ? Mode::ReduceOnly : Mode::Manual),
              static_cast<std::int64_t>(view.mode));
        named(Rule::Latched, checkLatch(m_order), 0, static_cast<std::int64_t>(view.latch));
        if (ticket.reduceOnly) {
            const Int128 closable
                = magnitude(view.here.position.count) - std::max<std::int64_t>(view.here.closing.count, 0);
            named(Rule::ReduceOnly, checkReduceOnly(m_order), saturated(closable), ticket.size.count);
        }
    }

    void market()
    {
        const auto& view = m_order.view;
        if (!m_order.ticket.reduceOnly) {
            named(Rule::UnknownOrder, checkUnknownOrders(m_order), 0, view.unknownOrders);
        }
        measured(Rule::StaleData, checkStaleData(m_order), m_order.limits.quoteAge.ns,
                 view.quoteAge ? view.quoteAge->ns : -1);
        named(Rule::MarketClosed, checkMarketClosed(m_order), 0, static_cast<std::int64_t>(view.trading));
        if (!m_order.ticket.reduceOnly) {
            named(Rule::EquityUnknown, checkEquityKnown(m_order), 0, 0);
        }
        if (view.reference) {
            collar(*view.reference);
        }
    }

    void collar(Ticks reference)
    {
        const auto answer = checkPriceCollar(m_order);
        if (m_order.ticket.stop) {
            measured(Rule::PriceCollar, answer, saturated(magnitude(reference.count) * stopSanity.count / 10'000),
                     saturated(distance(*m_order.ticket.stop, reference)));
            return;
        }
        measuredBy(Rule::PriceCollar, answer, saturated(collarWidth(m_order.view, m_order.limits)),
                   checkPriceCollar(m_bare));
    }

    void pace()
    {
        const auto& view = m_order.view;
        const auto& limits = m_order.limits;
        const bool reduces = m_order.ticket.reduceOnly;
        if (!reduces) {
            named(Rule::Duplicate, checkDuplicate(m_order), limits.duplicateWindow.ns,
                  view.sinceSameOrder ? view.sinceSameOrder->ns : -1);
        }
        measured(Rule::OrderRate, checkOrderRate(m_order),
                 reduces ? limits.ordersPerMinute : ratePerMinuteForEntries(limits.ordersPerMinute),
                 std::int64_t{view.ordersLastMinute} + 1);
        if (!reduces) {
            measured(Rule::OpenOrders, checkOpenOrders(m_order), limits.openOrders, std::int64_t{view.openOrders} + 1);
        }
    }

    void ofEntry()
    {
        const auto& view = m_order.view;
        const auto& limits = m_order.limits;
        if (limits.orderSize && expectedLots(m_order)) {
            measuredBy(Rule::OrderSize, checkOrderSize(m_order), limits.orderSize->count, checkOrderSize(m_bare));
        } else if (limits.orderSize) { // an amount without a price has no lots yet
            named(Rule::OrderSize, checkOrderSize(m_order), limits.orderSize->count, 0);
        }
        if (!checkEquityKnown(m_order)) {
            if (const auto worth = worthOf(m_order)) {
                ofWorth(*worth);
            }
        }
        const Int128 allowed = Int128{view.dayStart.e8} * limits.dailyLoss.count;
        measured(Rule::DailyLoss, checkDailyLoss(m_order), saturated(dividedUp(allowed, 10'000)),
                 std::max<std::int64_t>(view.dayLoss.e8, 0));
        measured(Rule::Drawdown, checkDrawdown(m_order), limits.drawdown.count, view.drawdown.count);
        measured(Rule::LosingStreak, checkLosingStreak(m_order), limits.losingStreak, view.losingStreak);
    }

    void ofWorth(const Worth& worth)
    {
        const auto& limits = m_order.limits;
        const Money equity = *m_order.view.equity;
        const auto by = [&](Rule rule, auto check, std::int64_t limit) {
            measuredBy(rule, check(m_order, worth), limit, check(m_bare, worth));
        };
        if (limits.orderValue) {
            by(Rule::OrderValue, checkOrderValue, limits.orderValue->e8);
        }
        by(Rule::PositionSize, checkPositionSize, shareOf(equity, limits.positionPerTrade));
        by(Rule::LossAtStop, checkLossAtStop, shareOf(equity, limits.lossAtStop));
        by(Rule::GrossExposure, checkGrossExposure, shareOf(equity, limits.grossExposure));
        by(Rule::NetExposure, checkNetExposure, shareOf(equity, limits.netExposure));
        by(Rule::Leverage, checkLeverage, limits.leverage.count);
    }

    /// Shown only where it speaks: there is nothing to see of a product that fits.
    void overflow()
    {
        const auto refusal = Gate(m_order.limits).refusalOf(m_order.ticket, m_order.instrument, m_order.view);
        if (refusal && refusal->rule == Rule::Overflow) {
            named(Rule::Overflow, refusal, 0, 0);
        }
    }

    const OrderCase& m_order;
    Limits m_tight;
    OrderCase m_bare; ///< The same order where there is no room.
    std::vector<Finding> m_found;
};

} // namespace

bool Finding::isNear() const noexcept
{
    return passes && isMeasured && limit > 0 && Int128{actual} * 100 > Int128{limit} * 85;
}

std::vector<Finding> findingsOf(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                const RiskView& view, const Limits& limits)
{
    return Findings(OrderCase{ticket, instrument, view, limits}).all();
}

std::optional<Money> lossAtStopOf(const orders::OrderTicket& ticket, const market::Instrument& instrument,
                                  const RiskView& view) noexcept
{
    RiskView known = view;
    known.equity = Money{0}; // the figure does not depend on it
    Limits tight;
    tight.lossAtStop = BasisPoints{-1};
    const OrderCase order{ticket, instrument, known, tight};
    const auto entry = worstEntry(order);
    if (!entry || !view.protectiveStop
        || (Int128{entry->count} - view.protectiveStop->count) * signOf(ticket.side) <= 0) {
        return std::nullopt;
    }
    const auto answer = checkLossAtStop(order, Worth{});
    if (!answer || answer->actual == std::numeric_limits<std::int64_t>::max()) {
        return std::nullopt;
    }
    return Money{answer->actual};
}

} // namespace omni::risk
