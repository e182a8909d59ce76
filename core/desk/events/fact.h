// What the desk decided: each decision is a fact, folded into the state and written to the journal behind the input
// that caused it.
//
// Recovery folds inputs and facts and never decides again. A full replay decides again and compares.

#pragma once

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/desk/events/command.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/authority.h"
#include "core/trade/risk/gate.h"
#include "core/trade/risk/limits.h"
#include "core/trade/risk/mode.h"
#include "core/trade/strategy/proposal.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace omni::events {

/// Why the desk itself did something.
enum class Cause : std::uint8_t {
    Person, ///< A command.
    Strategy, ///< A strategy's own wish.
    Bracket, ///< A leg follows its entry or its twin.
    Trailing, ///< The stop is drawn closer.
    TimeExit, ///< Held too long.
    Kill, ///< A kill latch.
    Breaker, ///< A breaker tripped.
    Restart, ///< The program was started anew.
    Mode, ///< The mode was lowered.
    Expiry, ///< Its time ran out.
    Budget, ///< An autonomy budget ended.
    Exit, ///< Makes room for an order that closes the position.
    StrategyOff, ///< The strategy was switched off.
    Resize, ///< The venue does not change it: a leg ends here and comes back in another size.
};
[[nodiscard]] std::string_view nameOf(Cause) noexcept;

/// A state that stops new exposure until a person with the right clears it.
enum class Breaker : std::uint8_t {
    DailyLoss,
    Drawdown,
    LosingStreak,
    Mismatch, ///< The broker's account differs from ours.
    JournalFailed,
    RejectStorm,
    RepeatedExecution,
    NeedsReconcile, ///< Of one symbol: an impossible event for a terminal order, or more filled than ordered.
    EngineStalled,
};
inline constexpr std::size_t breakerCount = 9;
/// It came of a loss: nobody lifts it before `lossCoolingOff` is over, and then sizes are halved until the session
/// ends.
[[nodiscard]] constexpr bool isLossBreaker(Breaker breaker) noexcept
{
    return breaker == Breaker::DailyLoss || breaker == Breaker::Drawdown || breaker == Breaker::LosingStreak;
}
inline constexpr Duration lossCoolingOff = minutes(15);
[[nodiscard]] std::string_view nameOf(Breaker) noexcept;

enum class Closing : std::uint8_t {
    Approved,
    Declined,
    Expired,
    Withdrawn, ///< By the strategy, a switch, a mode or a restart.
    Superseded, ///< By a newer proposal or an amendment.
    Suppressed, ///< Its pre-checks did not pass; never shown.
};
[[nodiscard]] std::string_view nameOf(Closing) noexcept;

/// A proposal with the exact order that approving it would send.
struct ProposalMade {
    strategy::Proposal proposal;
    orders::OrderTicket ticket; ///< The entry. `id` is given when it is approved.
    std::optional<Ticks> stop, target; ///< Of the legs that go with it.
    Money value; ///< Of the order at the reference, base currency.
    Money lossAtStop; ///< Base currency, fees and slippage not in it.
    Ticks bid, ask; ///< When it was made.
    std::optional<Ticks> atr;
    Ticks driftAllowed; ///< How far the price may move from `proposal.reference`.
    Duration lifetime; ///< From now, on the monotonic clock.
    Digest digest{}; ///< Of the exact order: what an approval signs.
    std::optional<risk::Refusal> preview; ///< What the gate would say now.
    ProposalId replaces; ///< The one that was amended.
    friend bool operator==(const ProposalMade&, const ProposalMade&) = default;
};
struct ProposalClosed {
    ProposalId proposal;
    Closing how = Closing::Expired;
    Cause cause = Cause::Expiry;
    PrincipalId by;
    friend bool operator==(const ProposalClosed&, const ProposalClosed&) = default;
};
/// Back to waiting: the price left the allowed band before it was sent.
struct ProposalDrifted {
    ProposalId proposal;
    Ticks now, allowed;
    friend bool operator==(const ProposalDrifted&, const ProposalDrifted&) = default;
};
struct ProposalSnoozed {
    ProposalId proposal;
    Duration span;
    friend bool operator==(const ProposalSnoozed&, const ProposalSnoozed&) = default;
};
struct ApprovalGranted {
    ProposalId proposal;
    PrincipalId by;
    risk::EntryPath path = risk::EntryPath::Cli;
    bool automatic = false; ///< By a granted budget.
    Lots size;
    Digest digest{};
    Seen seen;
    friend bool operator==(const ApprovalGranted&, const ApprovalGranted&) = default;
};

