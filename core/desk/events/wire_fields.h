// The field lists of everything that is stored: version 1 of the record contents.

#pragma once

#include "core/desk/events/archive.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"

namespace omni::events {

template<> inline constexpr std::uint8_t lastCase<Side> = 1;
template<> inline constexpr std::uint8_t lastCase<market::Aggressor> = 2;
template<> inline constexpr std::uint8_t lastCase<market::TradingState> = 3;
template<> inline constexpr std::uint8_t lastCase<market::Sessions> = 1;
template<> inline constexpr std::uint8_t lastCase<orders::Environment> = 3;
template<> inline constexpr std::uint8_t lastCase<orders::OrderKind> = 4;
template<> inline constexpr std::uint8_t lastCase<orders::TimeInForce> = 4;
template<> inline constexpr std::uint8_t lastCase<orders::OrderRole> = 3;
template<> inline constexpr std::uint8_t lastCase<orders::Origin> = 3;
template<> inline constexpr std::uint8_t lastCase<orders::OrderEventKind> = 13;
template<> inline constexpr std::uint8_t lastCase<orders::Liquidity> = 2;
template<> inline constexpr std::uint8_t lastCase<portfolio::RateSource> = 3;
template<> inline constexpr std::uint8_t lastCase<risk::Mode> = 3;
template<> inline constexpr std::uint8_t lastCase<risk::KillLevel> = 4;
template<> inline constexpr std::uint8_t lastCase<risk::ScopeKind> = 3;
template<> inline constexpr std::uint8_t lastCase<risk::EntryPath> = 4;
template<> inline constexpr std::uint8_t lastCase<risk::Rule> = static_cast<std::uint8_t>(risk::Rule::Overflow);
template<> inline constexpr std::uint8_t lastCase<strategy::Intent> = 1;
template<> inline constexpr std::uint8_t lastCase<SizingRule> = 2;
template<> inline constexpr std::uint8_t lastCase<portfolio::CostMethod> = 1;
template<> inline constexpr std::uint8_t lastCase<CashKind> = 5;
template<> inline constexpr std::uint8_t lastCase<LinkKind> = 1;
template<> inline constexpr std::uint8_t lastCase<Trouble> = static_cast<std::uint8_t>(Trouble::RecordBehind);
template<> inline constexpr std::uint8_t lastCase<Cause> = static_cast<std::uint8_t>(Cause::Resize);
template<> inline constexpr std::uint8_t lastCase<Breaker> = breakerCount - 1;
template<> inline constexpr std::uint8_t lastCase<Closing> = 5;
template<> inline constexpr std::uint8_t lastCase<Denial> = static_cast<std::uint8_t>(Denial::AskAgainLater);
template<> inline constexpr std::uint8_t lastCase<AlertLevel> = 2;
template<> inline constexpr std::uint8_t lastCase<DifferenceKind> = 3;

// Values shared by several records.

template<> struct Fields<DifferenceSubject> {
    static void of(auto& a, auto& v)
    {
        a(v.kind, v.instrument, v.currency, v.order, v.venueOrderId);
    }
};

template<> struct Fields<Decimal> {
    static void of(auto& a, auto& v)
    {
        a(v.mantissa, v.exponent);
    }
};
template<> struct Fields<TickLotValue> {
    static void of(auto& a, auto& v)
    {
        a(v.e12, v.divisor);
    }
};
template<> struct Fields<market::Instrument> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.version, v.venue, v.symbol, v.quoteCurrency, v.baseCurrency, v.tickSize, v.lotSize, v.contractSize,
          v.tickLotValue, v.smallest, v.largest, v.step, v.smallestValue, v.sessions);
    }
};
template<> struct Fields<risk::Scope> {
    static void of(auto& a, auto& v)
    {
        a(v.kind, v.id);
    }
};
template<> struct Fields<risk::Refusal> {
    static void of(auto& a, auto& v)
    {
        a(v.rule, v.limit, v.actual);
    }
};
template<> struct Fields<risk::Limits> {
    static void of(auto& a, auto& v)
    {
        a(v.enforced, v.positionPerTrade, v.grossExposure, v.netExposure, v.leverage, v.lossAtStop, v.hardStopDistance,
          v.trailingStopAtr, v.timeExitDays, v.dailyLoss, v.drawdown, v.losingStreak, v.ordersPerMinute, v.collar,
          v.collarSpreads, v.collarAtr, v.collarBound, v.quoteAge, v.approvalDrift, v.approvalDriftAtr,
          v.duplicateWindow, v.orderValue, v.orderSize, v.openOrders);
    }
};
template<> struct Fields<portfolio::Rate> {
    static void of(auto& a, auto& v)
    {
        a(v.numerator, v.denominator);
    }
};
template<> struct Fields<portfolio::DatedRate> {
    static void of(auto& a, auto& v)
    {
        a(v.from, v.to, v.rate, v.at, v.source);
    }
};
template<> struct Fields<orders::OrderTicket> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.instrument, v.account, v.environment, v.side, v.kind, v.timeInForce, v.role, v.origin, v.size,
          v.notional, v.limit, v.stop, v.trail, v.postOnly, v.reduceOnly, v.held, v.parent, v.oco, v.strategy,
          v.proposal, v.by);
    }
};
template<> struct Fields<strategy::Reason> {
    static void of(auto& a, auto& v)
    {
        a(v.key, v.value, v.contribution);
    }
};
template<> struct Fields<strategy::Proposal> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.strategy, v.instrument, v.intent, v.side, v.reference, v.limit, v.stop, v.target, v.withoutStop,
          v.size, v.notional, v.conviction, v.score, v.validUntil, v.reasonCount);
        if (v.reasonCount <= strategy::mostReasons) { // a larger count is caught by the codec
            for (std::size_t i = 0; i < v.reasonCount; ++i) {
                a(v.reasons[i]);
            }
        }
    }
};

