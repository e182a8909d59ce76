// What the window and the live summary see of the desk: an immutable picture, made by the engine, read by anybody.

#pragma once

#include "core/base/short_text.h"
#include "core/base/stamp.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/desk/views/assessment.h"
#include "core/desk/views/picture_times.h"
#include "core/desk/views/risk_picture.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "core/trade/orders/fee_schedule.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/portfolio/position.h"
#include "core/trade/risk/limits.h"
#include "core/trade/risk/mode.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::views {

struct InstrumentView {
    market::Instrument instrument;
    std::optional<market::Quote> quote;
    std::optional<Ticks> reference;
    std::optional<Duration> age;
    market::TradingState trading = market::TradingState::Open;
};

/// Where the price stands against the band that an approval consents to.
struct DriftNow {
    std::optional<Ticks> price; ///< None: not known, and then it is outside.
    Ticks low, high; ///< Both inside. The ends of the range where the session has no such guard.
    bool isInside = false;
};

struct ProposalView {
    events::ProposalMade made;
    Duration left; ///< Until it expires.
    bool drifted = false;
    DriftNow driftNow;
    std::optional<Duration> quoteAge; ///< None: nothing was ever seen.
    std::shared_ptr<const Assessment> assessment; ///< Of the whole size. Null beyond the first `mostAssessed`.
};
inline constexpr std::size_t mostAssessed = 16;

struct PositionView {
    portfolio::Position position;
    std::optional<Money> unrealised; ///< Quote currency. None: no price is known.
    std::optional<Ticks> mark; ///< What it is valued at. None: no price is known, or too old.
    std::optional<Money> value; ///< Base currency, unsigned. None: no price or no rate.
    StrategyId strategy; ///< Whose orders hold it. None: a person's, or several hold parts of it.
    Timestamp opened; ///< Since when the oldest part of it is held.
    OrderId stopOrder, targetOrder; ///< Working legs against it. None: it has none.
    std::optional<Ticks> stop, target; ///< Their prices; of several the nearest to the market.
    bool isTargetWatched = false; ///< It is no order: the desk closes at the market when the price is reached.
    Lots dust; ///< Of the position, signed: too small to be closed; wants no stop and blocks nothing.
    Lots protectedLots; ///< How much of it working stops cover, unsigned.
    std::optional<Lots> reported; ///< What the broker says, where it differs from our books.
};

/// Somebody else's order on the account: counted in every limit, and never touched without a command.
struct ExternalOrderView {
    InstrumentId instrument;
    orders::VenueOrderId venueOrderId;
    Side side = Side::Buy;
    Lots left;
    std::optional<Ticks> limit, stop;
    Timestamp since; ///< When it was first reported.
};

/// What the account holds of a currency that was bought, beyond the whole lots in the books. Worth nothing there until
/// it makes up a lot.
struct DustView {
    InstrumentId instrument;
    std::string currency;
    Money amount; ///< Of that currency.
};

/// One line of the comparison with the broker's account.
struct DifferenceView {
    events::DifferenceSubject what;
    std::int64_t ours = 0, theirs = 0; ///< Lots, or e8 of cash.
    Timestamp since; ///< When it was first told.
    bool isIgnored = false; ///< A person has seen these figures. One that nobody has forbids arming.
};

/// Of the currency whose id is its place in the list, from 1 on.
struct CashView {
    std::string currency;
    Money cash, fees;
};

struct LatchView {
    risk::Scope scope;
    risk::KillLevel level = risk::KillLevel::None;
    events::Cause cause = events::Cause::Person;
    PrincipalId by;
    Timestamp at;
    ShortText<95> reason; ///< As it was given, of the newest word on it.
};

struct BreakerView {
    events::Breaker breaker = events::Breaker::DailyLoss;
    std::uint64_t subject = 0;
    std::int64_t limit = 0, actual = 0;
    Timestamp at;
    Duration coolingLeft; ///< So long nobody can lift it yet. Zero: one may.
};

/// Armed again after a loss breaker: sizes are halved until the session or the day ends.
struct ReducedView {
    Timestamp at;
    PrincipalId by;
};

/// A strategy of the session.
struct StrategyView {
    StrategyId id;
    std::string spec; ///< Canonical: "sma_cross:interval=30s,fast=10,slow=30,direction=long".
    bool on = true; ///< False: switched off by a person or a breaker.
    bool automatic = false; ///< It has a budget to trade without asking.
};

/// The first thing without which equity is not known. One of the two is told.
struct MissingWorth {
    std::string rateOf; ///< Currency of something that is held, without a rate to the base currency.
    std::string priceOf; ///< "VENUE:SYMBOL": held, and without a price that counts.
    friend bool operator==(const MissingWorth&, const MissingWorth&) = default;
};

struct DeskSnapshot {
    Stamp at;
    std::uint64_t events = 0;
    std::shared_ptr<const events::SessionStarted> session; ///< As it began. Null before.
    bool isOpen = false; ///< A session is under way.
    bool isReconciled = false; ///< The account has been compared since the link came up.
    orders::Environment environment = orders::Environment::Demo;
    risk::Mode mode = risk::Mode::Halted;
    std::string baseCurrency;
    std::optional<Money> equity; ///< None: unknown; then `missing` says why.
    std::optional<MissingWorth> missing;
    Money invested;
    std::optional<Money> dayStart, peak;
    Money worstPeak, worstEquity;
    std::vector<InstrumentView> instruments;
    std::vector<ProposalView> proposals;
    std::vector<orders::OrderRecord> openOrders; ///< By id.
    std::vector<ExternalOrderView> externalOrders; ///< By instrument.
    std::uint64_t externalLeftOut = 0; ///< More than there is room for; not zero: nothing new may be risked.
    std::vector<PositionView> positions;
    std::vector<DifferenceView> differences; ///< By kind, then by what they are about.
    bool mayAdoptOpening = false; ///< Nothing was ever booked: what the broker says may be where the books begin.
    std::vector<DustView> dust; ///< By instrument; those that have some.
    std::vector<CashView> cash;
    std::vector<LatchView> latches;
    std::vector<BreakerView> breakers;
    std::vector<StrategyView> strategies;
    risk::Limits limits; ///< Of the session: what a person sets.
    risk::Limits sizeLimits; ///< What orders are held to: the same, sizes halved while `reduced`.
    std::optional<ReducedView> reduced;
    std::optional<orders::FeeSchedule> venueFees; ///< Of every order of the session. None: not known.
    std::int32_t losingStreak = 0;
    std::int32_t ordersLastMinute = 0;
    std::optional<Money> realised, fees; ///< Of the whole record, base currency. None: a rate is missing or too old.
    RiskPicture risk; ///< For `assess`.
    PictureTimes times; ///< Set by who publishes it.
    std::uint64_t proposalCount = 0, approvedCount = 0, orderCount = 0, fillCount = 0;
};

} // namespace omni::views
