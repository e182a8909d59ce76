#include "core/desk/engine/engine.h"

#include "core/desk/engine/approving.h"
#include "core/desk/engine/asking_again.h"
#include "core/desk/engine/booking.h"
#include "core/desk/engine/commanding.h"
#include "core/desk/engine/doubted_legs.h"
#include "core/desk/engine/doubted_stops.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/guarding.h"
#include "core/desk/engine/moved_legs.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
#include "core/desk/engine/protection.h"
#include "core/desk/engine/refused_legs.h"
#include "core/desk/engine/reminding.h"
#include "core/desk/engine/settling_stops.h"
#include "core/desk/engine/watched_targets.h"

#include <algorithm>
#include <bit>

namespace omni::engine {

namespace {

using namespace events;

constexpr Timestamp endOfTime{std::numeric_limits<std::int64_t>::max()};

/// The next full second: in simulated time, where both clocks are one, that of the market.
constexpr Monotonic nextSecond(Monotonic now) noexcept
{
    constexpr std::int64_t period = seconds(1).ns;
    return Monotonic{now.ns - now.ns % period + period};
}

/// The venue's time of a tick.
Timestamp marketTimeOf(const market::Tick& tick) noexcept
{
    if (const auto* bar = std::get_if<market::Bar>(&tick)) {
        return bar->closedAt;
    }
    return std::visit(
        [](const auto& one) {
            if constexpr (requires { one.venueTime; }) {
                return one.venueTime;
            } else {
                return Timestamp{};
            }
        },
        tick);
}

/// A fill of a reduce-only order that did not reduce: two orders have closed the same lots (S18).
bool isBeyondClosing(const portfolio::BookedFill& booked) noexcept
{
    const bool isForFee = booked.assetFee && booked.positionAfter == booked.positionBefore; // all that was bought
    return booked.crossedZero || (booked.closed.count == 0 && !isForFee);
}

/// The instrument an event speaks of, where marks and exits may move because of it.
InstrumentId instrumentOf(const DeskState& state, OrderId order)
{
    const auto* record = state.ledger.find(order);
    return record != nullptr ? record->ticket.instrument : InstrumentId{};
}

} // namespace

void Engine::resume(DeskState state)
{
    m_state = std::move(state);
    for (std::uint64_t id = 1; id <= m_state.portfolio.instruments(); ++id) {
        const auto* mids = m_state.barsFromMids.find(InstrumentId{id});
        m_market.define(*m_state.portfolio.instrument(InstrumentId{id}), mids != nullptr && *mids);
    }
    m_valuation.rebuild(m_state.portfolio);
    if (m_state.session.boot > 0) {
        m_session = std::make_shared<const SessionStarted>(m_state.session);
    }
}

void Engine::applyTick(const Stamp& stamp, const market::Tick& tick, Output& out)
{
    ++m_events;
    m_last = stamp;
    out.clear();
    Turn turn{m_state, m_market, m_valuation, m_deferred, m_standing, m_naked, stamp, out};
    const bool isTime = stamp.wall >= m_nextDeadline || stamp.mono >= m_nextExpiry;
    if (isTime) {
        passTime(turn);
    }
    if (const auto fault = m_market.take(stamp, tick, m_closed)) {
        tellLeftOut(turn, market::instrumentOf(tick), *fault);
    }
    markAndGuard(turn, market::instrumentOf(tick));
    closeAtTargets(turn, market::instrumentOf(tick));
    if (stamp.mono >= m_nextSample) {
        sampleEquity(turn, marketTimeOf(tick));
        askAgainWhatWasRefused(turn);
        retryExits(turn);
        retryRefusedLegs(turn);
        retryMoves(turn);
        guardProtection(turn);
        m_nextSample = nextSecond(stamp.mono);
    }
    if (isTime) {
        tellSettled(turn);
    }
    if (!m_closed.empty()) {
        onBars(turn);
    }
    if (!out.facts.empty() || m_market.nextBarEnd() < m_nextDeadline) {
        refreshDeadline(stamp);
    }
}

/// Told once: a feed that is broken breaks every tick.
void Engine::tellLeftOut(Turn& turn, InstrumentId instrument, market::TickFault fault)
{
    if (m_market.leftOut(instrument) == 1) {
        turn.alert(AlertLevel::Warning, "data.left_out", instrument, {}, 0, static_cast<std::int64_t>(fault));
    }
}

void Engine::markAndGuard(Turn& turn, InstrumentId instrument)
{
    const auto price = m_market.reference(instrument);
    if (!price) {
        return;
    }
    m_valuation.onMark(m_state.portfolio, instrument, *price, turn.stamp.wall);
    if (m_state.portfolio.position(instrument).lots.count != 0) {
        guardEquity(turn);
    }
}

namespace {

/// Beside prices, of which `markAndGuard` takes care.
bool changesEquityOrLimits(const Event& event) noexcept
{
    return std::holds_alternative<orders::Fill>(event) || std::holds_alternative<FillBusted>(event)
        || std::holds_alternative<FillCorrected>(event) || std::holds_alternative<CashMoved>(event)
        || std::holds_alternative<RateGiven>(event) || std::holds_alternative<Command>(event);
}

/// What was counted in before the event is no more.
struct OtherUnits {
    InstrumentId instrument; ///< None: all is counted as before.
    bool ticks = false; ///< A price of before values nothing any more.
};
OtherUnits unitsAfter(const DeskState& before, const Event& event)
{
    if (const auto* split = std::get_if<SplitHappened>(&event)) {
        return split->numerator != split->denominator ? OtherUnits{split->instrument, true} : OtherUnits{};
    }
    const auto* defined = std::get_if<InstrumentDefined>(&event);
    const auto* known = defined != nullptr ? before.instrument(defined->instrument.id) : nullptr;
    const bool ticks = known != nullptr && known->tickSize != defined->instrument.tickSize;
    const bool lots = known != nullptr && known->lotSize != defined->instrument.lotSize;
    return ticks || lots ? OtherUnits{known->id, ticks} : OtherUnits{};
}

} // namespace

Result<void> Engine::apply(const Stamp& stamp, const Event& event, Output& out)
{
    if (const auto* tick = std::get_if<market::Tick>(&event)) {
        applyTick(stamp, *tick, out);
        return {};
    }
    ++m_events;
    m_last = stamp;
    out.clear();
    Turn turn{m_state, m_market, m_valuation, m_deferred, m_standing, m_naked, stamp, out};
    // The input is booked first, then time passes, then it is answered: in the record, too, it stands before every
    // decision that its moment brings, and recovery folds in that order.
    const auto rescaled = unitsAfter(m_state, event);
    const bool isAskingDue = stamp.mono >= m_nextAsking;
    const Folded folded = fold(m_state, stamp, event);
    m_valuation.rebuild(m_state.portfolio);
    if (!folded.error) {
        if (rescaled.ticks) {
            m_valuation.onRescale(m_state.portfolio, rescaled.instrument);
        }
        redefine(turn, event);
        cancelUnderWay(turn, rescaled.instrument);
    }
    if (!std::holds_alternative<SessionStarted>(event)) {
        passTime(turn);
    }
    if (folded.error) {
        turn.alert(AlertLevel::Critical, "event.not_booked", {}, folded.orderId);
        latchOldUnits(turn, event);
    } else {
        dispatch(turn, event, folded);
        if (isAskingDue && m_state.isOpen) {
            askAgainWhatWasRefused(turn);
        }
        if (changesEquityOrLimits(event)) {
            guardEquity(turn); // also when the last position has just been closed, at a loss
        }
    }
    tellSettled(turn); // when it has been answered: that may have been the stop
    if (!m_closed.empty()) {
        onBars(turn);
    }
    refreshDeadline(stamp);
    return folded.error ? Result<void>(tl::unexpected(*folded.error)) : Result<void>();
}

/// New increments make everything that counted in the old ones void: bars in the making, and proposals.
void Engine::redefine(Turn& turn, const Event& event)
{
    InstrumentId instrument;
    if (const auto* defined = std::get_if<InstrumentDefined>(&event)) {
        instrument = defined->instrument.id;
    } else if (const auto* split = std::get_if<SplitHappened>(&event)) {
        instrument = split->instrument;
    } else {
        return;
    }
    const auto* mids = m_state.barsFromMids.find(instrument);
    defineInstrument(turn, instrument, mids != nullptr && *mids);
    withdraw(turn, {risk::ScopeKind::Symbol, instrument.value}, Cause::Restart, desk);
    bool isRounded = false; // an order at the venue whose lots did not come out even
    m_state.ledger.forEach([&](const orders::OrderRecord& record) {
        isRounded = isRounded || (record.needsReconcile && record.ticket.instrument == instrument);
    });
    if (isRounded) {
        trip(turn, {Breaker::NeedsReconcile, instrument, {}, 0, 0});
    }
}

/// The market goes on in units in which our books could not be counted: nothing new on that symbol.
void Engine::latchOldUnits(Turn& turn, const Event& event)
{
    const auto* defined = std::get_if<InstrumentDefined>(&event);
    const auto* split = std::get_if<SplitHappened>(&event);
    const auto* instrument = defined != nullptr ? m_state.instrument(defined->instrument.id)
        : split != nullptr                      ? m_state.instrument(split->instrument)
                                                : nullptr;
    const bool isNewer
        = instrument != nullptr && (split != nullptr || defined->instrument.version > instrument->version);
    if (isNewer) {
        trip(turn, {Breaker::NeedsReconcile, instrument->id, {}, 0, 0});
    }
}

void Engine::dispatch(Turn& turn, const Event& event, const Folded& folded)
{
    if (const auto* command = std::get_if<Command>(&event)) {
        obey(turn, *command);
        m_unanswered.noteSettled(turn);
        if (std::holds_alternative<SwitchStrategy>(command->what)) {
            reviveStrategies(turn);
        }
        guardProtection(turn); // a leg that was never sent ends without a word of the venue; a wish to close covers
    } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        onFill(turn, *fill, folded);
    } else if (const auto* report = std::get_if<OrderReport>(&event)) {
        m_unanswered.heard(turn, *report, folded);
        onReport(turn, *report, folded);
    } else if (const auto* started = std::get_if<SessionStarted>(&event)) {
        startSession(turn, *started, folded);
    } else if (const auto* latched = std::get_if<KillLatched>(&event)) {
        obeyLatch(turn, latched->scope, latched->level, latched->by);
        guardProtection(turn); // what it takes away, a person is told of anew
    } else if (const auto* trouble = std::get_if<TroubleFound>(&event)) {
        meetTrouble(turn, *trouble, folded.repeated);
    } else if (const auto* live = std::get_if<LiveVouched>(&event)) {
        meetVouching(turn, *live);
    } else if (const auto* given = std::get_if<BarsGiven>(&event)) {
        warmUp(turn, *given);
    } else if (const auto* position = std::get_if<PositionReported>(&event)) {
        meetMismatch(turn, *position);
    } else if (const auto* external = std::get_if<ExternalOrderReported>(&event)) {
        tellExternal(turn, *external);
    } else if (const auto* cash = std::get_if<CashReported>(&event)) {
        tellCash(turn, *cash);
    } else if (const auto* link = std::get_if<LinkChanged>(&event)) {
        if (link->kind == LinkKind::MarketData && !link->up) {
            m_market.linkLost();
        } else if (link->kind == LinkKind::Orders && link->up) {
            turn.want(Reconcile{link->account});
            m_unanswered.linkIsBack(turn.stamp);
            m_unanswered.askAgain(turn);
        }
    } else if (std::holds_alternative<FillBusted>(event) || std::holds_alternative<FillCorrected>(event)) {
        onReversal(turn, event, folded);
    }
}