// Inputs.

template<> struct Fields<market::Quote> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.venueTime, v.bid, v.ask, v.bidSize, v.askSize, v.hasBid, v.hasAsk);
    }
};
template<> struct Fields<market::Print> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.venueTime, v.price, v.size, v.aggressor);
    }
};
template<> struct Fields<market::Bar> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.opened, v.interval, v.closedAt, v.open, v.high, v.low, v.close, v.volume, v.trades);
    }
};
template<> struct Fields<market::DepthChange> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.venueTime, v.venueSequence, v.side, v.price, v.size, v.clearsBook, v.endsBatch);
    }
};
template<> struct Fields<market::StatusChange> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.venueTime, v.state);
    }
};
template<> struct Fields<orders::Fill> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.order, v.instrument, v.account, v.side, v.price, v.size, v.value, v.fee, v.feeCurrency, v.liquidity,
          v.time, v.venueFillId);
    }
};
template<> struct Fields<OrderReport> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.account, v.kind, v.venueOrderId, v.venueTime, v.size, v.limit, v.stop, v.text);
    }
};
template<> struct Fields<TimerFired> {
    static void of(auto&, auto&) { }
};
template<> struct Fields<StrategySetting> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.spec);
    }
};
template<> struct Fields<SessionStarted> {
    static void of(auto& a, auto& v)
    {
        a(v.boot, v.installNonce, v.startNonce, v.program, v.environment, v.account, v.accountName, v.baseCurrency,
          v.limits, v.strategies, v.sizing, v.fixedLots, v.cost, v.proposalExpiry, v.driftGuard);
    }
};
template<> struct Fields<SessionEnded> {
    static void of(auto& a, auto& v)
    {
        a(v.byPerson);
    }
};
template<> struct Fields<InstrumentDefined> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.barsFromMids);
    }
};
/// As instruments were written before they named what is bought. Read, and no longer written.
struct UnnamedAssetDefinition {
    InstrumentDefined defined;
};
template<> struct Fields<UnnamedAssetDefinition> {
    static void of(auto& a, auto& v)
    {
        auto& i = v.defined.instrument;
        a(i.id, i.version, i.venue, i.symbol, i.quoteCurrency, i.tickSize, i.lotSize, i.contractSize, i.tickLotValue,
          i.smallest, i.largest, i.step, i.smallestValue, i.sessions, v.defined.barsFromMids);
    }
};
template<> struct Fields<CurrencyDefined> {
    static void of(auto& a, auto& v)
    {
        a(v.id, v.code);
    }
};
template<> struct Fields<RateGiven> {
    static void of(auto& a, auto& v)
    {
        a(v.rate);
    }
};
template<> struct Fields<CashMoved> {
    static void of(auto& a, auto& v)
    {
        a(v.account, v.currency, v.amount, v.kind, v.instrument, v.note);
    }
};
template<> struct Fields<FillBusted> {
    static void of(auto& a, auto& v)
    {
        a(v.account, v.instrument, v.venueFillId);
    }
};
template<> struct Fields<FillCorrected> {
    static void of(auto& a, auto& v)
    {
        a(v.account, v.instrument, v.venueFillId, v.price, v.size, v.value, v.fee, v.feeCurrency);
    }
};
/// As corrections were written before they named the currency of their fee. Read, and no longer written.
struct UnnamedFeeCorrection {
    FillCorrected corrected;
};
template<> struct Fields<UnnamedFeeCorrection> {
    static void of(auto& a, auto& v)
    {
        auto& c = v.corrected;
        a(c.account, c.instrument, c.venueFillId, c.price, c.size, c.value, c.fee);
    }
};
template<> struct Fields<CashReported> {
    static void of(auto& a, auto& v)
    {
        a(v.account, v.currency, v.cash);
    }
};
template<> struct Fields<PositionReported> {
    static void of(auto& a, auto& v)
    {
        a(v.account, v.instrument, v.position);
    }
};
template<> struct Fields<ExternalOrderReported> {
    static void of(auto& a, auto& v)
    {
        a(v.account, v.instrument, v.venueOrderId, v.side, v.left, v.limit, v.stop, v.isOpen);
    }
};
template<> struct Fields<Reconciled> {
    static void of(auto& a, auto& v)
    {
        a(v.account);
    }
};
template<> struct Fields<LinkChanged> {
    static void of(auto& a, auto& v)
    {
        a(v.kind, v.account, v.up);
    }
};
template<> struct Fields<KillLatched> {
    static void of(auto& a, auto& v)
    {
        a(v.scope, v.level, v.by, v.cause);
    }
};
template<> struct Fields<ComputeDone> {
    static void of(auto& a, auto& v)
    {
        a(v.job, v.kind, v.result);
    }
};
template<> struct Fields<SplitHappened> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.numerator, v.denominator);
    }
};
template<> struct Fields<TroubleFound> {
    static void of(auto& a, auto& v)
    {
        a(v.what, v.strategy, v.span, v.text);
    }
};
template<> struct Fields<BarsGiven> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.series, v.bars);
    }
};

