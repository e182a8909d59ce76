#include "core/host/simulate/checks/told_desk.h"

#include "core/desk/events/own_word.h"
#include "core/host/simulate/checks/exact.h"
#include "core/host/simulate/checks/naive_limits.h"

#include <algorithm>
#include <string_view>

namespace omni::simulate {

using namespace events;

namespace {

constexpr Duration keptForBusts = days(14);
constexpr Duration keptForPace = minutes(2);
constexpr std::string_view refused = "event.not_booked";

template<class Number> void halve(Number& count) noexcept
{
    count = std::max<Number>(1, count / 2);
}

} // namespace

bool ToldState::stands(Breaker breaker, std::uint64_t subject) const noexcept
{
    return std::any_of(breakers.begin(), breakers.end(),
                       [&](const NaiveBreaker& one) { return one.breaker == breaker && one.subject == subject; });
}

bool ToldState::stands(Breaker breaker) const noexcept
{
    return std::any_of(breakers.begin(), breakers.end(),
                       [&](const NaiveBreaker& one) { return one.breaker == breaker; });
}

risk::Limits ToldState::sizeLimits() const noexcept
{
    risk::Limits sizes = limits;
    if (reducedSince) {
        halve(sizes.positionPerTrade.count);
        halve(sizes.lossAtStop.count);
        if (sizes.orderValue) {
            halve(sizes.orderValue->e8);
        }
        if (sizes.orderSize) {
            halve(sizes.orderSize->count);
        }
    }
    return sizes;
}

/// One line of the list.
class ToldDesk::Adder
{
public:
    Adder(ToldDesk& desk, const Entry& entry) noexcept
        : m_desk(desk)
        , m_state(desk.m_state)
        , m_entry(entry)
    {
    }

    void operator()(const orders::Fill& fill)
    {
        m_desk.m_change = m_state.books.fill(fill);
        if (m_desk.m_change.done) {
            m_state.hasFilled = true;
            m_desk.m_wasFirstFill = m_state.orders.fill(fill);
        }
    }
    void operator()(const OrderReport& report)
    {
        m_desk.m_wasRefusal = m_state.orders.report(report);
    }
    void operator()(const FillBusted& busted)
    {
        changed(m_state.books.bust(busted), busted.instrument);
    }
    void operator()(const FillCorrected& corrected)
    {
        changed(m_state.books.correct(corrected), corrected.instrument);
    }
    void operator()(const CashMoved& moved)
    {
        const bool isCapital = moved.kind == CashKind::Deposit || moved.kind == CashKind::Withdrawal;
        if (!m_state.books.move(moved) || !isCapital) {
            return;
        }
        moveCapital(moved.currency, moved.amount);
    }
    void operator()(const SplitHappened& split)
    {
        if (m_state.books.split(split)) {
            m_state.orders.scale(split.instrument, split.numerator, split.denominator, split.denominator,
                                 split.numerator);
        }
    }
    void operator()(const RateGiven& given)
    {
        m_state.books.give(given.rate);
    }
    void operator()(const CurrencyDefined& defined)
    {
        m_state.books.define(std::string(defined.code.view()));
    }
    void operator()(const SessionEnded&)
    {
        m_state.isOpen = false;
        m_state.reducedSince.reset();
    }
    void operator()(const std::shared_ptr<const market::Instrument>& instrument)
    {
        const auto* known = m_state.books.instrument(instrument->id);
        const std::optional<market::Instrument> before = known != nullptr ? std::optional(*known) : std::nullopt;
        if (!m_state.books.define(*instrument) || !before) {
            return;
        }
        const auto times = [](Decimal from, Decimal to) {
            Int128 ratio = from.mantissa;
            for (int i = to.exponent; i < from.exponent; ++i) {
                ratio *= 10;
            }
            return ratio;
        };
        m_state.orders.scale(instrument->id, times(before->lotSize, instrument->lotSize),
                             times(instrument->lotSize, before->lotSize), times(before->tickSize, instrument->tickSize),
                             times(instrument->tickSize, before->tickSize));
    }
    void operator()(const std::shared_ptr<const ToldStart>& start)
    {
        const bool isFirst = !m_state.books.base();
        m_state.books.begin(start->cost, start->baseCurrency, start->account);
        m_state.orders.restart();
        m_state.account = start->account;
        m_state.environment = start->environment;
        m_state.limits = isFirst ? start->limits : tightestOf(start->limits, m_state.limits);
        m_state.isOpen = true;
    }

