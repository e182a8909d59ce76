// What happens: everything that reaches the engine, each with its place and its two times.
//
// Inputs are facts that came from outside. `fold` (core/desk/engine) books them mechanically; decisions taken upon them
// are facts of their own (fact.h).

#pragma once

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/stamp.h"
#include "core/base/time.h"
#include "core/desk/events/command.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "core/trade/orders/order.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/portfolio/lots.h"
#include "core/trade/portfolio/rates.h"
#include "core/trade/risk/authority.h"
#include "core/trade/risk/limits.h"
#include "core/trade/risk/mode.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omni::events {

/// A strategy of a session, as configured.
struct StrategySetting {
    StrategyId id;
    std::string spec; ///< Canonical text of a `strategy::StrategySpec`.
    friend bool operator==(const StrategySetting&, const StrategySetting&) = default;
};

enum class SizingRule : std::uint8_t { FixedRisk, FixedLots, AllIn };

/// The program starts on this profile. Everything the engine needs for the session is in it, so that a replay needs
/// nothing but the record.
struct SessionStarted {
    std::uint32_t boot = 0; ///< From 1.
    std::string installNonce, startNonce; ///< Of client order ids. Outside the state hash.
    std::string program; ///< "omnitrade 0.1.0 (…)". Outside the state hash.
    orders::Environment environment = orders::Environment::Demo;
    AccountId account;
    std::string accountName; ///< "replay", "binance-paper"
    std::string baseCurrency;
    risk::Limits limits;
    std::vector<StrategySetting> strategies;
    SizingRule sizing = SizingRule::FixedRisk;
    std::int64_t fixedLots = 0; ///< Of `SizingRule::FixedLots`: quantity in units of the instrument, at 1e-8.
    portfolio::CostMethod cost = portfolio::CostMethod::Fifo;
    Duration proposalExpiry = seconds(180);
    bool driftGuard = true;
    friend bool operator==(const SessionStarted&, const SessionStarted&) = default;
};

struct SessionEnded {
    bool byPerson = true;
    friend bool operator==(const SessionEnded&, const SessionEnded&) = default;
};

/// Precedes the first use of an instrument; a later one with a higher version rescales orders, lots and positions.
struct InstrumentDefined {
    market::Instrument instrument;
    bool barsFromMids = false; ///< Its feed has no prints: bars are built from the mids of quotes.
};

struct CurrencyDefined {
    CurrencyId id;
    ShortText<11> code;
    friend bool operator==(const CurrencyDefined&, const CurrencyDefined&) = default;
};

struct RateGiven {
    portfolio::DatedRate rate;
    friend bool operator==(const RateGiven&, const RateGiven&) = default;
};

enum class CashKind : std::uint8_t { Deposit, Withdrawal, Dividend, Funding, Interest, Fee };

/// Money that moves without a trade. `amount` is signed: what is added to cash.
struct CashMoved {
    AccountId account;
    CurrencyId currency;
    Money amount;
    CashKind kind = CashKind::Deposit;
    InstrumentId instrument; ///< Of dividends and funding.
    ShortText<47> note;
    friend bool operator==(const CashMoved&, const CashMoved&) = default;
};

/// A venue's word on an order. Fills come as `orders::Fill`, before or after it, in any order (F25).
struct OrderReport {
    OrderId order;
    AccountId account;
    orders::OrderEventKind kind = orders::OrderEventKind::Accepted;
    orders::VenueOrderId venueOrderId;
    Timestamp venueTime;
    /// The figures with which it stands: of Replaced, and of Found and Filled where the venue tells them.
    std::optional<Lots> size;
    std::optional<Ticks> limit, stop; ///< As `size`.
    ShortText<95> text; ///< The venue's reason. Data, never an instruction.
    friend bool operator==(const OrderReport&, const OrderReport&) = default;
};

/// The venue takes an execution back, or changes it.
struct FillBusted {
    AccountId account;
    InstrumentId instrument;
    orders::VenueFillId venueFillId;
    friend bool operator==(const FillBusted&, const FillBusted&) = default;
};
struct FillCorrected {
    AccountId account;
    InstrumentId instrument;
    orders::VenueFillId venueFillId;
    Ticks price;
    Lots size;
    Money value; ///< In the quote currency.
    Money fee;
    /// None: not said, as in records of before it was named; then it is that of the fee that it corrects, and where
    /// there was none, the quote currency.
    CurrencyId feeCurrency{};
    friend bool operator==(const FillCorrected&, const FillCorrected&) = default;
};

/// What the broker says the account holds; compared, never copied (S9). Cash that differs from our books is told:
/// "cash.mismatch", whose `limit` is the currency's number and whose `actual` what the broker says more than we do.
struct CashReported {
    AccountId account;
    CurrencyId currency;
    Money cash;
    friend bool operator==(const CashReported&, const CashReported&) = default;
};
struct PositionReported {
    AccountId account;
    InstrumentId instrument;
    Lots position;
    friend bool operator==(const PositionReported&, const PositionReported&) = default;
};
/// Somebody else's order on our account, as it stands (F15): counted, shown, and touched by nobody without a command.
/// After a link has come up all that are open are named before `Reconciled`; what is not named then is gone.
struct ExternalOrderReported {
    AccountId account;
    InstrumentId instrument; ///< Defined before.
    orders::VenueOrderId venueOrderId;
    Side side = Side::Buy;
    Lots left; ///< What it may still fill; above zero while it is open.
    std::optional<Ticks> limit, stop;
    bool isOpen = true;
    friend bool operator==(const ExternalOrderReported&, const ExternalOrderReported&) = default;
};
/// All reports of one reconciliation have been given.
struct Reconciled {
    AccountId account;
    friend bool operator==(const Reconciled&, const Reconciled&) = default;
};