void Engine::onReversal(Turn& turn, const Event& event, const Folded& folded)
{
    const auto* busted = std::get_if<FillBusted>(&event);
    const InstrumentId instrument = busted != nullptr ? busted->instrument : std::get<FillCorrected>(event).instrument;
    // A venue that names fees later alarms nobody with them (S27: it is said all the same).
    turn.alert(folded.feeOnly ? AlertLevel::Info : AlertLevel::Critical, "fill.reversed", instrument, folded.orderId);
    const auto* record = m_state.ledger.find(folded.orderId);
    flattenReversed(turn, record != nullptr ? record->ticket.strategy : StrategyId{}, instrument);
    onOrderMoved(turn, folded, instrument);
    tendBrackets(turn, instrument);
    guardProtection(turn);
    markAndGuard(turn, instrument);
}

void Engine::startSession(Turn& turn, const SessionStarted& started, const Folded& folded)
{
    m_session = std::make_shared<const SessionStarted>(m_state.session);
    m_market.forget(turn.stamp);
    m_valuation = portfolio::Valuation();
    m_valuation.rebuild(m_state.portfolio);
    m_standing.forget();
    m_naked = !m_state.holdings.isEmpty(); // until it has been looked at
    m_deferred.clear();
    m_unanswered.forget();
    m_closed.clear();
    m_slots.clear();
    m_nextSample = Monotonic{std::numeric_limits<std::int64_t>::min()};
    for (std::uint64_t id = 1; id <= m_state.portfolio.instruments(); ++id) {
        const auto* mids = m_state.barsFromMids.find(InstrumentId{id});
        defineInstrument(turn, InstrumentId{id}, mids != nullptr && *mids);
    }
    if (folded.wasCutOff) {
        doubtLegs(turn);
        resumeLatches(turn);
    }
    // What was open when the program stopped may have filled, or never have arrived: each is asked for.
    for (const OrderId id : m_state.ledger.openIds()) {
        if (m_state.ledger.find(id)->state != orders::OrderState::Created) {
            turn.decide(QueryAsked{id});
            turn.want(Query{id});
        }
    }
    turn.want(Reconcile{started.account});
    noteStopsOfBefore(turn);
    if (folded.limitsKept) {
        turn.alert(AlertLevel::Warning, "limits.kept", {});
    }
}

