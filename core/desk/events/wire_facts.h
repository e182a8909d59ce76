// The field lists of the facts: version 1 of the record contents.

#pragma once

#include "core/desk/events/wire_fields.h"
#include "core/desk/events/wire_people.h"

namespace omni::events {

template<> struct Fields<ProposalMade> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.ticket, v.stop, v.target, v.value, v.lossAtStop, v.bid, v.ask, v.atr, v.driftAllowed,
          v.lifetime, v.digest, v.preview, v.replaces);
    }
};
template<> struct Fields<ProposalClosed> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.how, v.cause, v.by);
    }
};
template<> struct Fields<ProposalDrifted> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.now, v.allowed);
    }
};
template<> struct Fields<ProposalSnoozed> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.span);
    }
};
template<> struct Fields<ApprovalGranted> {
    static void of(auto& a, auto& v)
    {
        a(v.proposal, v.by, v.path, v.automatic, v.size, v.digest, v.seen);
    }
};
template<> struct Fields<OrderPlanned> {
    static void of(auto& a, auto& v)
    {
        a(v.ticket, v.approval);
    }
};
template<> struct Fields<OrderReleased> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.size);
    }
};
template<> struct Fields<OrderRefused> {
    static void of(auto& a, auto& v)
    {
        a(v.ticket, v.refusal, v.preview);
    }
};
template<> struct Fields<CancelAsked> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.cause, v.by);
    }
};
template<> struct Fields<ReplaceAsked> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.size, v.limit, v.stop, v.cause, v.by);
    }
};
template<> struct Fields<QueryAsked> {
    static void of(auto& a, auto& v)
    {
        a(v.order);
    }
};
template<> struct Fields<ExitWanted> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.instrument, v.origin, v.cause, v.by);
    }
};
template<> struct Fields<ExitDone> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.instrument);
    }
};
template<> struct Fields<ModeChanged> {
    static void of(auto& a, auto& v)
    {
        a(v.mode, v.cause, v.by, v.reason);
    }
};
template<> struct Fields<Latched> {
    static void of(auto& a, auto& v)
    {
        a(v.scope, v.level, v.cause, v.by, v.reason);
    }
};
template<> struct Fields<LatchCleared> {
    static void of(auto& a, auto& v)
    {
        a(v.scope, v.by, v.reason);
    }
};
template<> struct Fields<BreakerTripped> {
    static void of(auto& a, auto& v)
    {
        a(v.breaker, v.instrument, v.strategy, v.limit, v.actual);
    }
};
template<> struct Fields<BreakerCleared> {
    static void of(auto& a, auto& v)
    {
        a(v.breaker, v.instrument, v.by, v.reason, v.strategy);
    }
};
template<> struct Fields<AutonomyGranted> {
    static void of(auto& a, auto& v)
    {
        a(v.grant, v.by);
    }
};
template<> struct Fields<AutonomyEnded> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.cause);
    }
};
template<> struct Fields<StrategySwitched> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.on, v.cause, v.by);
    }
};
template<> struct Fields<LimitsChanged> {
    static void of(auto& a, auto& v)
    {
        a(v.limits, v.by, v.reason);
    }
};
template<> struct Fields<DayOpened> {
    static void of(auto& a, auto& v)
    {
        a(v.day, v.equity);
    }
};
template<> struct Fields<PeakReached> {
    static void of(auto& a, auto& v)
    {
        a(v.equity);
    }
};
template<> struct Fields<DrawdownDeepened> {
    static void of(auto& a, auto& v)
    {
        a(v.peak, v.equity);
    }
};
template<> struct Fields<CommandDenied> {
    static void of(auto& a, auto& v)
    {
        a(v.why, v.by);
    }
};
template<> struct Fields<NoteAdded> {
    static void of(auto& a, auto& v)
    {
        a(v.note, v.by);
    }
};
template<> struct Fields<PositionAdopted> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.from, v.to, v.price, v.by);
    }
};
template<> struct Fields<UnknownSettled> {
    static void of(auto& a, auto& v)
    {
        a(v.order, v.exists, v.by, v.reason);
    }
};
template<> struct Fields<AlertRaised> {
    static void of(auto& a, auto& v)
    {
        a(v.level, v.key, v.instrument, v.order, v.limit, v.actual);
    }
};
template<> struct Fields<PartialExitWanted> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.instrument, v.lots, v.timeInForce, v.by);
    }
};
template<> struct Fields<PartialExitSent> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.instrument, v.order);
    }
};
template<> struct Fields<PartialExitDone> {
    static void of(auto& a, auto& v)
    {
        a(v.strategy, v.instrument);
    }
};
template<> struct Fields<CashAdopted> {
    static void of(auto& a, auto& v)
    {
        a(v.currency, v.from, v.to, v.isCapital, v.by, v.reason);
    }
};
template<> struct Fields<DifferenceIgnored> {
    static void of(auto& a, auto& v)
    {
        a(v.what, v.ours, v.theirs, v.by, v.reason);
    }
};
template<> struct Fields<ExternalCancelAsked> {
    static void of(auto& a, auto& v)
    {
        a(v.instrument, v.venueOrderId, v.by);
    }
};
template<> struct Fields<LegDoubted> {
    static void of(auto& a, auto& v)
    {
        a(v.order);
    }
};

} // namespace omni::events
