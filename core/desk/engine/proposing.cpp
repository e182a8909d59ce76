#include "core/desk/engine/proposing.h"

#include "core/desk/engine/approving.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/reminding.h"
#include "core/desk/engine/risk_view.h"
#include "core/desk/events/codec.h"
#include "core/desk/views/standing.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/rate_table.h"
#include "core/trade/risk/approval_guard.h"
#include "core/trade/risk/sizing/all_in/all_in_sizer.h"
#include "core/trade/risk/sizing/fixed_lots/fixed_lots_sizer.h"
#include "core/trade/risk/sizing/fixed_risk/fixed_risk_sizer.h"
#include "core/trade/risk/stops/default_stop/default_stop.h"
#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace omni::engine {

namespace {

using namespace events;

std::optional<Ticks> stopOf(const Turn& turn, const strategy::Proposal& wish)
{
    if (wish.stop || wish.withoutStop || !turn.limits().enforced) {
        return wish.stop;
    }
    return risk::defaultStop(wish.side, wish.reference, turn.limits().hardStopDistance);
}

/// Equity in the quote currency of the instrument.
std::optional<Money> equityIn(Turn& turn, CurrencyId quote)
{
    const auto equity = turn.equity();
    return equity ? turn.state.rates.convert(*equity, turn.state.base, quote, turn.stamp.wall) : std::nullopt;
}

/// Quantity at 1e-8 of a unit as whole lots, rounded down.
Lots lotsOfQuantity(const market::Instrument& instrument, std::int64_t e8)
{
    const auto lots = market::lotsFrom(instrument, Decimal{e8, -8});
    if (lots) {
        return *lots;
    }
    const double count = std::floor(static_cast<double>(e8) / 1e8 / market::quantityNumber(instrument, Lots{1}));
    return count >= 0 && count <= 1e15 ? Lots{static_cast<std::int64_t>(count)} : Lots{};
}

/// The price at which an entry may be filled and still be as approved: the touch, and as far as the drift guard lets
/// it.
Ticks worstFill(const Turn& turn, const strategy::Proposal& wish)
{
    if (wish.limit || !turn.limits().enforced) {
        return wish.limit.value_or(wish.reference);
    }
    Ticks worst = wish.reference;
    if (const auto quote = turn.market.quoteOrLast(wish.instrument); quote && quote->isTwoSided()) {
        worst = std::max(worst, quote->ask); // the gate values either side at the highest price in sight
    }
    if (turn.state.session.driftGuard) {
        const auto drift = risk::allowedDrift(wish.reference, turn.market.dailyAtr(wish.instrument), turn.limits());
        worst.count = checkedSum(worst.count, drift.count).value_or(worst.count);
    }
    return worst;
}

/// The share of equity that a strategy's position may cost: all that the limits allow, or the part of it that its
/// setting asks for.
BasisPoints positionCapOf(const Turn& turn, StrategyId id)
{
    BasisPoints cap = turn.state.sizeLimits().positionPerTrade;
    for (const StrategySetting& setting : turn.state.session.strategies) {
        if (setting.id != id) {
            continue;
        }
        if (const auto spec = strategy::specFromText(setting.spec); spec && spec->size) {
            cap.count = std::max(1, cap.count * *spec->size / 100);
        }
    }
    return cap;
}

/// No more lots than the position's share of equity buys at the worst fill, on top of what is held and on its way
/// already: else a tick makes the approval void.
Lots cappedAtWorst(const Turn& turn, const market::Instrument& instrument, const strategy::Proposal& wish, Money equity,
                   BasisPoints cap, Lots lots)
{
    const Ticks worst = worstFill(turn, wish);
    if (worst.count <= 0) {
        return lots;
    }
    const auto open = turn.state.ordersInSight().of(instrument.id);
    const Int128 byValue = wish.side == Side::Buy ? open.notionalBuys.e8 : open.notionalSells.e8;
    const Int128 share = std::max<Int128>(0, dividedDown(Int128{equity.e8} * cap.count, 10'000) - byValue);
    const Int128 there = Int128{turn.state.portfolio.position(instrument.id).lots.count} * signOf(wish.side)
        + (wish.side == Side::Buy ? open.openBuys.count : open.openSells.count);
    const Lots most = market::lotsWorth(instrument, worst, Money{static_cast<std::int64_t>(share)});
    const Int128 room = most.count - std::max<Int128>(0, there);
    return std::min(lots, Lots{static_cast<std::int64_t>(std::max<Int128>(0, room))});
}

/// Size of the ticket, or its amount; zero lots when no size keeps the rules.
void sizeTicket(Turn& turn, const market::Instrument& instrument, const strategy::Proposal& wish,
                std::optional<Ticks> stop, orders::OrderTicket& ticket)
{
    ticket.size = {};
    const auto equity = equityIn(turn, turn.state.portfolio.quoteOf(instrument.id));
    if (wish.notional || wish.size) {
        ticket.notional = wish.notional;
        ticket.size = wish.size.value_or(Lots{});
        return;
    }
    if (!equity) {
        return;
    }
    const risk::SizingRequest request{.side = wish.side,
                                      .entry = wish.limit.value_or(wish.reference),
                                      .stop = stop.value_or(wish.reference),
                                      .equity = *equity,
                                      .tickLotValue = instrument.tickLotValue,
                                      .smallest = instrument.smallest,
                                      .largest = instrument.largest,
                                      .step = instrument.step};
    switch (turn.state.session.sizing) {
    case SizingRule::FixedRisk: {
        const BasisPoints cap = positionCapOf(turn, wish.strategy);
        const auto sized
            = risk::sizeByFixedRisk({turn.state.sizeLimits().lossAtStop, cap, turn.limits().enforced}, request);
        if (sized) {
            const double share = std::isfinite(wish.conviction) ? std::clamp(wish.conviction, 0.0, 1.0) : 0.0;
            const auto millionths = static_cast<std::int64_t>(std::floor(share * 1e6));
            const Lots most = cappedAtWorst(turn, instrument, wish, *equity, cap, sized->lots);
            const auto wanted = static_cast<std::int64_t>(Int128{most.count} * millionths / 1'000'000);
            ticket.size = Lots{wanted - wanted % std::max<std::int64_t>(1, instrument.step.count)};
        }
        break;
    }
    case SizingRule::FixedLots: {
        const auto sized = risk::sizeByFixedLots({lotsOfQuantity(instrument, turn.state.session.fixedLots)}, request);
        ticket.size = sized ? sized->lots : Lots{};
        break;
    }
    case SizingRule::AllIn: {
        // All but the last unit, so that a whole quotient rounds down: backtesting.py's size of everything, which it
        // prints as .9999, is 1 - epsilon, and its published trades are met share for share only this way.
        const auto amount = risk::amountAllIn({}, *equity);
        if (amount && amount->e8 > 1) {
            ticket.notional = Money{amount->e8 - 1};
        }
        break;
    }
    }
}

orders::OrderTicket entryTicket(const Turn& turn, StrategyId strategy, const strategy::Proposal& wish)
{
    orders::OrderTicket ticket;
    ticket.instrument = wish.instrument;
    ticket.account = turn.state.session.account;
    ticket.environment = turn.state.session.environment;
    ticket.side = wish.side;
    ticket.kind = wish.limit ? orders::OrderKind::Limit : orders::OrderKind::Market;
    ticket.limit = wish.limit;
    ticket.role = orders::OrderRole::Entry;
    ticket.origin = orders::Origin::Strategy;
    ticket.strategy = strategy;
    ticket.proposal = wish.id;
    ticket.by = principalOf(strategy);
    return ticket;
}

/// Worth of `value`, which is in the instrument's currency; zero when it cannot be told, which the preview then
/// refuses.
Money inBase(const Turn& turn, const market::Instrument& instrument, std::optional<Money> value)
{
    const auto rate
        = turn.state.rates.find(turn.state.portfolio.quoteOf(instrument.id), turn.state.base, turn.stamp.wall);
    if (!value || !rate) {
        return {};
    }
    return portfolio::convertedUp(*value, rate->rate).value_or(Money{});
}

void fillMoney(const Turn& turn, const market::Instrument& instrument, ProposalMade& made)
{
    const auto& ticket = made.ticket;
    const auto worth = [&](std::int64_t price) {
        const auto value = market::notionalRoundedUp(instrument, Ticks{price}, ticket.size);
        return inBase(turn, instrument, value ? std::optional(*value) : std::nullopt);
    };
    made.value = ticket.notional ? inBase(turn, instrument, ticket.notional) : worth(made.proposal.reference.count);
    if (made.stop && !ticket.notional) {
        const auto entry = ticket.limit.value_or(made.proposal.reference);
        const auto distance = checkedDifference(std::max(entry, *made.stop).count, std::min(entry, *made.stop).count);
        made.lossAtStop = worth(distance.value_or(std::numeric_limits<std::int64_t>::max()));
    }
}

/// What the gate says of it now, after what it cannot see: a size at all, legs on their own sides.
std::optional<risk::Refusal> previewOf(Turn& turn, const market::Instrument& instrument, const ProposalMade& made)
{
    const auto& ticket = made.ticket;
    if (ticket.size.count <= 0 && !ticket.notional) {
        // Nothing is sized against an equity that cannot be told in the instrument's currency: a rate is missing.
        const bool isKnown = equityIn(turn, turn.state.portfolio.quoteOf(instrument.id)).has_value();
        return risk::Refusal{isKnown ? risk::Rule::OrderSize : risk::Rule::EquityUnknown, instrument.smallest.count,
                             ticket.size.count};
    }
    const auto entry = ticket.limit.value_or(made.proposal.reference);
    if (!canPlan(turn, ticket, made.stop, made.target) || !legsMakeSense(ticket.side, entry, made.stop, made.target)) {
        return risk::Refusal{risk::Rule::TicketInvalid, 0, 0};
    }
    return refusalNow(turn, ticket, made.stop);
}

/// Records the proposal and what the gate says of it now; approves it where a granted budget allows that.
void publish(Turn& turn, const market::Instrument& instrument, ProposalMade made)
{
    const auto quote = turn.market.quoteOrLast(instrument.id);
    made.bid = quote ? quote->bid : Ticks{};
    made.ask = quote ? quote->ask : Ticks{};
    made.atr = turn.market.dailyAtr(instrument.id);
    made.driftAllowed = turn.state.session.driftGuard
        ? risk::allowedDrift(made.proposal.reference, made.atr, turn.limits())
        : Ticks{std::numeric_limits<std::int64_t>::max()};
    fillMoney(turn, instrument, made);
    made.preview = previewOf(turn, instrument, made);
    made.digest = approvalDigest(made.ticket, made.stop, made.target, made.proposal.reference, made.driftAllowed);
    turn.decide(made);
    if (made.preview) {
        turn.decide(OrderRefused{made.ticket, *made.preview, true});
        turn.decide(ProposalClosed{made.proposal.id, Closing::Suppressed, Cause::Strategy, desk});
        return;
    }
    if (!made.replaces) { // what a person has changed, a person approves
        approveByGrant(turn, made.proposal.id);
    }
}

void propose(Turn& turn, StrategyId strategy, strategy::Proposal wish)
{
    const auto* instrument = turn.state.instrument(wish.instrument);
    if (instrument == nullptr) {
        return;
    }
    for (const auto& entry : std::vector(turn.state.waiting.begin(), turn.state.waiting.end())) {
        const auto& old = entry.value.made.proposal;
        if (old.strategy == strategy && old.instrument == wish.instrument) {
            turn.decide(ProposalClosed{entry.key, Closing::Superseded, Cause::Strategy, principalOf(strategy)});
        }
    }
    wish.id = ProposalId{turn.state.nextProposal};
    wish.strategy = strategy;
    ProposalMade made;
    made.proposal = wish;
    made.stop = stopOf(turn, wish);
    made.target = wish.target;
    made.lifetime = turn.state.session.proposalExpiry;
    if (wish.validUntil.ns > 0) {
        made.lifetime
            = std::min(made.lifetime, Duration{checkedDifference(wish.validUntil.ns, turn.stamp.wall.ns).value_or(0)});
    }
    made.ticket = entryTicket(turn, strategy, wish);
    sizeTicket(turn, *instrument, wish, made.stop, made.ticket);
    publish(turn, *instrument, std::move(made));
}

} // namespace

void takeWish(Turn& turn, StrategyId strategy, InstrumentId instrument, const strategy::Proposal& wish)
{
    const HoldingKey key{strategy, instrument};
    if (turn.state.switchedOff.contains(strategy)) {
        return;
    }
    strategy::Proposal asked = wish;
    asked.instrument = instrument;
    if (asked.intent == strategy::Intent::Exit) {
        wantExit(turn, key, orders::Origin::Strategy, Cause::Strategy, principalOf(strategy));
        return;
    }
    std::erase_if(turn.deferred, [&key](const DeferredEntry& entry) { return entry.key == key; });
    if (turn.state.exits.contains(key) || turn.state.exits.contains({{}, instrument})) {
        turn.deferred.push_back({key, asked});
        return;
    }
    propose(turn, strategy, asked);
}

void proposeDeferred(Turn& turn, HoldingKey key)
{
    const auto isFree = [&](const DeferredEntry& entry) {
        return entry.key.instrument == key.instrument && (!key.strategy || entry.key.strategy == key.strategy)
            && !turn.state.exits.contains(entry.key) && !turn.state.exits.contains({{}, key.instrument});
    };
    std::vector<DeferredEntry> free;
    std::copy_if(turn.deferred.begin(), turn.deferred.end(), std::back_inserter(free), isFree);
    std::erase_if(turn.deferred, isFree);
    for (DeferredEntry& entry : free) {
        if (const auto now = turn.market.reference(key.instrument)) {
            entry.wish.reference = *now; // sized and guarded at the price at which the way became free
        }
        propose(turn, entry.key.strategy, entry.wish);
    }
}

void amend(Turn& turn, const WaitingProposal& old, const Amend& with)
{
    ProposalMade made = old.made;
    const auto* instrument = turn.state.instrument(made.proposal.instrument);
    if (instrument == nullptr) {
        return;
    }
    made.replaces = made.proposal.id;
    made.proposal.id = ProposalId{turn.state.nextProposal};
    made.ticket.proposal = made.proposal.id;
    made.ticket.size = with.size.value_or(made.ticket.size);
    if (with.limit) {
        made.ticket.kind = orders::OrderKind::Limit;
        made.ticket.limit = with.limit;
    }
    made.stop = with.stop ? with.stop : made.stop;
    made.target = with.target ? with.target : made.target;
    if (const auto now = turn.market.reference(instrument->id)) {
        made.proposal.reference = *now;
    }
    // The lifetime goes on as it was: an amended proposal is no younger than its reasons.
    made.lifetime = made.lifetime - elapsed(old.at, turn.stamp);
    turn.decide(ProposalClosed{made.replaces, Closing::Superseded, Cause::Person, made.ticket.by});
    publish(turn, *instrument, std::move(made));
}

void proposeAgain(Turn& turn, ProposalMade made)
{
    if (const auto* instrument = turn.state.instrument(made.proposal.instrument)) {
        made.replaces = made.proposal.id;
        made.proposal.id = ProposalId{turn.state.nextProposal};
        made.ticket.proposal = made.proposal.id;
        publish(turn, *instrument, std::move(made));
    }
}

orders::OrderTicket ticketFor(const WaitingProposal& waiting, Lots size)
{
    orders::OrderTicket ticket = waiting.made.ticket;
    if (!ticket.notional) {
        ticket.size = size;
    }
    return ticket;
}

Digest digestFor(const WaitingProposal& waiting, Lots size)
{
    return approvalDigest(ticketFor(waiting, size), waiting.made.stop, waiting.made.target,
                          waiting.made.proposal.reference, waiting.made.driftAllowed);
}

Digest signedDigestFor(const DeskState& state, const WaitingProposal& waiting, Lots size)
{
    const InstrumentId instrument = waiting.made.proposal.instrument;
    orders::InstrumentOrders external;
    state.external.addTo(external, instrument);
    const Lots held = state.portfolio.position(instrument).lots;
    return views::signedDigest(digestFor(waiting, size),
                               views::standingDigest(held, state.ledger.of(instrument), external));
}

std::size_t withdraw(Turn& turn, risk::Scope scope, Cause cause, PrincipalId by)
{
    std::size_t count = 0;
    for (const auto& entry : std::vector(turn.state.waiting.begin(), turn.state.waiting.end())) {
        const auto& ticket = entry.value.made.ticket;
        if (risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument)) {
            turn.decide(ProposalClosed{entry.key, Closing::Withdrawn, cause, by});
            ++count;
        }
    }
    std::erase_if(turn.deferred, [&](const DeferredEntry& entry) {
        return risk::reaches(scope, turn.state.session.account, entry.key.strategy, entry.key.instrument);
    });
    return count;
}

void expireProposals(Turn& turn)
{
    for (std::size_t i = 0; i < turn.state.waiting.size();) {
        const auto& entry = *(turn.state.waiting.begin() + static_cast<std::ptrdiff_t>(i));
        if (elapsed(entry.value.at, turn.stamp) >= entry.value.made.lifetime) {
            turn.decide(ProposalClosed{entry.key, Closing::Expired, Cause::Expiry, desk});
        } else {
            ++i;
        }
    }
    remindOfProposals(turn);
}

} // namespace omni::engine
