#include "core/desk/engine/guarding.h"

#include "core/desk/engine/differences.h"
#include "core/desk/engine/exits.h"
#include "core/desk/engine/ordering.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace omni::engine {

namespace {

using namespace events;

/// `base` less `share` of it, rounded so that reaching the share trips.
std::int64_t floorOf(Money base, BasisPoints share) noexcept
{
    const Int128 kept = Int128{base.e8} * (10'000 - share.count);
    return static_cast<std::int64_t>(dividedDown(kept, 10'000));
}

void halt(Turn& turn, const BreakerTripped& tripped)
{
    if (turn.state.breakers.contains({tripped.breaker, 0})) {
        return;
    }
    trip(turn, tripped);
    lowerMode(turn, risk::Mode::Halted, Cause::Breaker, desk, nameOf(tripped.breaker));
    cancelIn(turn, {}, true, Cause::Breaker, desk);
}

/// What the latches over such an order want flat.
std::vector<HoldingKey> keysToFlatten(const Turn& turn, StrategyId strategy, InstrumentId instrument)
{
    std::vector<HoldingKey> keys;
    for (const auto& latch : turn.state.latches) {
        if (latch.value.level == risk::KillLevel::Flatten
            && risk::reaches(latch.key, turn.state.session.account, strategy, instrument)) {
            const bool isOfStrategy = latch.key.kind == risk::ScopeKind::Strategy;
            keys.push_back({isOfStrategy ? strategy : StrategyId{}, instrument});
        }
    }
    return keys;
}

/// Books that have not begun differ from every account: it is their opening, nothing is amiss, and nothing trades.
bool isOpening(const DeskState& state) noexcept
{
    return state.mode == risk::Mode::Halted && hasNoHistory(state);
}

} // namespace

void trip(Turn& turn, const BreakerTripped& breaker)
{
    const std::uint64_t subject = breaker.strategy ? breaker.strategy.value : breaker.instrument.value;
    if (turn.state.breakers.contains({breaker.breaker, subject})) {
        return;
    }
    turn.decide(breaker);
    if (breaker.breaker == Breaker::Mismatch && isOpening(turn.state)) {
        return;
    }
    turn.alert(AlertLevel::Critical, std::string("breaker.").append(nameOf(breaker.breaker)), breaker.instrument, {},
               breaker.limit, breaker.actual);
}

void meetTrouble(Turn& turn, const TroubleFound& trouble, bool isTold)
{
    switch (trouble.what) {
    case Trouble::RecordBehind:
        if (!isTold) {
            turn.alert(AlertLevel::Critical, "record.behind", {});
            trip(turn, {Breaker::Mismatch, {}, {}, 0, 0});
            lowerMode(turn, risk::Mode::ReduceOnly, Cause::Breaker, desk, trouble.text.view());
        }
        return;
    case Trouble::AccountRestricted:
        turn.alert(AlertLevel::Critical, "account.restricted", {});
        lowerMode(turn, risk::Mode::ReduceOnly, Cause::Breaker, desk, trouble.text.view());
        return;
    case Trouble::JournalFailed:
        trip(turn, {Breaker::JournalFailed, {}, {}, 0, 0});
        break;
    case Trouble::EngineStalled:
        trip(turn, {Breaker::EngineStalled, {}, trouble.strategy, longestSilence.ns, trouble.span.ns});
        break;
    }
    lowerMode(turn, risk::Mode::Halted, Cause::Breaker, desk, trouble.text.view());
    cancelIn(turn, {}, true, Cause::Breaker, desk);
    if (trouble.strategy && !turn.state.switchedOff.contains(trouble.strategy)) {
        switchOff(turn, trouble.strategy, Cause::Breaker, desk);
    }
}

void switchOff(Turn& turn, StrategyId strategy, Cause cause, PrincipalId by)
{
    turn.decide(StrategySwitched{strategy, false, cause, by});
    const risk::Scope scope{risk::ScopeKind::Strategy, strategy.value};
    withdraw(turn, scope, Cause::StrategyOff, by);
    cancelIn(turn, scope, true, Cause::StrategyOff, by);
}

void stopStrategies(Turn& turn, risk::Scope scope, PrincipalId by)
{
    const auto& session = turn.state.session;
    for (const StrategySetting& setting : std::vector(session.strategies.begin(), session.strategies.end())) {
        if (risk::reaches(scope, session.account, setting.id, {}) && !turn.state.switchedOff.contains(setting.id)) {
            switchOff(turn, setting.id, Cause::Kill, by);
        }
    }
}

void meetVouching(Turn& turn, const LiveVouched& vouched)
{
    if (!vouched.isGranted) {
        lowerMode(turn, risk::Mode::ReduceOnly, Cause::Person, desk, "real money is not granted any more");
    }
}

void lowerMode(Turn& turn, risk::Mode mode, Cause cause, PrincipalId by, std::string_view reason)
{
    if (turn.state.mode <= mode) {
        return;
    }
    turn.decide(ModeChanged{mode, cause, by, ShortText<95>(reason)});
    if (mode < risk::Mode::Manual) {
        withdraw(turn, {}, Cause::Mode, by);
        cancelIn(turn, {}, true, cause, by); // an entry that rests could still raise exposure
    }
}

void obeyLatch(Turn& turn, risk::Scope scope, risk::KillLevel level, PrincipalId by)
{
    withdraw(turn, scope, Cause::Kill, by);
    if (level >= risk::KillLevel::CancelEntries) {
        cancelIn(turn, scope, level == risk::KillLevel::CancelEntries, Cause::Kill, by);
    }
    if (level == risk::KillLevel::Flatten) {
        for (const auto& position : turn.state.portfolio.positions()) {
            if (risk::reaches(scope, turn.state.session.account, StrategyId{}, position.instrument)) {
                wantExit(turn, {{}, position.instrument}, orders::Origin::KillSwitch, Cause::Kill, by);
            }
        }
        for (const auto& entry : std::vector(turn.state.holdings.begin(), turn.state.holdings.end())) {
            if (scope.kind == risk::ScopeKind::Strategy && scope.id == entry.key.strategy.value) {
                wantExit(turn, entry.key, orders::Origin::KillSwitch, Cause::Kill, by);
            }
        }
    }
}

void resumeLatches(Turn& turn)
{
    for (const auto& latch : std::vector(turn.state.latches.begin(), turn.state.latches.end())) {
        if (latch.value.level >= risk::KillLevel::CancelEntries) {
            cancelIn(turn, latch.key, true, Cause::Kill, latch.value.by);
        }
        if (latch.value.level != risk::KillLevel::Flatten) {
            continue;
        }
        for (const auto& held : std::vector(turn.state.holdings.begin(), turn.state.holdings.end())) {
            const auto [strategy, instrument] = held.key;
            if (held.value.opened <= latch.value.at
                && risk::reaches(latch.key, turn.state.session.account, strategy, instrument)) {
                const bool isOfStrategy = latch.key.kind == risk::ScopeKind::Strategy;
                wantExit(turn, {isOfStrategy ? strategy : StrategyId{}, instrument}, orders::Origin::KillSwitch,
                         Cause::Kill, latch.value.by);
            }
        }
    }
}

void flattenLate(Turn& turn, const orders::OrderTicket& ticket)
{
    if (ticket.reduceOnly) {
        return;
    }
    for (const HoldingKey& key : keysToFlatten(turn, ticket.strategy, ticket.instrument)) {
        wantExit(turn, key, orders::Origin::KillSwitch, Cause::Kill, desk);
    }
}

void flattenReversed(Turn& turn, StrategyId strategy, InstrumentId instrument)
{
    for (const HoldingKey& key : keysToFlatten(turn, strategy, instrument)) {
        const bool isHeld = key.strategy ? turn.state.holdings.contains(key)
                                         : turn.state.portfolio.position(instrument).lots.count != 0;
        if (isHeld) {
            wantExit(turn, key, orders::Origin::KillSwitch, Cause::Kill, desk);
        }
    }
}

void guardEquity(Turn& turn)
{
    const auto& state = turn.state;
    if (!turn.limits().enforced || !state.isOpen || state.day < 0) {
        return;
    }
    const auto equity = turn.equity();
    if (!equity) {
        return; // unknown refuses new risk by itself
    }
    if (state.dayStart.e8 > 0 && equity->e8 <= floorOf(state.dayStart, turn.limits().dailyLoss)) {
        halt(turn, {Breaker::DailyLoss, {}, {}, floorOf(state.dayStart, turn.limits().dailyLoss), equity->e8});
    }
    if (state.peak && state.peak->e8 > 0 && equity->e8 <= floorOf(*state.peak, turn.limits().drawdown)) {
        halt(turn, {Breaker::Drawdown, {}, {}, floorOf(*state.peak, turn.limits().drawdown), equity->e8});
    }
}

void meetMismatch(Turn& turn, const PositionReported& report)
{
    const auto* reported = turn.state.reported.find(report.instrument);
    if (reported == nullptr) {
        return;
    }
    const Lots own = turn.state.portfolio.positionAt(report.account, report.instrument);
    if (isIgnored(turn.state, {DifferenceKind::Position, report.instrument, {}, {}, {}}, own.count, reported->count)) {
        return;
    }
    trip(turn, {Breaker::Mismatch, report.instrument, {}, own.count, report.position.count});
    lowerMode(turn, risk::Mode::ReduceOnly, Cause::Breaker, desk, "mismatch");
}

void tellExternal(Turn& turn, const ExternalOrderReported& report)
{
    const AlertCause cause{"order.external_full", InstrumentId{}};
    const auto leftOut = static_cast<std::int64_t>(turn.state.external.leftOut());
    if (leftOut == 0) {
        return turn.standing.ended(cause);
    }
    if (turn.standing.isDue(AlertLevel::Critical, cause, leftOut, turn.stamp.mono)) {
        turn.alert(AlertLevel::Critical, cause.key.view(), report.instrument, {},
                   static_cast<std::int64_t>(orders::mostExternalOrders), leftOut);
    }
}

/// It is told and stops nothing: positions can be closed whatever the cash is, and a fee that came without a word is no
/// reason to stand still. What is bought is still held to our own books.
void tellCash(Turn& turn, const CashReported& report)
{
    if (report.account != turn.state.session.account) {
        return;
    }
    const auto currency = static_cast<std::int64_t>(report.currency.value);
    const AlertCause cause{"cash.mismatch", {}, {}, {}, currency};
    const auto* other = turn.state.reportedCash.find(report.currency);
    if (other == nullptr || isOpening(turn.state)) {
        return turn.standing.ended(cause);
    }
    const Money own = turn.state.portfolio.cash(report.currency);
    if (isIgnored(turn.state, {DifferenceKind::Cash, {}, report.currency, {}, {}}, own.e8, other->e8)) {
        return turn.standing.ended(cause);
    }
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::int64_t more
        = std::max(-most, checkedDifference(other->e8, own.e8).value_or(*other < own ? -most : most));
    if (turn.standing.isDue(AlertLevel::Critical, cause, std::abs(more), turn.stamp.mono)) {
        turn.alert(AlertLevel::Critical, cause.key.view(), {}, {}, currency, more);
    }
}

void sampleEquity(Turn& turn, Timestamp marketTime)
{
    const auto& state = turn.state;
    const auto equity = turn.equity();
    if (!equity || !state.isOpen) {
        return;
    }
    // A clock that jumps ahead opens no new day before the market is in it, too (F18).
    const Timestamp agreed = marketTime.ns > 0 ? std::min(turn.stamp.wall, marketTime) : turn.stamp.wall;
    const auto day = dayOf(agreed);
    if (day > state.day) {
        turn.decide(DayOpened{day, *equity});
    }
    if (!state.peak || *equity > *state.peak) {
        turn.decide(PeakReached{*equity});
        return;
    }
    // Compared as fractions: (peak - equity) / peak is deeper than the worst so far.
    const Int128 fall = Int128{state.peak->e8} - equity->e8;
    const Int128 worst = Int128{state.worstPeak.e8} - state.worstEquity.e8;
    if (fall > 0 && state.peak->e8 > 0
        && fall * std::max<std::int64_t>(1, state.worstPeak.e8) > worst * state.peak->e8) {
        turn.decide(DrawdownDeepened{*state.peak, *equity});
    }
}

void guardCounts(Turn& turn)
{
    const auto& state = turn.state;
    if (!turn.limits().enforced) {
        return;
    }
    // The breaker itself refuses entries as long as it stands, in the gate's view.
    if (state.losingStreak >= turn.limits().losingStreak && !state.isTripped(Breaker::LosingStreak)) {
        trip(turn, {Breaker::LosingStreak, {}, {}, turn.limits().losingStreak, state.losingStreak});
        withdraw(turn, {}, Cause::Breaker, desk);
    }
}

void guardManners(Turn& turn, const Folded& folded, InstrumentId instrument, StrategyId strategy)
{
    if (!turn.limits().enforced) {
        return;
    }
    if (folded.rejectsTooOften && !turn.state.isTripped(Breaker::RejectStorm)) {
        const std::int64_t count = turn.state.rejects.count(turn.stamp.mono);
        trip(turn, {Breaker::RejectStorm, {}, {}, count, count});
        withdraw(turn, {}, Cause::Breaker, desk);
        cancelIn(turn, {}, true, Cause::Breaker, desk);
    }
    if (folded.repeatsTooOften && !turn.state.breakers.contains({Breaker::RepeatedExecution, strategy.value})) {
        const std::int64_t most = risk::RepeatedExecutionRule{}.executions;
        trip(turn, {Breaker::RepeatedExecution, instrument, strategy, most, most});
        const risk::Scope scope{risk::ScopeKind::Strategy, strategy.value};
        withdraw(turn, scope, Cause::Breaker, desk);
        cancelIn(turn, scope, true, Cause::Breaker, desk);
    }
}

} // namespace omni::engine
