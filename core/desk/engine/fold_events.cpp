#include "core/desk/engine/fold.h"

#include "core/desk/engine/booking.h"
#include "core/desk/engine/rescaling.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace omni::engine {

namespace {

using namespace events;

bool areSound(const PeopleVouched& vouched) noexcept
{
    const auto& people = vouched.people;
    const auto isHuman
        = [](const Person& one) { return isPerson(one.id) && (one.roles.bits & ~risk::humanRoles.bits) == 0; };
    const auto areInOrder = [](const Person& a, const Person& b) { return a.id < b.id; };
    return !people.empty() && people.size() <= mostPeople && std::all_of(people.begin(), people.end(), isHuman)
        && std::adjacent_find(people.begin(), people.end(), std::not_fn(areInOrder)) == people.end();
}

/// Books inputs. One function for each kind; those that only matter to decisions do nothing.
class EventFold
{
public:
    EventFold(DeskState& state, const Stamp& stamp) noexcept
        : m_state(state)
        , m_stamp(stamp)
    {
    }

    Folded operator()(const market::Tick&)
    {
        return {};
    }
    Folded operator()(const Command&)
    {
        return {};
    }
    Folded operator()(const TimerFired&)
    {
        return {};
    }
    /// Of a currency that we do not know there is nothing to compare.
    Folded operator()(const CashReported& reported)
    {
        const bool isOurs = reported.account == m_state.session.account && reported.currency
            && reported.currency.value <= m_state.portfolio.currencies().size();
        if (!isOurs) {
            return {};
        }
        // A coin that is traded under several symbols is one sum at the broker: what of it is cash is the rest.
        const auto coins = coinsHeld(m_state, reported.currency);
        const auto rest = coins ? checkedDifference(reported.cash.e8, coins->e8) : std::nullopt;
        if (!rest) {
            return {};
        }
        const bool differs = m_state.portfolio.cash(reported.currency).e8 != *rest;
        if (differs) {
            m_state.reportedCash.insertOrAssign(reported.currency, Money{*rest});
        } else {
            m_state.reportedCash.erase(reported.currency);
        }
        noteCompared(m_state, m_stamp, {DifferenceKind::Cash, {}, reported.currency, {}, {}}, differs);
        return {};
    }
    Folded operator()(const ExternalOrderReported& reported)
    {
        if (reported.account != m_state.session.account) {
            return {};
        }
        const orders::ExternalOrderKey key{reported.instrument, reported.venueOrderId};
        if (!reported.isOpen) {
            m_state.external.end(key);
            m_state.ignored.erase({DifferenceKind::OrderThereOnly, key.instrument, {}, {}, key.venueOrderId});
            return {};
        }
        if (m_state.instrument(reported.instrument) == nullptr) {
            Folded folded;
            folded.error = Error{Errc::NotFound, "somebody else's order of an instrument that was never defined"};
            return folded;
        }
        const auto done = m_state.external.report(
            key, {reported.side, reported.left, reported.limit, reported.stop, m_stamp.wall, true});
        return !done && done.error().code != Errc::Full ? outcomeOf(done) : Folded{}; // one left out is counted
    }
    Folded operator()(const Reconciled& done)
    {
        if (done.account == m_state.session.account) {
            m_state.external.endComparison();
            m_state.ignored.eraseIf([this](const DifferenceSubject& what, const SeenDifference&) {
                return what.kind == DifferenceKind::OrderThereOnly
                    && !m_state.external.all().contains({what.instrument, what.venueOrderId});
            });
        }
        m_state.isReconciled = m_state.isReconciled || done.account == m_state.session.account;
        return {};
    }
    Folded operator()(const LinkChanged& link)
    {
        if (link.kind == LinkKind::Orders && link.account == m_state.session.account) {
            m_state.isReconciled = false; // cut or new: what happened in between is not known yet
            m_state.external.beginComparison();
        }
        return {};
    }
    Folded operator()(const PeopleVouched& vouched)
    {
        if (!areSound(vouched)) {
            Folded folded;
            folded.error = Error{Errc::Invalid, "people or roles that there cannot be"};
            return folded;
        }
        FlatMap<PrincipalId, risk::Roles> people;
        for (const Person& one : vouched.people) {
            people.insertOrAssign(one.id, one.roles);
        }
        if (!(people == m_state.people)) {
            m_state.people = std::move(people);
            m_state.awaited.clear(); // who may second what has changed
        }
        return {};
    }
    Folded operator()(const LiveVouched& vouched)
    {
        if (m_state.session.environment != orders::Environment::Live || !m_state.isOpen) {
            Folded folded;
            folded.error = Error{Errc::Conflict, "nothing is vouched for outside of a LIVE session"};
            return folded;
        }
        m_state.isLiveGranted = vouched.isGranted;
        return {};
    }
    Folded operator()(const ComputeDone&)
    {
        return {};
    }