/// What only reduces waits for its record for a moment at most, so a leg may have left in a size that is lost. Let go
/// again it would stand at the venue twice, and close twice as much.
void Engine::doubtLegs(Turn& turn)
{
    for (const OrderId id : m_state.ledger.openIds()) {
        const auto& record = *m_state.ledger.find(id);
        if (record.state == orders::OrderState::Created && record.ticket.held) {
            turn.decide(LegDoubted{id});
        }
    }
}

void Engine::onFill(Turn& turn, const orders::Fill& fill, const Folded& folded)
{
    if (folded.repeated) {
        turn.alert(AlertLevel::Info, "fill.repeated", fill.instrument, fill.order);
        return;
    }
    m_market.ownFill(turn.stamp, fill);
    if (folded.contradicts) {
        turn.alert(AlertLevel::Critical, "fill.contradicts_order", fill.instrument, fill.order);
        trip(turn, {Breaker::NeedsReconcile, fill.instrument, {}, 0, fill.size.count});
    } else if (folded.external) {
        turn.alert(AlertLevel::Warning, "fill.external", fill.instrument, fill.order);
    } else if (folded.order && folded.order->lateFill) {
        turn.alert(AlertLevel::Warning, "order.late_fill", fill.instrument, fill.order);
    }
    const auto* record = folded.external ? nullptr : m_state.ledger.find(fill.order);
    const StrategyId strategy = record != nullptr ? record->ticket.strategy : StrategyId{};
    if (record != nullptr && record->ticket.reduceOnly && isBeyondClosing(*folded.booked)) {
        turn.alert(AlertLevel::Critical, "position.flipped", fill.instrument, fill.order, 0,
                   folded.booked->positionAfter.count);
        trip(turn, {Breaker::NeedsReconcile, fill.instrument, {}, 0, folded.booked->positionAfter.count});
    }
    tellStrategy(turn, fill, strategy);
    if (record != nullptr) {
        flattenLate(turn, orders::OrderTicket(record->ticket));
    }
    noteEntryFilled(turn, fill.order);
    onOrderMoved(turn, folded, fill.instrument);
    tendBrackets(turn, fill.instrument); // of others, too: they share the account's position
    guardProtection(turn);
    warnIfNaked(turn, folded, fill.order);
    guardManners(turn, folded, fill.instrument, strategy);
    endGrantOnLoss(turn, strategy, fill.instrument);
    markAndGuard(turn, fill.instrument);
}

