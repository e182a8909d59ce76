// Everything that the desk must still know after a crash, and its hash.
//
// Changed by `fold` alone (fold.h). What the market shows - books, bars, marks, strategies' own memory - is not in it:
// that comes back with the market.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/flat_map.h"
#include "core/base/short_text.h"
#include "core/base/stamp.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/trade/market/parts.h"
#include "core/trade/market/venue_filters.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/orders/external_orders.h"
#include "core/trade/orders/fill_dedupe.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/portfolio/portfolio.h"
#include "core/trade/portfolio/rate_table.h"
#include "core/trade/risk/breakers/reject_storm/reject_storm_breaker.h"
#include "core/trade/risk/breakers/repeated_execution/repeated_execution_breaker.h"

#include <array>
#include <compare>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace omni::engine {

/// A moment that is measured on the monotonic clock. Over a restart it counts from the new boot, so that a wait never
/// gets shorter (rulings 3).
struct Moment {
    Monotonic mono;
    std::uint32_t boot = 0;
    friend bool operator==(const Moment&, const Moment&) = default;
};

[[nodiscard]] constexpr Moment momentOf(const Stamp& stamp) noexcept
{
    return {stamp.mono, stamp.boot};
}

/// Since `then`, as seen at `now`.
[[nodiscard]] constexpr Duration elapsed(const Moment& then, const Stamp& now) noexcept
{
    return then.boot == now.boot ? now.mono - then.mono : Duration{now.mono.ns};
}

/// Days since 1970-01-01, UTC.
[[nodiscard]] constexpr std::int32_t dayOf(Timestamp at) noexcept
{
    return static_cast<std::int32_t>(flooredTo(at, days(1)).ns / days(1).ns);
}

/// A proposal that waits.
struct WaitingProposal {
    events::ProposalMade made;
    Moment at;
    std::optional<Moment> snoozed; ///< Since when.
    Duration snoozeSpan;
    bool drifted = false; ///< An approval met a price outside the band.
    std::uint32_t refusals = 0; ///< The gate said no at sending.
    std::uint8_t reminders = 0; ///< How often somebody was told that it waits (reminding.h).
};

/// A proposal that a person declined, as long as it can be brought back.
struct DeclinedProposal {
    WaitingProposal was;
    Moment at; ///< When it was declined.
};

struct LatchState {
    risk::KillLevel level = risk::KillLevel::Pause;
    events::Cause cause = events::Cause::Person;
    PrincipalId by;
    Timestamp at;
    ShortText<95> reason; ///< Of the newest word on it, as it was given.
};

/// Scopes that are latched at once. A kill of one more latches everything: too much rather than too little (S26).
inline constexpr std::size_t mostLatches = 4'096;

struct BreakerKey {
    events::Breaker breaker = events::Breaker::DailyLoss;
    std::uint64_t subject = 0; ///< Instrument or strategy where the breaker has one.
    friend auto operator<=>(const BreakerKey&, const BreakerKey&) = default;
};
struct BreakerState {
    std::int64_t limit = 0, actual = 0;
    Timestamp at;
    Moment moment{}; ///< The same on the clock that nobody can set.
};

/// Armed again after a loss breaker: entries are half as large as the limits allow until the session or the day ends.
struct ReducedSize {
    Timestamp at;
    PrincipalId by;
    friend bool operator==(const ReducedSize&, const ReducedSize&) = default;
};

/// The legs of an entry. Zero: it has none.
struct Bracket {
    OrderId stop, target;
    Lots closed; ///< By earlier legs, in whose place these were planned.
};

/// A strategy and an instrument. Strategy 0 stands for people's own orders.
struct HoldingKey {
    StrategyId strategy;
    InstrumentId instrument;
    friend auto operator<=>(const HoldingKey&, const HoldingKey&) = default;
};
/// What the orders of one strategy hold of one instrument.
struct Holding {
    Lots lots; ///< Signed.
    Timestamp opened; ///< When it left zero.
};

/// One round trip of the account in an instrument, from flat to flat.
struct RoundTrip {
    Money net; ///< Realised less fees in the quote currency since it was flat.
};

struct ExitWish {
    orders::Origin origin = orders::Origin::Strategy;
    events::Cause cause = events::Cause::Strategy;
    PrincipalId by;
    std::uint32_t failures = 0; ///< Its orders that the gate or the venue refused: the next one waits (F31).
    Moment failedAt; ///< The last of them.
};

/// How often the venue has refused something in a row, and when last.
struct Refusals {
    std::uint32_t count = 0;
    Moment at;
};

/// What was asked of an open order, and refused.
struct AskedInVain {
    Refusals cancels, changes;
};