// Commands.

template<> struct Fields<Seen> {
    static void of(auto& a, auto& v)
    {
        a(v.bid, v.ask, v.quoteAge, v.lossAtStop, v.at);
    }
};
template<> struct Fields<Approve> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.size, v.digest, v.seen);
    }
};
template<> struct Fields<Decline> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal);
    }
};
template<> struct Fields<Snooze> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.span);
    }
};
template<> struct Fields<Amend> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.size, v.limit, v.stop, v.target);
    }
};
template<> struct Fields<PlaceOrder> {
    static void of(auto& a, auto& v)
    {
        a(v.ticket, v.stop, v.target);
    }
};
template<> struct Fields<ReplaceOrder> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.size, v.limit, v.stop);
    }
};
template<> struct Fields<MoveStop> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.stop);
    }
};
template<> struct Fields<CancelOrder> {
    static void of(auto& a, auto& v)
    {
        a(v.order);
    }
};
template<> struct Fields<CancelOrders> {
    static void of(auto& a, auto& v)
    {
        a(v.scope, v.entriesOnly);
    }
};
template<> struct Fields<QueryOrder> {
    static void of(auto& a, auto& v)
    {
        a(v.order);
    }
};
template<> struct Fields<Kill> {
    static void of(auto& a, auto& v)
    {
        a(v.scope, v.level);
    }
};
template<> struct Fields<ResetKill> {
    static void of(auto& a, auto& v)
    {
        a(v.scope);
    }
};
template<> struct Fields<ClearBreaker> {
    static void of(auto& a, auto& v)
    {
        a(v.breaker, v.instrument, v.strategy);
    }
};
template<> struct Fields<SetMode> {
    static void of(auto& a, auto& v)
    {
        a(v.mode);
    }
};
template<> struct Fields<GrantAutonomy> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.valuePerDay, v.lossPerDay, v.ordersPerDay, v.span);
    }
};
template<> struct Fields<EndAutonomy> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy);
    }
};
template<> struct Fields<SwitchStrategy> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.on);
    }
};
template<> struct Fields<SetLimits> {
    static void of(auto& a, auto& v)
    {
        a(v.limits);
    }
};
template<> struct Fields<AddNote> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.proposal, v.tag, v.text);
    }
};
template<> struct Fields<SettleUnknown> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.exists);
    }
};
template<> struct Fields<AdoptPosition> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument);
    }
};
template<> struct Fields<BringBack> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal);
    }
};
template<> struct Fields<AdoptCash> {
    static void of(auto& a, auto& v)
    {
        a(v.currency, v.isCapital);
    }
};
template<> struct Fields<AdoptOpening> {
    static void of(auto&, auto&) { }
};
template<> struct Fields<IgnoreDifference> {
    static void of(auto& a, auto& v)
    {
        a(v.what, v.ours, v.theirs);
    }
};
template<> struct Fields<CloseDifference> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument);
    }
};
template<> struct Fields<CancelExternalOrder> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.venueOrderId);
    }
};
template<> struct Fields<Command> {
    static void of(auto& a, auto& v)
    {
        a(v.by, v.path, v.stepUp, v.reason, v.what);
    }
};

} // namespace omni::events
