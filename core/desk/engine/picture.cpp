#include "core/desk/engine/picture.h"

#include "core/desk/engine/watched_targets.h"
#include "core/desk/views/stop_doubt.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/exposure.h"
#include "core/trade/portfolio/rate_table.h"

#include <algorithm>
#include <limits>

namespace omni::engine {

namespace {

using views::InstrumentRisk;
using views::PositionView;

void fillWorth(PositionView& view, const market::Instrument& instrument, const InstrumentRisk& risk)
{
    view.mark = risk.mark;
    if (!risk.mark) {
        return;
    }
    if (const auto gain = portfolio::unrealised(instrument, view.position, *risk.mark)) {
        view.unrealised = *gain;
    }
    const auto value = portfolio::marketValue(instrument, view.position.lots, *risk.mark);
    if (value && risk.rate) {
        const auto inBase = portfolio::converted(*value, *risk.rate);
        if (inBase && inBase->e8 != std::numeric_limits<std::int64_t>::min()) {
            view.value = Money{inBase->e8 < 0 ? -inBase->e8 : inBase->e8};
        }
    }
}

/// Who holds it, and since when.
void fillHolders(PositionView& view, const DeskState& state)
{
    bool isFirst = true;
    for (const auto& holding : state.holdings) {
        if (holding.key.instrument != view.position.instrument || holding.value.lots.count == 0) {
            continue;
        }
        view.strategy = isFirst ? holding.key.strategy : StrategyId{};
        view.opened = isFirst ? holding.value.opened : std::min(view.opened, holding.value.opened);
        isFirst = false;
    }
}

/// One working order, where it stands against the position.
void takeLeg(PositionView& view, const orders::OrderRecord& record)
{
    const auto& ticket = record.ticket;
    const bool isLong = view.position.lots.count > 0;
    if (ticket.held || ticket.side != (isLong ? Side::Sell : Side::Buy)) {
        return;
    }
    // Until the venue has said that a stop stands, it is in doubt (views/stop_doubt.h) and protects nothing.
    if (ticket.role == orders::OrderRole::Stop && ticket.stop && views::isProvenAtVenue(record.state)) {
        const std::int64_t lots = isLong ? view.position.lots.count : -view.position.lots.count;
        const auto covered = checkedSum(view.protectedLots.count, ticket.size.count - record.filled.count);
        view.protectedLots = Lots{std::min(lots, covered.value_or(lots))};
        if (!view.stop || (isLong ? *ticket.stop > *view.stop : *ticket.stop < *view.stop)) {
            view.stop = ticket.stop;
            view.stopOrder = ticket.id;
        }
    }
    if (ticket.role == orders::OrderRole::Target && ticket.limit
        && (!view.target || (isLong ? *ticket.limit < *view.target : *ticket.limit > *view.target))) {
        view.target = ticket.limit;
        view.targetOrder = ticket.id;
    }
}

/// A target that the venue does not take beside the stop (watched_targets.h).
void takeWatched(PositionView& view, const orders::OrderTicket& ticket)
{
    if (!view.target && ticket.limit && ticket.side == (view.position.lots.count > 0 ? Side::Sell : Side::Buy)) {
        view.target = ticket.limit;
        view.targetOrder = ticket.id;
        view.isTargetWatched = true;
    }
}

} // namespace

void addPositions(views::DeskSnapshot& shot, const DeskState& state)
{
    std::vector<std::uint32_t> rowOf(shot.risk.instruments.size() + 1, 0); // 0: no position
    for (const auto& position : state.portfolio.positions()) {
        PositionView view;
        view.position = position;
        const InstrumentId id = position.instrument;
        fillWorth(view, *state.instrument(id), shot.risk.instruments[id.value - 1]);
        fillHolders(view, state);
        view.dust = Lots{position.lots.count - state.closable(id, position.lots).count};
        if (const auto* reported = state.reported.find(id)) {
            view.reported = *reported;
        }
        shot.positions.push_back(view);
        rowOf[id.value] = static_cast<std::uint32_t>(shot.positions.size());
    }
    for (const auto& record : shot.openOrders) {
        const std::uint64_t id = record.ticket.instrument.value;
        if (id < rowOf.size() && rowOf[id] != 0) {
            takeLeg(shot.positions[rowOf[id] - 1], record);
        }
    }
    for (const auto& mark : state.legMarks) {
        const auto* leg = isWatchedTarget(state, mark.key) ? state.ledger.find(mark.key) : nullptr;
        const std::uint64_t id = leg != nullptr ? leg->ticket.instrument.value : 0;
        if (id < rowOf.size() && rowOf[id] != 0) {
            takeWatched(shot.positions[rowOf[id] - 1], leg->ticket);
        }
    }
}

void addRisk(views::DeskSnapshot& shot, const DeskState& state, const MarketMemory& market,
             const portfolio::Marks& marks, bool isNaked, const Stamp& now)
{
    views::RiskPicture& picture = shot.risk;
    picture.account = state.session.account;
    picture.openOrders = state.ledger.openCount(picture.account) + state.external.count();
    picture.isNaked = isNaked;
    picture.instruments.reserve(state.portfolio.instruments());
    for (std::uint64_t number = 1; number <= state.portfolio.instruments(); ++number) {
        const InstrumentId id{number};
        InstrumentRisk& one = picture.instruments.emplace_back();
        one.position = state.portfolio.position(id).lots;
        one.open = state.ledger.of(id);
        state.external.addTo(one.external, id);
        one.bookValid = market.bookValid(id);
        one.trading = market.trading(id);
        one.quote = market.quoteOrLast(id);
        one.age = market.age(id, now);
        one.reference = market.reference(id);
        one.atr = market.dailyAtr(id);
        one.mark = marks.find(id, now.wall);
        const auto rate = state.rates.find(state.portfolio.quoteOf(id), state.base, now.wall);
        one.rate = rate ? std::optional(rate->rate) : std::nullopt;
        one.counts = portfolio::isExposed(state.portfolio, state.ordersInSight(), id);
        if (one.counts) {
            one.worst = portfolio::exposureIn(state.base, state.portfolio, state.ordersInSight(), id, marks,
                                              state.rates, now.wall);
        }
    }
    for (auto sent = state.recent.rbegin(); sent != state.recent.rend(); ++sent) {
        const Duration age = elapsed(sent->at, now);
        if (age >= minutes(1)) {
            break;
        }
        picture.sent.push_back({age, sent->account, sent->instrument, sent->side, sent->size, sent->notional,
                                sent->limit, sent->stop, sent->trail, sent->reduces});
        shot.ordersLastMinute += sent->account == picture.account ? 1 : 0;
    }
    for (const auto& exit : state.exits) {
        picture.exits.push_back({exit.key.strategy, exit.key.instrument});
    }
    for (const auto& part : state.parts) {
        picture.parts.push_back({part.key.strategy, part.key.instrument});
    }
}

} // namespace omni::engine