/// The order exists, with its reservation. Not yet sent (P3).
struct OrderPlanned {
    orders::OrderTicket ticket;
    Digest approval{}; ///< Zeros: none was needed.
    friend bool operator==(const OrderPlanned&, const OrderPlanned&) = default;
};
/// The intent to send (P4): once this is durable the outbox may send it.
struct OrderReleased {
    OrderId order;
    Lots size; ///< Of a held leg: what its parent has filled.
    friend bool operator==(const OrderReleased&, const OrderReleased&) = default;
};
struct OrderRefused {
    orders::OrderTicket ticket;
    risk::Refusal refusal;
    bool preview = false; ///< Of a proposal that is not approved yet.
    friend bool operator==(const OrderRefused&, const OrderRefused&) = default;
};
struct CancelAsked {
    OrderId order;
    Cause cause = Cause::Person;
    PrincipalId by;
    friend bool operator==(const CancelAsked&, const CancelAsked&) = default;
};
struct ReplaceAsked {
    OrderId order;
    std::optional<Lots> size;
    std::optional<Ticks> limit, stop;
    Cause cause = Cause::Person;
    PrincipalId by;
    friend bool operator==(const ReplaceAsked&, const ReplaceAsked&) = default;
};
struct QueryAsked {
    OrderId order;
    friend bool operator==(const QueryAsked&, const QueryAsked&) = default;
};
/// A position is to be closed as soon as the orders that stand in its way are gone.
struct ExitWanted {
    StrategyId strategy; ///< None: all of the instrument's position.
    InstrumentId instrument;
    orders::Origin origin = orders::Origin::Strategy;
    Cause cause = Cause::Strategy;
    PrincipalId by;
    friend bool operator==(const ExitWanted&, const ExitWanted&) = default;
};
struct ExitDone {
    StrategyId strategy;
    InstrumentId instrument;
    friend bool operator==(const ExitDone&, const ExitDone&) = default;
};
/// A part of a holding is to be closed as soon as its legs are so much smaller.
struct PartialExitWanted {
    StrategyId strategy; ///< Whose holding. None: people's.
    InstrumentId instrument;
    Lots lots; ///< Above zero, whatever the side.
    orders::TimeInForce timeInForce = orders::TimeInForce::GoodTillCancelled;
    PrincipalId by;
    friend bool operator==(const PartialExitWanted&, const PartialExitWanted&) = default;
};
/// The legs have made room: this order closes the part.
struct PartialExitSent {
    StrategyId strategy;
    InstrumentId instrument;
    OrderId order;
    friend bool operator==(const PartialExitSent&, const PartialExitSent&) = default;
};
/// Its order has ended, or it can not be sent: the legs cover what is held from here on.
struct PartialExitDone {
    StrategyId strategy;
    InstrumentId instrument;
    friend bool operator==(const PartialExitDone&, const PartialExitDone&) = default;
};

struct ModeChanged {
    risk::Mode mode = risk::Mode::Halted;
    Cause cause = Cause::Person;
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const ModeChanged&, const ModeChanged&) = default;
};
struct Latched {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::Pause;
    Cause cause = Cause::Person;
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const Latched&, const Latched&) = default;
};
struct LatchCleared {
    risk::Scope scope;
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const LatchCleared&, const LatchCleared&) = default;
};
struct BreakerTripped {
    Breaker breaker = Breaker::DailyLoss;
    InstrumentId instrument; ///< Of NeedsReconcile and Mismatch.
    StrategyId strategy; ///< Of RepeatedExecution.
    std::int64_t limit = 0, actual = 0;
    friend bool operator==(const BreakerTripped&, const BreakerTripped&) = default;
};
struct BreakerCleared {
    Breaker breaker = Breaker::DailyLoss;
    InstrumentId instrument;
    PrincipalId by;
    ShortText<95> reason;
    StrategyId strategy{};
    friend bool operator==(const BreakerCleared&, const BreakerCleared&) = default;
};
struct AutonomyGranted {
    GrantAutonomy grant;
    PrincipalId by;
    friend bool operator==(const AutonomyGranted&, const AutonomyGranted&) = default;
};
struct AutonomyEnded {
    StrategyId strategy;
    Cause cause = Cause::Budget;
    friend bool operator==(const AutonomyEnded&, const AutonomyEnded&) = default;
};
struct StrategySwitched {
    StrategyId strategy;
    bool on = false;
    Cause cause = Cause::Person;
    PrincipalId by;
    friend bool operator==(const StrategySwitched&, const StrategySwitched&) = default;
};
struct LimitsChanged {
    risk::Limits limits;
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const LimitsChanged&, const LimitsChanged&) = default;
};

/// A trading day begins; `equity` is what the day's loss is measured from.
struct DayOpened {
    std::int32_t day = 0; ///< Days since 1970-01-01, UTC.
    Money equity;
    friend bool operator==(const DayOpened&, const DayOpened&) = default;
};
struct PeakReached {
    Money equity;
    friend bool operator==(const PeakReached&, const PeakReached&) = default;
};
/// The deepest fall from a peak so far.
struct DrawdownDeepened {
    Money peak, equity;
    friend bool operator==(const DrawdownDeepened&, const DrawdownDeepened&) = default;
};