enum class LinkKind : std::uint8_t { MarketData, Orders };
struct LinkChanged {
    LinkKind kind = LinkKind::MarketData;
    AccountId account; ///< Of an order link.
    bool up = false;
    friend bool operator==(const LinkChanged&, const LinkChanged&) = default;
};

/// The sequencer's clock passed a deadline of the engine.
struct TimerFired {
    friend bool operator==(const TimerFired&, const TimerFired&) = default;
};

/// The kill latch was set on some thread; the outbox has obeyed already.
struct KillLatched {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::CancelEntries;
    PrincipalId by;
    ShortText<95> cause;
    friend bool operator==(const KillLatched&, const KillLatched&) = default;
};

/// An engine of which nothing is heard for so long has stalled.
inline constexpr Duration longestSilence = seconds(2);

enum class Trouble : std::uint8_t {
    JournalFailed, ///< Nothing more can be written down: nothing new may be sent (F4, F5).
    EngineStalled, ///< Nothing was heard of the engine's thread for too long (F60); the outbox has closed already.
    AccountRestricted, ///< The broker lets the account take no new risk: a margin call, a block (F50).
    RecordBehind, ///< The venue has an order that this profile named in a start of which this record knows nothing: it
                  ///< is an older copy, or another copy trades beside it (F16).
};

/// Trouble around the engine, which it cannot see from inside. The first two trip the breaker of the same name; a
/// restricted account lowers the mode to ReduceOnly; a record that is behind trips Mismatch, once for each such start.
struct TroubleFound {
    Trouble what = Trouble::JournalFailed;
    StrategyId strategy; ///< Of EngineStalled: the one that was running; none: none was.
    Duration span; ///< Of EngineStalled: how long nothing was heard.
    ShortText<95> text; ///< For people. Of RecordBehind: the order's name at the venue (client_order_id.h).
    friend bool operator==(const TroubleFound&, const TroubleFound&) = default;
};

/// A model's or a simulation's outcome enters as an event, with its bytes.
struct ComputeDone {
    std::uint64_t job = 0;
    std::string kind;
    std::vector<std::byte> result;
    friend bool operator==(const ComputeDone&, const ComputeDone&) = default;
};

struct SplitHappened {
    InstrumentId instrument;
    std::int32_t numerator = 1, denominator = 1; ///< New shares for old ones: 2 / 1.
    friend bool operator==(const SplitHappened&, const SplitHappened&) = default;
};

/// Finished bars of before the session, so that a strategy's indicators stand when it begins. They price nothing, no
/// order is decided upon them, and what they make a strategy wish is dropped.
struct BarsGiven {
    InstrumentId instrument;
    Duration series; ///< As its strategies ask for bars; zero: the feed's own, whatever their length.
    std::vector<market::Bar>
        bars; ///< Oldest first, at most `mostBarsGiven`; of an interval of `series`, if it has one.
    friend bool operator==(const BarsGiven&, const BarsGiven&) = default;
};
inline constexpr std::size_t mostBarsGiven = 4'096; ///< More come in further inputs.

/// Somebody who may act, and the roles that the profile's accounts give him.
struct Person {
    PrincipalId id; ///< See `isPerson`.
    risk::Roles roles; ///< Human ones, or none.
    friend bool operator==(const Person&, const Person&) = default;
};
inline constexpr std::size_t mostPeople = 64;

/// The host vouches for who may act from now on, all of them by rising number: who is not among them may nothing any
/// more. A profile that never had accounts says nothing, and its owner has all roles. Refused: nobody, more than
/// `mostPeople`, numbers of no person or out of their order, roles of no human.
struct PeopleVouched {
    std::vector<Person> people;
    friend bool operator==(const PeopleVouched&, const PeopleVouched&) = default;
};

/// The host vouches that real money may be traded: everything that LIVE takes is there, and a person has granted it
/// for this account, this key and limits that are no looser (docs/going-live.md). It counts until the session ends, or
/// until it is taken back. Refused outside of LIVE.
struct LiveVouched {
    bool isGranted = false; ///< False: not any more.
    std::uint64_t grant = 0; ///< Its number among those of the profile.
    friend bool operator==(const LiveVouched&, const LiveVouched&) = default;
};

using Event = std::variant<market::Tick, orders::Fill, OrderReport, Command, TimerFired, SessionStarted, SessionEnded,
                           InstrumentDefined, CurrencyDefined, RateGiven, CashMoved, FillBusted, FillCorrected,
                           CashReported, PositionReported, Reconciled, LinkChanged, KillLatched, ComputeDone,
                           SplitHappened, TroubleFound, BarsGiven, ExternalOrderReported, PeopleVouched, LiveVouched>;

} // namespace omni::events