void Engine::onReport(Turn& turn, const OrderReport& report, const Folded& folded)
{
    if (folded.external) {
        turn.alert(AlertLevel::Warning, "order.external", {}, report.order);
        return;
    }
    const InstrumentId instrument = instrumentOf(m_state, report.order);
    const auto* record = m_state.ledger.find(report.order);
    const bool neverLeft = record->ticket.held; // refused nothing: the venue has never had it
    const bool isOwnStopRefused = report.kind == orders::OrderEventKind::Rejected && isStopOfTheDesk(record->ticket);
    const bool isToldNow = !isToldLater(turn, *record, report);
    const bool isOutgrown = isOutgrownLeg(m_state, *record, report);
    if (report.kind == orders::OrderEventKind::Rejected && !neverLeft && isToldNow && !isOutgrown) {
        tellRefused(turn, orders::OrderTicket(record->ticket));
    }
    if (report.kind == orders::OrderEventKind::CancelRejected) {
        askWhyRefused(turn, report.order);
    }
    onOrderMoved(turn, folded, instrument);
    if (folded.order && folded.order->terminalNow) {
        tendBrackets(turn, instrument); // an order that stood in the way of others' legs is gone
    }
    if (isOutgrown && isToldNow) {
        tellIfNotSentAnew(turn, report.order);
    }
    if (isOwnStopRefused) {
        m_naked = true; // at once again it would be refused again, without end: after a wait (F31)
    } else {
        guardProtection(turn); // a stop has come, grown or gone
    }
    guardManners(turn, folded, instrument, {});
}

