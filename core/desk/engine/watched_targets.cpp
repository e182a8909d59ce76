#include "core/desk/engine/watched_targets.h"

#include "core/desk/engine/booking.h"
#include "core/desk/engine/part_exits.h"
#include "core/desk/engine/principals.h"

#include <algorithm>
#include <cstdlib>

namespace omni::engine {

using orders::OrderState;

namespace {

bool isReached(const orders::OrderTicket& target, const market::Quote& quote) noexcept
{
    if (!target.limit) {
        return false;
    }
    return target.side == Side::Sell ? quote.hasBid && quote.bid >= *target.limit
                                     : quote.hasAsk && quote.ask <= *target.limit;
}

/// Of the entry behind it, what no leg has closed yet and is still held.
std::int64_t lotsAt(const DeskState& state, const orders::OrderTicket& target)
{
    const auto* bracket = state.brackets.find(target.parent);
    const auto* entry = state.ledger.find(target.parent);
    const auto* holding = state.holdings.find({target.strategy, target.instrument});
    if (bracket == nullptr || entry == nullptr || holding == nullptr
        || (holding->lots.count > 0) != (target.side == Side::Sell)) {
        return 0;
    }
    const auto* stop = state.ledger.find(bracket->stop);
    const std::int64_t closed = bracket->closed.count + (stop != nullptr ? closedBy(*stop) : 0);
    return std::clamp<std::int64_t>(entry->filled.count - closed, 0, std::abs(holding->lots.count));
}

} // namespace

bool isWatchedTarget(const DeskState& state, OrderId leg) noexcept
{
    const auto* mark = state.legMarks.find(leg);
    return mark != nullptr && *mark == LegMark::Watched;
}

void closeAtTargets(Turn& turn, InstrumentId instrument)
{
    if (turn.state.legMarks.isEmpty()) {
        return;
    }
    const auto quote = turn.market.quote(instrument);
    if (!quote) {
        return;
    }
    const auto found = std::find_if(turn.state.legMarks.begin(), turn.state.legMarks.end(), [&](const auto& mark) {
        const auto* leg = mark.value == LegMark::Watched ? turn.state.ledger.find(mark.key) : nullptr;
        return leg != nullptr && leg->ticket.instrument == instrument && isReached(leg->ticket, *quote);
    });
    if (found == turn.state.legMarks.end()) {
        return;
    }
    const orders::OrderTicket target = turn.state.ledger.find(found->key)->ticket;
    const HoldingKey key{target.strategy, instrument};
    if (turn.state.exits.contains(key) || turn.state.exits.contains({{}, instrument})
        || turn.state.parts.contains(key)) {
        return; // it is being closed
    }
    const std::int64_t lots = lotsAt(turn.state, target);
    turn.decide(events::CancelAsked{target.id, events::Cause::Bracket, desk}); // it is watched no more
    if (lots == 0) {
        return;
    }
    turn.alert(events::AlertLevel::Info, "target.reached", instrument, target.id);
    turn.decide(events::PartialExitWanted{target.strategy, instrument, Lots{lots},
                                          orders::TimeInForce::GoodTillCancelled, desk});
    advanceParts(turn, instrument);
}

void noteWatchedTarget(DeskState& state, const events::OrderReport& report, const orders::Outcome& outcome)
{
    const auto* leg = state.ledger.find(report.order);
    if (leg == nullptr || report.kind != orders::OrderEventKind::Rejected || !outcome.terminalNow
        || leg->ticket.role != orders::OrderRole::Target || leg->cancelsAsked != 0) {
        return;
    }
    const auto* bracket = state.brackets.find(leg->ticket.parent);
    const auto* stop
        = bracket != nullptr && bracket->target == report.order ? state.ledger.find(bracket->stop) : nullptr;
    if (stop != nullptr && !orders::isTerminal(stop->state)) {
        state.legMarks.insertOrAssign(report.order, LegMark::Watched);
    }
}

} // namespace omni::engine