/// A part of a holding that a person closes. Its legs are made smaller by as much before its order is sent, and follow
/// the holding again once that order has ended.
struct PartWish {
    Lots lots; ///< Above zero, whatever the side.
    orders::TimeInForce timeInForce = orders::TimeInForce::GoodTillCancelled;
    PrincipalId by;
    OrderId order; ///< What closes it. None: not sent yet.
};

/// What becomes of a leg that the venue would not change.
enum class LegMark : std::uint8_t {
    Stiff, ///< It works; another size means to end it and to send it anew.
    Returning, ///< It ended for that, or was about to: it is planned anew as soon as there is something to cover.
    Watched, ///< A target that the venue does not take beside its stop: the desk closes when its price is reached.
};

/// An order that was released, for the duplicate window and the rate window.
struct RecentOrder {
    Moment at;
    AccountId account;
    InstrumentId instrument;
    Side side = Side::Buy;
    Lots size;
    std::optional<Money> notional; ///< Of one by value, whose size is zero.
    std::optional<Ticks> limit, stop, trail;
    bool reduces = false;
};
inline constexpr std::size_t mostRecentOrders = 4'096;

struct Grant {
    events::GrantAutonomy terms;
    PrincipalId by;
    Moment at;
    std::int32_t day = 0; ///< Of the amounts used.
    Money valueUsed;
    Money lossUsed; ///< Net of gains, fees included; below zero: the day wins.
    std::int32_t ordersUsed = 0;

    /// Amounts of another day are no longer used.
    void usedOn(std::int32_t today) noexcept
    {
        if (day != today) {
            day = today;
            valueUsed = lossUsed = {};
            ordersUsed = 0;
        }
    }
};

/// Proposals = approved + declined + expired + withdrawn + superseded + suppressed + those that wait.
struct Counters {
    std::uint64_t proposals = 0, approved = 0, declined = 0, expired = 0, withdrawn = 0, superseded = 0, suppressed = 0;
    std::uint64_t orders = 0, fills = 0, duplicateFills = 0, lateFills = 0, alerts = 0, denials = 0, notes = 0;
    std::array<std::uint64_t, static_cast<std::size_t>(risk::Rule::Overflow) + 1> refusals{};

    /// Proposals that wait.
    [[nodiscard]] std::uint64_t waiting() const noexcept
    {
        return proposals - approved - declined - expired - withdrawn - superseded - suppressed;
    }
};

/// The figures of a difference that a person has seen.
struct SeenDifference {
    std::int64_t ours = 0, theirs = 0; ///< Lots, or e8 of cash.
};
/// Of one more the first is forgotten, and comes up again (S26).
inline constexpr std::size_t mostIgnored = 4'096;

/// Under which start nonce orders are named at venues, from this number on up to the next entry's.
struct NamedStart {
    OrderId first;
    ShortText<8> nonce;
    friend bool operator==(const NamedStart&, const NamedStart&) = default;
};
/// Of more starts with orders of their own the oldest are forgotten: what they named is long terminal (S26).
inline constexpr std::size_t mostNamedStarts = 4'096;

/// Of more starts that this record has lost the oldest are told again when the venue names their orders once more.
inline constexpr std::size_t mostStrangeStarts = 256;

/// Who has asked for something that takes two, and when.
struct AwaitedSecond {
    risk::Action action = risk::Action::RearmAfterLatch;
    PrincipalId by;
    Moment at;
};
/// Of one more all are forgotten, and have to be asked for anew (S26).
inline constexpr std::size_t mostAwaited = 64;

struct DeskState {
    events::SessionStarted session; ///< The newest. Its nonces and program text are outside the hash.
    std::vector<NamedStart> starts; ///< By rising order number. Outside the hash, as nonces are.
    std::vector<orders::Nonce> strangeStarts; ///< Of names at the venue that this profile gave and this record does not
                                              ///< know (F16): a person was told. Outside the hash, as nonces are.
    bool isOpen = false; ///< Between a start and its end.
    bool isReconciled = false; ///< The broker's account has been compared since the link came up.
    Moment lastSeen; ///< Of the newest record.
    bool isLiveGranted
        = false; ///< Of a LIVE session: the host vouches that it may be armed. Kept and hashed there alone.
    CurrencyId base;
    risk::Mode mode = risk::Mode::Halted;
    FlatMap<risk::Scope, LatchState> latches;
    FlatMap<BreakerKey, BreakerState> breakers;
    FlatMap<StrategyId, bool> switchedOff;
    FlatMap<StrategyId, Grant> grants;
    FlatMap<PrincipalId, risk::Roles> people; ///< As last vouched for. Empty: the profile has no accounts.
    FlatMap<Digest, AwaitedSecond> awaited; ///< By digest of what was asked for.

