#include "core/desk/engine/risk_view.h"

#include "core/trade/portfolio/exposure.h"

#include <algorithm>
#include <limits>

namespace omni::engine {

namespace {

/// Unfilled lots of orders that work against the position, without the twin of the order in question: of the two only
/// one fills.
Lots closingLots(const Turn& turn, const orders::OrderTicket& ticket, Lots position)
{
    const auto open = turn.state.ledger.of(ticket.instrument);
    const Int128 all = position.count > 0 ? Int128{open.closingSells.count} + open.openSells.count
                                          : Int128{open.closingBuys.count} + open.openBuys.count;
    Lots closing{narrowed(all).value_or(std::numeric_limits<std::int64_t>::max())};
    const auto* twin = turn.state.ledger.find(ticket.oco);
    if (twin != nullptr && orders::isOpen(twin->state) && !twin->ticket.held) {
        closing.count -= std::min(closing.count, orders::reservedLots(*twin).count);
    }
    return closing;
}

/// A breaker that stands forbids new exposure in its reach, whatever became of the latch or the mode (S19).
bool isPaused(const Turn& turn, const orders::OrderTicket& ticket)
{
    if (!turn.isSimulated() && !turn.state.isReconciled) {
        return true; // between a link and a finished comparison nothing is trusted (S14)
    }
    if (turn.naked) {
        return true; // first the stop that is missing (S17)
    }
    for (const auto& entry : turn.state.breakers) {
        switch (entry.key.breaker) {
        case events::Breaker::NeedsReconcile:
            if (entry.key.subject == ticket.instrument.value) {
                return true;
            }
            break;
        case events::Breaker::RepeatedExecution:
            if (entry.key.subject == ticket.strategy.value) {
                return true;
            }
            break;
        case events::Breaker::DailyLoss:
        case events::Breaker::Drawdown:
        case events::Breaker::LosingStreak:
        case events::Breaker::Mismatch:
        case events::Breaker::JournalFailed:
        case events::Breaker::RejectStorm:
        case events::Breaker::EngineStalled:
            return true;
        }
    }
    return false;
}

/// The orders that will close the position may all fill, and this one, too: together they must not cross zero.
std::optional<risk::Refusal> crossesClosing(const Turn& turn, const orders::OrderTicket& ticket)
{
    const std::int64_t position = turn.state.portfolio.position(ticket.instrument).lots.count;
    const bool isAgainst = ticket.side == Side::Buy ? position < 0 : position > 0;
    const auto open = turn.state.ledger.of(ticket.instrument);
    const bool sells = ticket.side == Side::Sell;
    const Int128 closing = sells ? open.closingSells.count : open.closingBuys.count;
    if (!isAgainst || closing == 0) {
        return std::nullopt;
    }
    const Int128 held = position < 0 ? -Int128{position} : Int128{position};
    const Int128 room = std::max<Int128>(0, held - closing - (sells ? open.openSells.count : open.openBuys.count));
    if (!ticket.notional && ticket.size.count <= room) {
        return std::nullopt;
    }
    return risk::Refusal{risk::Rule::ReduceOnly, static_cast<std::int64_t>(room), ticket.size.count};
}

std::optional<risk::Refusal> crossesExits(const Turn& turn, const orders::OrderTicket& ticket)
{
    if (ticket.reduceOnly) {
        return std::nullopt;
    }
    const auto& exits = turn.state.exits;
    if (exits.contains({{}, ticket.instrument}) || exits.contains({ticket.strategy, ticket.instrument})) {
        return risk::Refusal{risk::Rule::ReduceOnly, 0, ticket.size.count};
    }
    return crossesClosing(turn, ticket);
}

bool isSame(const RecentOrder& recent, const orders::OrderTicket& ticket) noexcept
{
    return recent.instrument == ticket.instrument && recent.side == ticket.side && recent.size == ticket.size
        && recent.limit == ticket.limit && recent.stop == ticket.stop && recent.account == ticket.account
        && recent.reduces == ticket.reduceOnly;
}

void fillPace(const Turn& turn, const orders::OrderTicket& ticket, risk::RiskView& view)
{
    const auto& recent = turn.state.recent;
    for (auto order = recent.rbegin(); order != recent.rend(); ++order) {
        const Duration age = elapsed(order->at, turn.stamp);
        if (age < minutes(1) && order->account == ticket.account) {
            ++view.ordersLastMinute;
        }
        if (!view.sinceSameOrder && isSame(*order, ticket)) {
            view.sinceSameOrder = age;
        }
        if (age >= minutes(1)) {
            break; // the duplicate window is never longer
        }
    }
}

void fillMoney(Turn& turn, const orders::OrderTicket& ticket, risk::RiskView& view)
{
    const DeskState& state = turn.state;
    view.equity = turn.equity();
    const auto elsewhere = portfolio::totalExposure(state.portfolio, state.ledger, state.base, turn.valuation.marks(),
                                                    state.rates, turn.stamp.wall, ticket.instrument);
    const auto rate = state.rates.find(state.portfolio.quoteOf(ticket.instrument), state.base, turn.stamp.wall);
    if (!elsewhere || !rate) {
        view.equity.reset(); // what is not known is not guessed: new risk is refused
    } else {
        view.grossElsewhere = elsewhere->gross;
        view.longElsewhere = elsewhere->longValue;
        view.shortElsewhere = elsewhere->shortValue;
        view.baseNumerator = rate->rate.numerator;
        view.baseDenominator = rate->rate.denominator;
    }
    view.dayStart = state.dayStart;
    if (view.equity) {
        view.dayLoss = Money{
            checkedDifference(state.dayStart.e8, view.equity->e8).value_or(std::numeric_limits<std::int64_t>::max())};
        if (state.peak && state.peak->e8 > 0 && *view.equity < *state.peak) {
            const Int128 fall = Int128{state.peak->e8} - view.equity->e8;
            const Int128 share = dividedUp(fall * 10'000, state.peak->e8);
            view.drawdown = BasisPoints{
                static_cast<std::int32_t>(std::min<Int128>(share, std::numeric_limits<std::int32_t>::max()))};
        }
    }
}

} // namespace

risk::RiskView riskViewOf(Turn& turn, const orders::OrderTicket& ticket, std::optional<Ticks> protectiveStop)
{
    const DeskState& state = turn.state;
    risk::RiskView view;
    view.environment = state.session.environment;
    view.mode = state.mode;
    view.byPerson = ticket.origin == orders::Origin::Human;
    view.latch = state.latchOver(ticket.account, ticket.strategy, ticket.instrument);
    if (isPaused(turn, ticket)) {
        view.latch = std::max(view.latch, risk::KillLevel::Pause);
    }
    const auto open = state.ledger.of(ticket.instrument);
    view.unknownOrders = open.unknown;
    view.bookValid = turn.market.bookValid(ticket.instrument);
    view.trading = turn.market.trading(ticket.instrument);
    view.quote = turn.market.quoteOrLast(ticket.instrument);
    view.quoteAge = turn.market.age(ticket.instrument, turn.stamp);
    view.reference = turn.market.reference(ticket.instrument);
    view.atr = turn.market.dailyAtr(ticket.instrument);
    view.openOrders = state.ledger.openCount(ticket.account);
    view.here.position = state.portfolio.position(ticket.instrument).lots;
    view.here.openBuys = open.openBuys;
    view.here.openSells = open.openSells;
    view.here.closing = closingLots(turn, ticket, view.here.position);
    view.losingStreak = state.losingStreak;
    view.protectiveStop = protectiveStop;
    fillPace(turn, ticket, view);
    fillMoney(turn, ticket, view);
    return view;
}

namespace {

tl::expected<risk::ClearedOrder, risk::Refusal> asked(Turn& turn, const orders::OrderTicket& ticket,
                                                      std::optional<Ticks> protectiveStop)
{
    const auto* instrument = turn.state.instrument(ticket.instrument);
    if (instrument == nullptr) {
        return tl::unexpected(risk::Refusal{risk::Rule::TicketInvalid, 0, 0});
    }
    auto answer = risk::Gate(turn.limits()).clear(ticket, *instrument, riskViewOf(turn, ticket, protectiveStop));
    if (answer) {
        if (const auto refusal = crossesExits(turn, ticket)) {
            return tl::unexpected(*refusal);
        }
    }
    return answer;
}

} // namespace

std::optional<risk::Refusal> refusalNow(Turn& turn, const orders::OrderTicket& ticket,
                                        std::optional<Ticks> protectiveStop)
{
    const auto answer = asked(turn, ticket, protectiveStop);
    return answer ? std::nullopt : std::optional(answer.error());
}

tl::expected<risk::ClearedOrder, risk::Refusal> clearance(Turn& turn, const orders::OrderTicket& ticket,
                                                          std::optional<Ticks> protectiveStop)
{
    auto answer = asked(turn, ticket, protectiveStop);
    if (!answer) {
        turn.decide(events::OrderRefused{ticket, answer.error(), false});
    }
    return answer;
}

std::optional<risk::ClearedOrder> cleared(Turn& turn, const orders::OrderTicket& ticket,
                                          std::optional<Ticks> protectiveStop)
{
    auto answer = clearance(turn, ticket, protectiveStop);
    return answer ? std::optional(*answer) : std::nullopt;
}

} // namespace omni::engine
