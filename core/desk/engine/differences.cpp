#include "core/desk/engine/differences.h"

#include "core/desk/engine/closing_by_hand.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/turn.h"
#include "core/desk/views/gate_view.h"

#include <algorithm>

namespace omni::engine {

namespace {

using namespace events;

DifferenceSubject positionOf(InstrumentId instrument)
{
    return {DifferenceKind::Position, instrument, {}, {}, {}};
}

DifferenceSubject cashOf(CurrencyId currency)
{
    return {DifferenceKind::Cash, {}, currency, {}, {}};
}

DifferenceSubject externalOf(const orders::ExternalOrderKey& key)
{
    return {DifferenceKind::OrderThereOnly, key.instrument, {}, {}, key.venueOrderId};
}

Timestamp sinceOf(const DeskState& state, const DifferenceSubject& what)
{
    const auto* since = state.differsSince.find(what);
    return since != nullptr ? *since : Timestamp{};
}

std::int64_t ownLots(const DeskState& state, InstrumentId instrument)
{
    return state.portfolio.positionAt(state.session.account, instrument).count;
}

/// The breaker that it has tripped goes with it.
void clearMismatch(Turn& turn, const Command& command, InstrumentId instrument)
{
    if (turn.state.breakers.contains({Breaker::Mismatch, instrument.value})) {
        turn.decide(BreakerCleared{Breaker::Mismatch, instrument, command.by, command.reason, {}});
    }
}

} // namespace

std::vector<Difference> differencesOf(const DeskState& state)
{
    std::vector<Difference> all;
    const auto add = [&](const DifferenceSubject& what, std::int64_t ours, std::int64_t theirs, Timestamp since) {
        all.push_back({what, ours, theirs, since, isIgnored(state, what, ours, theirs)});
    };
    for (const auto& entry : state.reported) {
        const auto what = positionOf(entry.key);
        add(what, ownLots(state, entry.key), entry.value.count, sinceOf(state, what));
    }
    for (const auto& entry : state.reportedCash) {
        const auto what = cashOf(entry.key);
        add(what, state.portfolio.cash(entry.key).e8, entry.value.e8, sinceOf(state, what));
    }
    state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        if (record.state == orders::OrderState::Unknown) {
            add({DifferenceKind::OrderHereOnly, record.ticket.instrument, {}, record.ticket.id, {}},
                orders::reservedLots(record).count, 0, record.lastChange);
        }
    });
    for (const auto& entry : state.external.all()) {
        add(externalOf(entry.key), 0, entry.value.left.count, entry.value.since);
    }
    return all;
}

bool isIgnored(const DeskState& state, const DifferenceSubject& what, std::int64_t ours, std::int64_t theirs) noexcept
{
    const auto* seen = state.ignored.find(what);
    if (seen == nullptr) {
        return false;
    }
    if (what.kind == DifferenceKind::OrderThereOnly) {
        return theirs <= seen->theirs; // it may fill on; one that has grown is news
    }
    return Int128{theirs} - ours == Int128{seen->theirs} - seen->ours;
}

bool hasOpenDifference(const DeskState& state)
{
    const auto all = differencesOf(state);
    return std::any_of(all.begin(), all.end(), [](const Difference& one) {
        return !one.isIgnored && one.what.kind != DifferenceKind::OrderHereOnly;
    });
}

bool hasNoHistory(const DeskState& state) noexcept
{
    return !state.portfolio.lastFill() && state.portfolio.cashLedger().lastNumber() == 0 && state.counters.orders == 0;
}

std::optional<Denial> ignoreDifference(Turn& turn, const Command& command, const IgnoreDifference& wish)
{
    if (wish.what.kind == DifferenceKind::OrderHereOnly) {
        return Denial::Invalid; // it is asked for, or settled by a person's word
    }
    const auto all = differencesOf(turn.state);
    const auto found
        = std::find_if(all.begin(), all.end(), [&wish](const Difference& one) { return one.what == wish.what; });
    if (found == all.end()) {
        return Denial::NotFound;
    }
    if (found->ours != wish.ours || found->theirs != wish.theirs) {
        return Denial::WrongDigest; // not what he had before his eyes
    }
    turn.decide(DifferenceIgnored{wish.what, wish.ours, wish.theirs, command.by, command.reason});
    if (wish.what.kind == DifferenceKind::Position) {
        clearMismatch(turn, command, wish.what.instrument);
    }
    return std::nullopt;
}