    void operator()(const orders::OrderTicket& planned)
    {
        m_state.orders.plan(planned);
    }
    void operator()(const OrderReleased& released)
    {
        m_state.orders.release(released, m_entry.at);
        const auto* order = m_state.orders.find(released.order);
        m_state.releases.push_back({m_entry.at, order != nullptr ? order->ticket.account : AccountId{}});
        while (m_entry.at - m_state.releases.front().at > keptForPace) {
            m_state.releases.pop_front();
        }
    }
    void operator()(const CancelAsked& asked)
    {
        m_state.orders.askCancel(asked.order);
    }
    void operator()(const ReplaceAsked& asked)
    {
        m_state.orders.askReplace(asked);
    }
    void operator()(const UnknownSettled& settled)
    {
        m_state.orders.settle(settled);
    }
    void operator()(const LegDoubted& doubted)
    {
        m_state.orders.doubt(doubted.order);
    }
    /// As if the venue had told of it.
    void operator()(const CashAdopted& adopted)
    {
        CashMoved moved;
        moved.currency = adopted.currency;
        moved.amount = Money{adopted.to.e8 - adopted.from.e8};
        const bool isIn = moved.amount.e8 > 0;
        moved.kind = !adopted.isCapital ? CashKind::Fee : isIn ? CashKind::Deposit : CashKind::Withdrawal;
        (*this)(moved);
    }
    /// Books in which nothing was ever sent or filled have no result: it is capital.
    void operator()(const PositionAdopted& adopted)
    {
        const Money value = m_state.books.adopt(adopted);
        if (m_state.orders.released() == 0 && !m_state.hasFilled) {
            moveCapital(m_state.books.quoteOf(adopted.instrument), value);
        }
    }
    void operator()(const BreakerTripped& tripped)
    {
        const std::uint64_t subject = tripped.strategy ? tripped.strategy.value : tripped.instrument.value;
        if (!m_state.stands(tripped.breaker, subject)) {
            m_state.breakers.push_back({tripped.breaker, subject, m_entry.stamp});
        }
    }
    void operator()(const BreakerCleared& cleared)
    {
        const std::uint64_t subject = cleared.strategy ? cleared.strategy.value : cleared.instrument.value;
        const auto stands
            = std::find_if(m_state.breakers.begin(), m_state.breakers.end(), [&](const NaiveBreaker& one) {
                  return one.breaker == cleared.breaker && one.subject == subject;
              });
        m_state.cleared.reset();
        if (stands != m_state.breakers.end()) {
            m_state.cleared = *stands;
            m_state.breakers.erase(stands);
        }
        if (isLossBreaker(cleared.breaker) && m_state.limits.enforced) {
            m_state.reducedSince = m_entry.stamp.wall;
        }
        if (cleared.breaker == Breaker::LosingStreak) {
            m_state.books.losingStreak = 0;
        } else if (cleared.breaker == Breaker::Drawdown) {
            m_state.peak.reset();
        } else if (cleared.breaker == Breaker::NeedsReconcile) {
            m_state.orders.forgive(cleared.instrument);
        }
    }
    void operator()(const std::shared_ptr<const risk::Limits>& limits)
    {
        m_state.limits = *limits;
    }
    void operator()(const DayOpened& opened)
    {
        const auto dayOf = [](Timestamp at) { return quotientDown(at.ns, days(1).ns); };
        if (m_state.reducedSince && opened.day > dayOf(*m_state.reducedSince)) {
            m_state.reducedSince.reset();
        }
        m_state.day = opened.day;
        m_state.dayStart = opened.equity.e8;
        m_state.books.seal(m_entry.stamp.wall - keptForBusts);
    }
    void operator()(const PeakReached& reached)
    {
        m_state.peak = reached.equity.e8;
    }

private:
    /// Capital is neither won nor lost: what losses are measured from moves with it.
    void moveCapital(CurrencyId currency, Money amount)
    {
        const auto worth = m_state.books.worthOf(currency, m_entry.stamp.wall);
        if (!worth.rate) {
            return;
        }
        const Int128 inBase = quotientNearest(Int128{amount.e8} * worth.rate->numerator, worth.rate->denominator);
        m_state.dayStart += m_state.day >= 0 ? inBase : Int128{0};
        if (m_state.peak) {
            *m_state.peak += inBase;
        }
    }
    void changed(const NaiveChange& change, InstrumentId)
    {
        m_desk.m_change = change;
        if (change.done && change.order) {
            m_state.orders.change(change, 0);
        }
    }