    orders::Ledger ledger;
    orders::ExternalOrders external; ///< Of others on the session's account.
    orders::FillDedupe seen;
    portfolio::Portfolio portfolio;
    portfolio::RateTable rates;
    FlatMap<InstrumentId, bool> barsFromMids;

    std::uint64_t nextOrder = 1, nextProposal = 1;
    FlatMap<ProposalId, WaitingProposal> waiting;
    FlatMap<ProposalId, DeclinedProposal> declined; ///< The last ones; older than `bringBackSpan` they mean nothing.
    FlatMap<OrderId, Bracket> brackets;
    FlatMap<HoldingKey, Holding> holdings;
    FlatMap<InstrumentId, RoundTrip> trips;
    FlatMap<HoldingKey, ExitWish> exits;
    FlatMap<HoldingKey, PartWish> parts;
    FlatMap<OrderId, LegMark> legMarks;
    FlatMap<OrderId, Ticks> movedLegs; ///< Where legs belong that a venue would not move: moved_legs.h.
    FlatMap<OrderId, AskedInVain> askedInVain;
    FlatMap<HoldingKey, Refusals> refusedStops; ///< Those that the desk puts where none is.
    std::deque<RecentOrder> recent;
    FlatMap<HoldingKey, bool> unstopped; ///< A person has taken the stop away; until the session ends none is put back.
    FlatMap<InstrumentId, Lots>
        reported; ///< What the broker says, where it differs from our position. Void with the next fill.

    FlatMap<CurrencyId, Money>
        reportedCash; ///< What the broker says, where it differs from our cash. Void with the next money that moves.

    FlatMap<events::DifferenceSubject, Timestamp> differsSince; ///< Of the two above: since the last agreement.
    FlatMap<events::DifferenceSubject, SeenDifference> ignored; ///< What a person has seen and let stand.

    Money invested; ///< Deposits less withdrawals in the base currency.
    std::int32_t day = -1; ///< Days since 1970-01-01; -1: none opened yet.
    Money dayStart;
    std::optional<Money> peak;
    Money worstPeak, worstEquity; ///< Of the deepest fall from a peak. Equal: there was none.
    std::int32_t losingStreak = 0;
    std::optional<ReducedSize> reduced;
    risk::RejectStormBreaker rejects;
    FlatMap<HoldingKey, risk::RepeatedExecutionBreaker> repeats;
    Counters counters;

    [[nodiscard]] const market::Instrument* instrument(InstrumentId id) const noexcept
    {
        return portfolio.instrument(id);
    }
    /// All that may still fill.
    [[nodiscard]] orders::OrdersInSight ordersInSight() const noexcept
    {
        return {ledger, &external};
    }
    /// Of `held`, signed: what is no dust. All of it for an instrument without definition.
    [[nodiscard]] Lots closable(InstrumentId id, Lots held) const noexcept
    {
        const auto* known = instrument(id);
        return known != nullptr ? market::withoutDust(*known, held) : held;
    }
    /// Of `held`, signed: what an order that rests can be for (market/parts.h).
    [[nodiscard]] Lots restable(InstrumentId id, Lots held) const noexcept
    {
        const auto* known = instrument(id);
        return known != nullptr ? market::restable(*known, held) : held;
    }
    [[nodiscard]] risk::KillLevel latchOver(AccountId account, StrategyId strategy,
                                            InstrumentId instrument) const noexcept;
    [[nodiscard]] bool isTripped(events::Breaker breaker) const noexcept;
    /// How long a breaker that stands cannot be lifted yet; zero: it can. Of one that tripped before this start the
    /// wall clock decides, and where that runs backwards under real money the time since the start.
    [[nodiscard]] Duration coolingLeft(const BreakerKey& key, const Stamp& now) const noexcept;
    /// What entries are sized and held to: those of the session, the sizes halved while `reduced`.
    [[nodiscard]] risk::Limits sizeLimits() const noexcept;

    /// The whole durable state, byte for byte the same for equal states. `withNonces` false: what is hashed.
    void save(ByteWriter& out, bool withNonces = true) const;
    [[nodiscard]] Result<void> load(ByteReader& in);
    /// `state_hash` everywhere.
    [[nodiscard]] Digest hash() const;
};

/// Terminal orders and the single fills behind a position are kept for so long; then late words about them are taken
/// for a stranger's, and a bust of such a fill is refused (S26).
inline constexpr Duration recordsKept = days(14);

/// Version of the bytes of `DeskState::save`. Those of another version are not read: docs/journal-format.md.
inline constexpr std::uint32_t deskStateVersion = 16;

} // namespace omni::engine