enum class Denial : std::uint8_t {
    NoRight,
    StepUpMissing,
    OwnProposal,
    NotFound,
    NotOpen,
    WrongDigest,
    SizeRaised,
    DeskUnwell, ///< A latch, a breaker, a missing reconciliation or a difference that nobody has seen forbids arming.
    Invalid,
    LiveNotReady, ///< The host has not vouched that LIVE may be armed, or knows nobody who could.
    CoolingOff, ///< Too soon after a loss breaker.
    TooLate, ///< Too little is left of a proposal to be approved (leastTimeToApprove).
    SecondPersonMissing, ///< Noted; another person with the right has to ask for the same.
    AskAgainLater, ///< Noted; nobody else has the right, so it has to be asked for again, `coolingAlone` later.
};
[[nodiscard]] std::string_view nameOf(Denial) noexcept;

/// A command that was not carried out. The command itself stands before it in the journal.
struct CommandDenied {
    Denial why = Denial::NoRight;
    PrincipalId by;
    friend bool operator==(const CommandDenied&, const CommandDenied&) = default;
};
struct NoteAdded {
    AddNote note;
    PrincipalId by;
    friend bool operator==(const NoteAdded&, const NoteAdded&) = default;
};
/// The books take over the broker's position after a mismatch, by a person's word.
struct PositionAdopted {
    InstrumentId instrument;
    Lots from, to;
    Ticks price;
    PrincipalId by;
    friend bool operator==(const PositionAdopted&, const PositionAdopted&) = default;
};

/// The books take over the broker's cash, by a person's word.
struct CashAdopted {
    CurrencyId currency;
    Money from, to;
    bool isCapital = true;
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const CashAdopted&, const CashAdopted&) = default;
};
/// A difference that a person has seen: it stands in nobody's way with these figures.
struct DifferenceIgnored {
    DifferenceSubject what;
    std::int64_t ours = 0, theirs = 0; ///< Lots, or e8 of cash.
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const DifferenceIgnored&, const DifferenceIgnored&) = default;
};
/// Somebody else's order is to end.
struct ExternalCancelAsked {
    InstrumentId instrument;
    orders::VenueOrderId venueOrderId;
    PrincipalId by;
    friend bool operator==(const ExternalCancelAsked&, const ExternalCancelAsked&) = default;
};

/// An Unknown order settled by a person's audited word, where no venue evidence can be had (S6).
struct UnknownSettled {
    OrderId order;
    bool exists = false;
    PrincipalId by;
    ShortText<95> reason;
    friend bool operator==(const UnknownSettled&, const UnknownSettled&) = default;
};

/// A held leg may have left before the program stopped: what only reduces need not wait long for its record (rulings
/// 3), so its release may be lost. It is Unknown until the venue has said whether it has it.
struct LegDoubted {
    OrderId order;
    friend bool operator==(const LegDoubted&, const LegDoubted&) = default;
};

enum class AlertLevel : std::uint8_t { Info, Warning, Critical };
[[nodiscard]] std::string_view nameOf(AlertLevel) noexcept;

struct AlertRaised {
    AlertLevel level = AlertLevel::Info;
    ShortText<31> key; ///< "order.late_fill": stable; a sentence is made of it where it is shown.
    InstrumentId instrument;
    OrderId order;
    std::int64_t limit = 0, actual = 0;
    friend bool operator==(const AlertRaised&, const AlertRaised&) = default;
};

/// Somebody with the right has asked for what takes two. `wish` is the digest of exactly what.
struct SecondAsked {
    Digest wish{};
    risk::Action action = risk::Action::RearmAfterLatch;
    PrincipalId by;
    friend bool operator==(const SecondAsked&, const SecondAsked&) = default;
};
/// It was carried out: `by` asked for the same as `first` had. One and the same: nobody else has the right.
struct SecondGiven {
    Digest wish{};
    risk::Action action = risk::Action::RearmAfterLatch;
    PrincipalId first, by;
    friend bool operator==(const SecondGiven&, const SecondGiven&) = default;
};
/// Who alone has a right for which it takes two asks twice, so long apart at least (safety 4.4).
inline constexpr Duration coolingAlone = seconds(60);
/// What was asked for waits so long for its second, and not beyond a new start.
inline constexpr Duration secondAwaited = minutes(30);

using Fact
    = std::variant<ProposalMade, ProposalClosed, ProposalDrifted, ProposalSnoozed, ApprovalGranted, OrderPlanned,
                   OrderReleased, OrderRefused, CancelAsked, ReplaceAsked, QueryAsked, ExitWanted, ExitDone,
                   ModeChanged, Latched, LatchCleared, BreakerTripped, BreakerCleared, AutonomyGranted, AutonomyEnded,
                   StrategySwitched, LimitsChanged, DayOpened, PeakReached, DrawdownDeepened, CommandDenied, NoteAdded,
                   PositionAdopted, UnknownSettled, AlertRaised, PartialExitWanted, PartialExitSent, PartialExitDone,
                   LegDoubted, CashAdopted, DifferenceIgnored, ExternalCancelAsked, SecondAsked, SecondGiven>;

} // namespace omni::events