    ToldDesk& m_desk;
    ToldState& m_state;
    const Entry& m_entry;
};

void ToldDesk::add(const Entry& entry)
{
    std::visit(Adder(*this, entry), entry.record);
}

void ToldDesk::note(const Scene& scene, const Stamp& stamp, bool isFact, Record record)
{
    m_list.push_back({stamp, scene.mono, isFact, std::move(record)});
    add(m_list.back());
}

void ToldDesk::addUpAnew()
{
    m_state = {};
    for (const Entry& entry : m_list) {
        add(entry);
    }
}

/// As far as facts can be told from it.
bool ToldDesk::agrees(const engine::DeskState& recovered) const
{
    bool agrees = m_state.orders.released() == recovered.counters.orders
        && m_state.orders.nextOrder() == recovered.nextOrder && m_state.day == recovered.day
        && m_state.dayStart == recovered.dayStart.e8 && m_state.peak.has_value() == recovered.peak.has_value()
        && (!m_state.peak || *m_state.peak == recovered.peak->e8)
        && m_state.breakers.size() == recovered.breakers.size() && m_state.limits == recovered.session.limits;
    for (const NaiveBreaker& one : m_state.breakers) {
        agrees = agrees && recovered.breakers.contains({one.breaker, one.subject});
    }
    for (std::uint64_t id = 1; agrees && id <= m_state.books.instruments(); ++id) {
        agrees = m_state.books.holding({id}).position == recovered.portfolio.position({id}).lots.count;
    }
    return agrees;
}

void ToldDesk::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    std::erase_if(m_list, [&](const Entry& entry) { return entry.stamp.seq > scene.recovered; });
    addUpAnew();
    std::vector<Entry> torn;
    while (!agrees(recovered) && !m_list.empty() && m_list.back().isFact
           && m_list.back().stamp.seq == scene.recovered) {
        torn.push_back(std::move(m_list.back()));
        m_list.pop_back();
        addUpAnew();
    }
    if (!agrees(recovered)) { // not because of a torn event: the differences are for others to tell
        m_list.insert(m_list.end(), std::make_move_iterator(torn.rbegin()), std::make_move_iterator(torn.rend()));
        addUpAnew();
    }
    m_market.forget();
    m_command = nullptr;
    m_isReconciled = false;
}

/// The desk did not book it, and has said so: a change of units that does not come out even for one of its orders.
void ToldDesk::refuseLast(const Stamp& stamp)
{
    const auto input = std::find_if(m_list.rbegin(), m_list.rend(),
                                    [&](const Entry& entry) { return entry.stamp.seq != stamp.seq || !entry.isFact; });
    const bool isUnits = input != m_list.rend() && input->stamp.seq == stamp.seq
        && (std::holds_alternative<SplitHappened>(input->record)
            || std::holds_alternative<std::shared_ptr<const market::Instrument>>(input->record));
    if (isUnits) {
        m_list.erase(std::next(input).base());
        addUpAnew();
    }
}

void ToldDesk::onTick(const Scene&, const Stamp& stamp, const market::Tick& tick, Findings&)
{
    m_stamp = stamp;
    m_command = nullptr;
    m_change = {};
    m_wasRefusal = m_wasFirstFill = false;
    m_market.take(stamp, tick);
}

template<class Kind> bool ToldDesk::noteIf(const Scene& scene, const Stamp& stamp, const Event& event)
{
    const auto* one = std::get_if<Kind>(&event);
    if (one != nullptr) {
        note(scene, stamp, false, *one);
    }
    return one != nullptr;
}

template<class Kind> bool ToldDesk::noteIf(const Scene& scene, const Stamp& stamp, const Fact& fact)
{
    const auto* one = std::get_if<Kind>(&fact);
    if (one != nullptr) {
        note(scene, stamp, true, *one);
    }
    return one != nullptr;
}