    Folded operator()(const SessionStarted& started)
    {
        Folded folded;
        if (m_state.portfolio.instruments() == 0 && m_state.portfolio.currencies().size() == 0) {
            m_state.portfolio = portfolio::Portfolio(started.cost);
        }
        const bool isFirst = !m_state.base;
        if (!isFirst && m_state.portfolio.currencies().codeOf(m_state.base) != started.baseCurrency) {
            folded.error = Error{Errc::Conflict, "a profile has one base currency"};
            return folded;
        }
        const auto base = m_state.portfolio.defineCurrency(started.baseCurrency);
        if (!base) {
            folded.error = base.error();
            return folded;
        }
        const risk::Limits stood = m_state.session.limits;
        const bool isNewBoot = started.boot != m_state.lastSeen.boot;
        if (started.account != m_state.session.account) {
            m_state.external.clear();
        }
        m_state.external.beginComparison();
        m_state.session = started;
        m_state.base = *base;
        nameOrdersFromHere(started.startNonce);
        if (!isFirst) {
            m_state.session.limits = risk::tighterOf(started.limits, stood);
            folded.limitsKept = !(m_state.session.limits == started.limits);
        }
        m_state.isLiveGranted = false;
        folded.wasCutOff = m_state.isOpen;
        m_state.isOpen = true;
        m_state.isReconciled = false;
        m_state.mode = risk::Mode::Halted;
        loseOpenOrders();
        m_state.counters.withdrawn += m_state.waiting.size();
        m_state.waiting.clear();
        m_state.awaited.clear();
        m_state.declined.clear();
        m_state.grants.clear();
        m_state.unstopped.clear();
        if (isNewBoot) {
            forgetOldOrders();
            m_state.rejects.restart(m_state.lastSeen.mono);
            m_state.repeats.forEach([this](const HoldingKey&, risk::RepeatedExecutionBreaker& breaker) {
                breaker.restart(m_state.lastSeen.mono);
            });
        }
        return folded;
    }

    Folded operator()(const SessionEnded&)
    {
        m_state.isOpen = false;
        m_state.isLiveGranted = false;
        m_state.mode = risk::Mode::Halted;
        m_state.reduced.reset();
        return {};
    }

    Folded operator()(const InstrumentDefined& defined)
    {
        const auto& instrument = defined.instrument;
        const auto* known = m_state.instrument(instrument.id);
        Folded folded;
        const auto whole = market::completed(instrument);
        if (!whole || whole->tickLotValue != instrument.tickLotValue) {
            folded.error = whole ? Error{Errc::Invalid, "an instrument with a wrong tick-lot value"} : whole.error();
            return folded;
        }
        Result<void> done;
        if (known == nullptr) {
            done = m_state.portfolio.defineCurrency(instrument.quoteCurrency).and_then([&](CurrencyId) {
                return m_state.portfolio.defineInstrument(instrument);
            });
        } else if (instrument.version > known->version) {
            done = bookIncrements(m_state, m_stamp, market::Instrument(*known), instrument);
        }
        if (!done) {
            folded.error = done.error();
            return folded;
        }
        m_state.barsFromMids.insertOrAssign(instrument.id, defined.barsFromMids);
        return folded;
    }

    Folded operator()(const CurrencyDefined& defined)
    {
        return outcomeOf(m_state.portfolio.defineCurrency(defined.code.view()));
    }

    Folded operator()(const RateGiven& given)
    {
        return outcomeOf(m_state.rates.set(given.rate));
    }

    Folded operator()(const CashMoved& moved)
    {
        const bool isOut = moved.kind == CashKind::Withdrawal;
        const bool isCapital = isOut || moved.kind == CashKind::Deposit;
        if (isCapital && (isOut ? moved.amount.e8 >= 0 : moved.amount.e8 <= 0)) {
            Folded folded;
            folded.error = Error{Errc::Invalid, "the sign of an amount is not that of its kind"};
            return folded;
        }
        if (moved.amount.e8 == std::numeric_limits<std::int64_t>::min()) {
            Folded folded;
            folded.error = Error{Errc::Overflow, "an amount that does not fit"};
            return folded;
        }
        const Money size{isOut ? -moved.amount.e8 : moved.amount.e8};
        auto& book = m_state.portfolio;
        m_state.reportedCash.clear();
        switch (moved.kind) {
        case CashKind::Deposit:
            return movedCapital(moved, outcomeOf(book.deposit(moved.currency, size, m_stamp.wall)));
        case CashKind::Withdrawal:
            return movedCapital(moved, outcomeOf(book.withdraw(moved.currency, size, m_stamp.wall)));
        case CashKind::Dividend:
            return outcomeOf(book.dividend(moved.currency, moved.amount, moved.instrument, m_stamp.wall));
        case CashKind::Funding:
            return outcomeOf(book.funding(moved.currency, moved.amount, moved.instrument, m_stamp.wall));
        case CashKind::Interest:
            return outcomeOf(book.interest(moved.currency, moved.amount, m_stamp.wall));
        case CashKind::Fee:
            return outcomeOf(book.dust(moved.currency, moved.amount, m_stamp.wall));
        }
        return {};
    }