/// The order may be over, and its end not told: it would hang for ever. Whoever cancels again and again asks after the
/// first, second, fourth, … refusal.
void Engine::askWhyRefused(Turn& turn, OrderId order)
{
    const auto* record = m_state.ledger.find(order);
    if (record != nullptr && record->state == orders::OrderState::Working
        && std::has_single_bit(record->cancelsAsked)) {
        turn.decide(QueryAsked{order});
        turn.want(Query{order});
    }
}

void Engine::onOrderMoved(Turn& turn, const Folded& folded, InstrumentId instrument)
{
    if (folded.order && folded.orderId) {
        const auto& outcome = *folded.order;
        if (outcome.unknownNow) {
            turn.alert(AlertLevel::Critical, "order.unknown", instrument, folded.orderId);
            turn.decide(QueryAsked{folded.orderId});
            turn.want(Query{folded.orderId});
        }
        if (outcome.before == orders::OrderState::Unknown && outcome.after != orders::OrderState::Unknown) {
            replantDoubted(turn, folded.orderId);
        }
        if (outcome.otherFigures && !outcome.terminalNow) {
            m_unanswered.ask(turn, folded.orderId); // the word may be older than a change: the next one is not
        }
        if ((outcome.impossible && !outcome.unknownNow) || outcome.excess.count > 0) {
            trip(turn, {Breaker::NeedsReconcile, instrument, {}, 0, outcome.excess.count});
        }
        tendBracket(turn, familyOf(turn, folded.orderId));
    }
    advanceExits(turn, instrument);
    guardCounts(turn);
}

void Engine::passTime(Turn& turn)
{
    // What has had its time is over before a strategy answers to a bar: a budget that has ended approves nothing more.
    expireProposals(turn);
    tellDoubtedStops(turn);
    endGrants(turn);
    m_market.advanceTo(turn.stamp.wall, m_closed);
    onBars(turn);
    m_unanswered.askAgain(turn);
    refreshDeadline(turn.stamp);
}

void Engine::refreshDeadline(const Stamp& stamp) noexcept
{
    Duration next{std::numeric_limits<std::int64_t>::max()};
    const auto consider = [&](const Moment& since, Duration span) {
        next = std::min(next, Duration{std::max<std::int64_t>(0, span.ns - elapsed(since, stamp).ns)});
    };
    next = std::min({next, untilNextWord(m_state, stamp), untilDoubtIsSeen(m_state),
                     untilSettled(m_state, m_standing, stamp.mono)});
    for (const auto& grant : m_state.grants) {
        consider(grant.value.at, grant.value.terms.span);
    }
    const auto asking = nextAsking(m_state, stamp);
    m_nextAsking = Monotonic{asking ? checkedSum(stamp.mono.ns, asking->ns).value_or(endOfTime.ns) : endOfTime.ns};
    next = asking ? std::min(next, *asking) : next;
    if (const auto due = m_unanswered.nextDue()) {
        next = std::min(next, Duration{std::max<std::int64_t>(0, (*due - stamp.mono).ns)});
    }
    // On both clocks: the wall may jump, the other may not.
    const auto mono = checkedSum(stamp.mono.ns, next.ns);
    const auto wall = checkedSum(stamp.wall.ns, next.ns);
    m_nextExpiry = Monotonic{mono.value_or(endOfTime.ns)};
    m_nextDeadline = std::min(Timestamp{wall.value_or(endOfTime.ns)}, m_market.nextBarEnd());
}

} // namespace omni::engine