void ToldDesk::onInput(const Scene& scene, const Stamp& stamp, const Event& event, Findings&)
{
    m_stamp = stamp;
    m_command = std::get_if<Command>(&event);
    m_change = {};
    m_wasRefusal = m_wasFirstFill = false;
    m_market.settle();
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        note(scene, stamp, false, *fill);
        if (m_change.done) {
            m_market.ownFill(stamp, *fill);
        } else {
            m_list.pop_back(); // a repetition adds nothing
        }
    } else if (const auto* report = std::get_if<OrderReport>(&event)) {
        note(scene, stamp, false, *report);
        m_wasRefusal = m_wasRefusal && report->venueTime != neverAtVenue;
    } else if (const auto* started = std::get_if<SessionStarted>(&event)) {
        noteStart(scene, stamp, *started);
    } else if (const auto* link = std::get_if<LinkChanged>(&event)) {
        m_isReconciled = m_isReconciled && (link->kind != LinkKind::Orders || link->account != m_state.account);
        if (link->kind == LinkKind::MarketData && !link->up) {
            m_market.cut();
        }
    } else if (const auto* reconciled = std::get_if<Reconciled>(&event)) {
        m_isReconciled = m_isReconciled || reconciled->account == m_state.account;
    } else if (!noteIf<CashMoved>(scene, stamp, event) && !noteIf<RateGiven>(scene, stamp, event)
               && !noteIf<CurrencyDefined>(scene, stamp, event) && !noteIf<SessionEnded>(scene, stamp, event)) {
        noteMarket(scene, stamp, event);
    }
}

void ToldDesk::noteStart(const Scene& scene, const Stamp& stamp, const SessionStarted& started)
{
    note(scene, stamp, false,
         std::make_shared<const ToldStart>(
             ToldStart{started.baseCurrency, started.account, started.environment, started.cost, started.limits}));
    m_market.begin(stamp);
    m_isReconciled = false;
}

/// What changes books and the market together.
void ToldDesk::noteMarket(const Scene& scene, const Stamp& stamp, const Event& event)
{
    if (const auto* busted = std::get_if<FillBusted>(&event)) {
        note(scene, stamp, false, *busted);
        m_market.remark(busted->instrument);
    } else if (const auto* corrected = std::get_if<FillCorrected>(&event)) {
        note(scene, stamp, false, *corrected);
        m_market.remark(corrected->instrument);
    } else if (const auto* split = std::get_if<SplitHappened>(&event)) {
        note(scene, stamp, false, *split);
        m_market.redefine(split->instrument, split->numerator == split->denominator);
    } else if (const auto* defined = std::get_if<InstrumentDefined>(&event)) {
        const auto& instrument = defined->instrument;
        const auto* known = m_state.books.instrument(instrument.id);
        const bool keepsTicks = known != nullptr && known->tickSize == instrument.tickSize;
        if (known == nullptr || known->version < instrument.version) {
            note(scene, stamp, false, std::make_shared<const market::Instrument>(instrument));
        }
        m_market.redefine(instrument.id, keepsTicks);
    }
}

void ToldDesk::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings&)
{
    if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
        note(scene, stamp, true, planned->ticket);
    } else if (const auto* limits = std::get_if<LimitsChanged>(&fact)) {
        note(scene, stamp, true, std::make_shared<const risk::Limits>(limits->limits));
    } else if (const auto* alert = std::get_if<AlertRaised>(&fact)) {
        if (alert->key.view() == refused) {
            refuseLast(stamp);
        }
    } else {
        static_cast<void>(noteIf<OrderReleased>(scene, stamp, fact) || noteIf<CancelAsked>(scene, stamp, fact)
                          || noteIf<ReplaceAsked>(scene, stamp, fact) || noteIf<UnknownSettled>(scene, stamp, fact)
                          || noteIf<LegDoubted>(scene, stamp, fact) || noteIf<PositionAdopted>(scene, stamp, fact)
                          || noteIf<CashAdopted>(scene, stamp, fact) || noteIf<BreakerTripped>(scene, stamp, fact)
                          || noteIf<BreakerCleared>(scene, stamp, fact) || noteIf<DayOpened>(scene, stamp, fact)
                          || noteIf<PeakReached>(scene, stamp, fact));
    }
}

} // namespace omni::simulate