    Folded operator()(const orders::Fill& fill)
    {
        return bookFill(m_state, m_stamp, fill);
    }
    Folded operator()(const OrderReport& report)
    {
        return bookReport(m_state, m_stamp, report);
    }
    Folded operator()(const FillBusted& busted)
    {
        return bookBust(m_state, m_stamp, busted);
    }
    Folded operator()(const FillCorrected& corrected)
    {
        return bookCorrection(m_state, m_stamp, corrected);
    }

    Folded operator()(const KillLatched& latched)
    {
        m_state.awaited.clear(); // whoever asked did not know of this
        auto& latch = m_state.latches.findOrInsert(latched.scope);
        latch.level = std::max(latch.level, latched.level);
        latch.cause = Cause::Kill;
        latch.by = latched.by;
        latch.at = m_stamp.wall;
        latch.reason = latched.cause;
        endParts(m_state, latched.scope, latched.level);
        return {};
    }

    Folded operator()(const PositionReported& reported)
    {
        const bool differs
            = !isSamePosition(m_state, reported.instrument,
                              m_state.portfolio.positionAt(reported.account, reported.instrument), reported.position);
        if (differs) {
            m_state.reported.insertOrAssign(reported.instrument, reported.position);
        } else {
            m_state.reported.erase(reported.instrument);
        }
        if (m_state.instrument(reported.instrument) != nullptr) {
            noteCompared(m_state, m_stamp, {DifferenceKind::Position, reported.instrument, {}, {}, {}}, differs);
        }
        return {};
    }

    Folded operator()(const TroubleFound& trouble)
    {
        Folded folded;
        const auto name = trouble.what == Trouble::RecordBehind ? orders::partsOf(trouble.text.view()) : std::nullopt;
        if (name) {
            auto& told = m_state.strangeStarts;
            folded.repeated = std::find(told.begin(), told.end(), name->start) != told.end();
            if (!folded.repeated) {
                told.erase(told.begin(), told.begin() + (told.size() < mostStrangeStarts ? 0 : 1));
                told.push_back(name->start);
            }
        }
        return folded;
    }

    Folded operator()(const BarsGiven&)
    {
        return {}; // what a strategy remembers is not durable (decision 6)
    }

    Folded operator()(const SplitHappened& split)
    {
        return outcomeOf(bookSplit(m_state, m_stamp, split));
    }

private:
    /// A start that sent nothing leaves no entry.
    void nameOrdersFromHere(std::string_view nonce)
    {
        const OrderId first{m_state.nextOrder};
        auto& starts = m_state.starts;
        if (!starts.empty() && starts.back().first == first) {
            starts.pop_back();
        }
        if (starts.size() >= mostNamedStarts) {
            starts.erase(starts.begin());
        }
        if (!nonce.empty()) {
            starts.push_back({first, ShortText<8>(nonce.substr(0, 8))});
        }
    }

    template<class T> static Folded outcomeOf(const Result<T>& result)
    {
        Folded folded;
        if (!result) {
            folded.error = result.error();
        }
        return folded;
    }

    Folded movedCapital(const CashMoved& moved, Folded folded)
    {
        if (!folded.error) {
            moveCapital(m_state, m_stamp, moved.currency, moved.amount);
        }
        return folded;
    }

    /// What had left every window when the program stopped is not in one again because the clock begins anew.
    void forgetOldOrders()
    {
        Stamp last;
        last.mono = m_state.lastSeen.mono;
        last.boot = m_state.lastSeen.boot;
        while (!m_state.recent.empty() && elapsed(m_state.recent.front().at, last) >= minutes(1)) {
            m_state.recent.pop_front();
        }
    }

    /// Whatever may have reached a venue before the stop is Unknown until the venue says (F1); what was never released
    /// never existed. The held legs of an entry that may live wait for it as before: it may fill yet.
    void loseOpenOrders()
    {
        for (const OrderId id : m_state.ledger.openIds()) {
            const auto* record = m_state.ledger.find(id);
            const auto* parent = m_state.ledger.find(record->ticket.parent);
            const bool mayBeNeeded = record->ticket.held && parent != nullptr && orders::isOpen(parent->state);
            if (record->state == orders::OrderState::Created && mayBeNeeded) {
                continue; // parents come before their legs
            }
            const auto event = record->state == orders::OrderState::Created ? orders::OrderEventKind::Cancelled
                                                                            : orders::OrderEventKind::Lost;
            static_cast<void>(m_state.ledger.apply(id, event, m_stamp.wall));
            dropFinishedBracket(m_state, id);
        }
    }

    DeskState& m_state;
    const Stamp& m_stamp;
};

} // namespace

Folded fold(DeskState& state, const Stamp& stamp, const events::Event& event)
{
    const Folded folded = std::visit(EventFold(state, stamp), event);
    if (!std::holds_alternative<market::Tick>(event)) {
        state.lastSeen = momentOf(stamp);
    }
    return folded;
}

} // namespace omni::engine