std::optional<Denial> adoptPosition(Turn& turn, PrincipalId by, InstrumentId instrument)
{
    const auto* reported = turn.state.reported.find(instrument);
    const auto price = turn.market.reference(instrument);
    if (reported == nullptr || !price) {
        return Denial::NotFound;
    }
    const Lots own{ownLots(turn.state, instrument)};
    turn.decide(PositionAdopted{instrument, own, Lots(*reported), *price, by});
    turn.valuation.rebuild(turn.state.portfolio);
    tendBrackets(turn, instrument);
    return std::nullopt;
}

std::optional<Denial> adoptCash(Turn& turn, const Command& command, const AdoptCash& wish)
{
    const auto* reported = turn.state.reportedCash.find(wish.currency);
    if (reported == nullptr) {
        return Denial::NotFound;
    }
    const Money own = turn.state.portfolio.cash(wish.currency);
    if (!checkedDifference(reported->e8, own.e8)) {
        return Denial::Invalid;
    }
    turn.decide(CashAdopted{wish.currency, own, Money(*reported), wish.isCapital, command.by, command.reason});
    return std::nullopt;
}

std::optional<Denial> adoptOpening(Turn& turn, const Command& command)
{
    if (!hasNoHistory(turn.state) || !turn.state.isReconciled) {
        return Denial::DeskUnwell;
    }
    std::vector<InstrumentId> instruments;
    for (const auto& entry : turn.state.reported) {
        if (!turn.market.reference(entry.key)) {
            return Denial::NotFound; // what it is worth is not known yet: all of it, or nothing
        }
        instruments.push_back(entry.key);
    }
    std::vector<CashAdopted> cash;
    for (const auto& entry : turn.state.reportedCash) {
        const Money own = turn.state.portfolio.cash(entry.key);
        cash.push_back({entry.key, own, entry.value, true, command.by, command.reason});
    }
    // A position adopted drops what was said of the cash: that is taken over first, and both were of one comparison.
    for (const CashAdopted& one : cash) {
        turn.decide(one);
    }
    for (const InstrumentId instrument : instruments) {
        static_cast<void>(adoptPosition(turn, command.by, instrument));
        clearMismatch(turn, command, instrument);
    }
    return std::nullopt;
}

std::optional<Denial> closeDifference(Turn& turn, const Command& command, const CloseDifference& wish)
{
    const auto* reported = turn.state.reported.find(wish.instrument);
    if (reported == nullptr) {
        return Denial::NotFound;
    }
    const std::int64_t theirs = reported->count;
    const Int128 own = ownLots(turn.state, wish.instrument);
    const Int128 more = theirs > 0 ? theirs - std::max<Int128>(own, 0) : std::min<Int128>(own, 0) - theirs;
    const auto lots = narrowed(more);
    if (!lots || *lots <= 0 || turn.state.closable(wish.instrument, Lots{*lots}).count == 0) {
        return Denial::Invalid;
    }
    if (const auto denial = adoptPosition(turn, command.by, wish.instrument)) {
        return denial;
    }
    const auto& session = turn.state.session;
    orders::OrderTicket ticket;
    ticket.instrument = wish.instrument;
    ticket.side = theirs > 0 ? Side::Sell : Side::Buy;
    ticket.kind = orders::OrderKind::Market;
    ticket.role = orders::OrderRole::Exit;
    ticket.size = turn.state.closable(wish.instrument, Lots{*lots});
    ticket.reduceOnly = true;
    ticket = views::asPlaced(ticket, session.account, session.environment, command.by);
    ticket.id = OrderId{turn.state.nextOrder};
    return closeByHand(turn, command.by, ticket);
}

std::optional<Denial> cancelExternal(Turn& turn, PrincipalId by, const CancelExternalOrder& wish)
{
    if (turn.state.external.all().find({wish.instrument, wish.venueOrderId}) == nullptr) {
        return Denial::NotFound;
    }
    turn.decide(ExternalCancelAsked{wish.instrument, wish.venueOrderId, by});
    turn.want(CancelExternal{turn.state.session.account, wish.instrument, wish.venueOrderId});
    return std::nullopt;
}

} // namespace omni::engine
