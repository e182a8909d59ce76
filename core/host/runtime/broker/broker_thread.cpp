#include "core/host/runtime/broker/broker_thread.h"

#include "core/base/safe_text.h"
#include "core/desk/driver/live_loop.h"
#include "core/desk/engine/differences.h"
#include "core/desk/events/broker_refused.h"
#include "core/desk/events/own_word.h"
#include "core/desk/events/principals.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace omni::runtime {

namespace {

using namespace events;
using orders::OrderEventKind;

constexpr std::chrono::milliseconds tryAgain{1}; // a lane was full
constexpr std::chrono::milliseconds lookEvery{250};

bool isChange(const Sending& sending) noexcept
{
    return std::holds_alternative<Submit>(sending.what) || std::holds_alternative<Replace>(sending.what);
}

/// Two legs of which one names the other.
bool arePair(const Sending& first, const Sending& second) noexcept
{
    return std::holds_alternative<Submit>(first.what) && std::holds_alternative<Submit>(second.what)
        && (first.ticket.oco == second.ticket.id || second.ticket.oco == first.ticket.id);
}

/// An order that adds exposure may wait so long for its turn at the broker: as long as a quote is fresh.
constexpr Duration longestTurn = seconds(2);

constexpr std::size_t mostRecalled = 50'000; ///< As many as an adapter may list at once.

/// What the desk has of the account: every order of which it does not know the end, and the newest word on any. A
/// ledger that has forgotten them all knows nothing since the day before the newest that was opened: the record may be
/// an old copy (F16).
Timestamp knownUntilOf(const engine::DeskState& state, Timestamp now)
{
    const auto& ledger = state.ledger;
    std::optional<Timestamp> newest, oldestOpen;
    if (!engine::hasNoHistory(state) && state.day > 0) {
        newest = Timestamp{} + days(state.day - 1);
    }
    ledger.forEach([&newest](const orders::OrderRecord& record) {
        newest = std::max(newest.value_or(record.lastChange), record.lastChange);
    });
    ledger.forEachOpen([&oldestOpen](const orders::OrderRecord& record) {
        oldestOpen = std::min(oldestOpen.value_or(record.created), record.created);
    });
    return std::min({now, newest.value_or(now), oldestOpen.value_or(now)});
}

} // namespace

void BrokerThread::LoopBell::ring() noexcept
{
    m_rings.fetch_add(1, std::memory_order_release);
    // acq_rel: a turn that clears the flag afterwards sees what was put into the lane before the ring.
    if (!m_owner.m_isTurnQueued.exchange(true, std::memory_order_acq_rel)) {
        m_owner.m_loop.post([&owner = m_owner] { owner.turn(); });
    }
}

BrokerThread::BrokerThread(BrokerLoop& loop, const VenueThread::Surroundings& around, feeds::MarketRecorder* recorder)
    : m_loop(loop)
    , m_around(around)
    , m_recorder(recorder)
    , m_bell(*this)
{
}

BrokerThread::~BrokerThread()
{
    stop();
    m_loop.call([] {}); // turns that were still queued are over
}

// --- the engine's thread ---------------------------------------------------------------------------------------------

void BrokerThread::define(std::span<const market::Instrument> instruments)
{
    m_instruments.assign(instruments.begin(), instruments.end());
}

void BrokerThread::start(const engine::DeskState& state)
{
    m_knownUntil = knownUntilOf(state, m_around.clock.wall());
    m_booksBegin = engine::hasNoHistory(state) ? std::optional(m_around.clock.wall()) : std::nullopt;
    state.ledger.forEachOpen([this](const orders::OrderRecord& record) {
        const bool wasSent = record.state != orders::OrderState::Created;
        if (wasSent) {
            m_standing.push_back({record.ticket, record.venueOrderId});
        }
        if (wasSent || record.ticket.held) { // after a crash nobody knows whether a held leg has left: it is asked for
            m_orders.add(record.ticket);
        }
    });
    for (const auto& bracket : state.brackets) {
        if (bracket.value.stop) {
            m_entryStops.push_back({bracket.key, bracket.value.stop});
        }
    }
    m_isStarted = true;
}

/// What is held, and the executions that made it, with whether a fee of theirs is booked.
void BrokerThread::recallBooks(const engine::DeskState& state)
{
    std::set<InstrumentId> spokenOf;
    for (const auto& instrument : m_instruments) {
        if (const Lots held = state.portfolio.positionAt(m_account, instrument.id); held.count != 0) {
            m_positions.push_back({instrument.id, held});
        }
        spokenOf.insert(instrument.id);
    }
    for (const auto& applied : state.seen.newest(mostRecalled)) {
        if (applied.account == m_account && spokenOf.contains(applied.instrument)) {
            const bool hasFee = state.portfolio.feeCurrencyOf(applied.fill) != CurrencyId{};
            m_bookedFills.push_back({applied.venueFillId, hasFee});
        }
    }
}

void BrokerThread::opened(const engine::DeskState& state)
{
    m_account = state.session.account;
    m_environment = state.session.environment;
    recallBooks(state);
    m_names.emplace(state);
    m_currencies.emplace(state.portfolio.currencies(), [this](const CurrencyDefined& defined) { return put(defined); });
    m_loop.post([this] { begin(); });
}

void BrokerThread::stop()
{
    if (m_isStarted) {
        m_isStarted = false;
        m_loop.call([this] { end(); });
    }
}

// --- the loop's thread -----------------------------------------------------------------------------------------------

void BrokerThread::begin()
{
    m_again = std::make_unique<QTimer>();
    m_again->setSingleShot(true);
    m_again->setTimerType(Qt::PreciseTimer);
    QObject::connect(m_again.get(), &QTimer::timeout, m_again.get(), [this] { turn(); });
    m_look = std::make_unique<QTimer>();
    QObject::connect(m_look.get(), &QTimer::timeout, m_look.get(), [this] { lookAtLines(); });
    m_look->start(lookEvery);
    m_session.emplace(
        ports::BrokerSession{m_account, m_environment, m_instruments, m_knownUntil, *m_names, *m_currencies, *this,
                             [this](const orders::OrderTicket& ticket) { return mayGo(ticket); }, std::move(m_standing),
                             std::move(m_entryStops), std::move(m_positions), std::move(m_bookedFills)});
    m_loop.broker().start(*m_session);
    std::vector<ports::Watch> wanted;
    for (const auto& instrument : m_instruments) {
        wanted.push_back({instrument.id, true, true, true});
    }
    m_loop.broker().watch(std::move(wanted));
    m_loop.publishConnection();
    turn();
}

void BrokerThread::end()
{
    if (m_session) {
        m_loop.broker().stop();
        m_loop.publishConnection();
    }
    m_hasEnded = true;
    m_again.reset();
    m_look.reset();
    if (m_half) {
        tellRefusal(*std::exchange(m_half, std::nullopt), "not sent: the session has ended");
    }
    for (Sending sending; m_around.lanes.sendings.tryPop(sending);) {
        if (isChange(sending)) {
            tellRefusal(sending, "not sent: the session has ended");
        }
    }
}

void BrokerThread::turn()
{
    m_isTurnQueued.exchange(false, std::memory_order_acq_rel);
    if (!m_session || m_hasEnded) {
        return; // what is to be sent waits in its lane
    }
    takeSendings();
    deliverWaiting();
}

void BrokerThread::lookAtLines()
{
    m_loop.publishConnection();
    const auto now = m_loop.connection();
    if (!now || m_hasEnded || !m_events.hasRoom()) {
        return; // the next look finds it still refused
    }
    std::string names, why;
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        const auto& line = now->lines[i];
        const bool isRefused = line.state == views::LineState::Refused;
        if (isRefused && !m_wasRefused[i]) {
            names += (names.empty() ? "" : ", ") + std::string(views::nameOf(static_cast<views::LineKind>(i)));
            why = why.empty() ? line.detail : why;
        }
        m_wasRefused[i] = isRefused;
    }
    if (names.empty()) {
        return;
    }
    AddNote note;
    note.tag = ShortText<31>(brokerRefused);
    const std::string text = now->broker + " refuses " + names + ": " + omni::onOneLine(why);
    note.text = ShortText<191>(std::string_view(text).substr(0, 191));
    Command command;
    command.by = events::desk;
    command.what = note;
    m_events.push(command);
    deliverWaiting();
}

// --- to the broker ---------------------------------------------------------------------------------------------------

void BrokerThread::takeSendings()
{
    for (Sending sending; nextSending(sending);) {
        if (m_half) {
            const Sending first = *std::exchange(m_half, std::nullopt);
            if (arePair(first, sending)) {
                carryOutPair(first, sending);
                continue;
            }
            carryOut(first);
        }
        if (mustWaitForPartner(sending)) {
            m_half = sending;
            m_halfSince = m_around.clock.mono();
        } else {
            carryOut(sending);
        }
    }
    if (!m_half) {
        return;
    }
    if (m_around.clock.mono() - m_halfSince >= longestPairWait) {
        carryOut(*std::exchange(m_half, std::nullopt));
    } else {
        m_again->start(tryAgain);
    }
}

/// An outbox that does not listen sends no more than is in its lane: so many refusals come on top (S26).
bool BrokerThread::nextSending(Sending& out)
{
    return m_echoes.size() < WaitingWords::most && m_around.lanes.sendings.tryPop(out);
}

bool BrokerThread::mustWaitForPartner(const Sending& sending)
{
    const OrderId partner = sending.ticket.oco;
    if (!std::holds_alternative<Submit>(sending.what) || !partner || m_orders.find(partner) != nullptr) {
        return false;
    }
    const auto place = static_cast<std::size_t>(views::Ability::OneCancelsOther);
    return m_loop.broker().traits().abilities.at(place) == views::Holder::Venue;
}

/// The kill switch and the latches are asked once more, right before the broker hears of it (S2): one may have come
/// while the order lay in the lane. The machine may have slept meanwhile (F21).
bool BrokerThread::lets(const Sending& sending)
{
    if (const auto why = m_around.gate.refusal(sending.ticket, sending.by); !why.empty()) {
        tellRefusal(sending, why);
        return false;
    }
    const bool isLate = m_around.clock.mono() - sending.decided > driver::longestEntryWait;
    if (isLate && !sending.ticket.reduceOnly) {
        tellRefusal(sending, "not sent: it was decided too long ago");
        return false;
    }
    return true;
}

/// What the broker has taken may still wait there for its turn: what adds exposure no longer than the prices that it
/// was judged by may be old, and nothing once it is to be cancelled - the cancel may have overtaken it, and met
/// nothing.
bool BrokerThread::mayGo(const orders::OrderTicket& ticket) const
{
    const auto by = m_orders.wantedBy(ticket.id);
    const auto at = m_orders.givenAt(ticket.id);
    const bool isLate = !ticket.reduceOnly && at && m_around.clock.mono() - *at > longestTurn;
    return by && !isLate && !m_hasEnded && !m_orders.isTakenBack(ticket.id)
        && m_around.gate.refusal(ticket, *by).empty();
}

void BrokerThread::carryOut(const Sending& sending)
{
    if (!isChange(sending) || lets(sending)) {
        act(sending);
    }
}

void BrokerThread::carryOutPair(const Sending& first, const Sending& second)
{
    const bool goesFirst = lets(first), goesSecond = lets(second);
    if (goesFirst && goesSecond) {
        m_orders.add(first.ticket, first.by, m_around.clock.mono());
        m_orders.add(second.ticket, second.by, m_around.clock.mono());
        m_loop.broker().submitPair(std::get<Submit>(first.what).order, std::get<Submit>(second.what).order);
        m_sent.fetch_add(2, std::memory_order_relaxed);
    } else if (goesFirst || goesSecond) {
        act(goesFirst ? first : second);
    }
}

const orders::OrderTicket* BrokerThread::ticketOf(const Sending& sending, OrderId order) const
{
    const auto* known = m_orders.find(order);
    return known != nullptr ? known : (sending.ticket.id == order ? &sending.ticket : nullptr);
}

void BrokerThread::act(const Sending& sending)
{
    auto& broker = m_loop.broker();
    const auto about = [&](OrderId order, OrderEventKind ifUnknown, const auto& deed) {
        if (const auto* ticket = ticketOf(sending, order)) {
            return deed(orders::OrderTicket(*ticket)); // a copy: what the broker says may change it
        }
        OrderReport report;
        report.order = order;
        report.account = m_account;
        report.kind = ifUnknown;
        report.venueTime = neverAtVenue;
        report.text = ShortText<95>("not asked: this order is not known here any more");
        tellOwn(report);
    };
    if (const auto* submit = std::get_if<Submit>(&sending.what)) {
        m_orders.add(submit->order.ticket(), sending.by, m_around.clock.mono());
        if (submit->stop) {
            broker.submitProtected(submit->order, *submit->stop); // P6
        } else {
            broker.submit(submit->order); // P6
        }
        m_sent.fetch_add(1, std::memory_order_relaxed);
    } else if (const auto* cancel = std::get_if<Cancel>(&sending.what)) {
        m_orders.takeBack(cancel->order);
        about(cancel->order, OrderEventKind::CancelRejected, [&](const auto& ticket) { broker.cancel(ticket); }); // P14
    } else if (const auto* replace = std::get_if<Replace>(&sending.what)) {
        about(replace->order, OrderEventKind::ReplaceRejected, [&](const auto& ticket) {
            broker.replace({replace->order, replace->size, replace->limit, replace->stop}, ticket);
        });
    } else if (const auto* query = std::get_if<Query>(&sending.what)) {
        about(query->order, OrderEventKind::Lost, [&](const auto& ticket) { broker.query(ticket); });
    } else if (const auto* external = std::get_if<CancelExternal>(&sending.what)) {
        broker.cancelExternal(external->instrument, external->venueOrderId);
    } else if (std::holds_alternative<Reconcile>(sending.what)) {
        broker.reconcile();
    }
}

// --- from the broker -------------------------------------------------------------------------------------------------

bool BrokerThread::put(const Event& event)
{
    if (m_hasEnded || !m_events.hasRoom() || m_echoes.size() >= WaitingWords::most) {
        return false;
    }
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        if (!fill->order && m_booksBegin && fill->time < *m_booksBegin) {
            return true; // of before this profile: what the account holds by it opens the books
        }
        m_echoes.push_back({fill->order, OrderEventKind::PartFilled, fill->size});
    } else if (const auto* report = std::get_if<OrderReport>(&event)) {
        m_echoes.push_back({report->order, report->kind, {}});
        m_orders.heard(*report);
    } else if (const auto* link = std::get_if<LinkChanged>(&event)) {
        m_loop.publishConnection();
        if (m_recorder != nullptr && link->kind == LinkKind::MarketData && !link->up) {
            m_recorder->hole(m_around.clock.wall(), 0); // what is told until it is back nobody knows
        }
    }
    m_events.push(event);
    deliverWaiting();
    return true;
}

/// It reaches the desk now, whatever the clock of its venue says.
bool BrokerThread::put(const ports::TimedTick& tick)
{
    const ports::TimedTick now{m_around.clock.wall(), tick.tick};
    const bool isTaken = !m_hasEnded && m_around.ticks.put(now);
    if (isTaken) {
        m_around.engineBell.ring();
    }
    if (m_recorder != nullptr && !m_hasEnded) {
        isTaken ? m_recorder->put(now) : m_recorder->hole(now.at, 1);
    }
    return isTaken;
}

bool BrokerThread::mayResume() const
{
    return m_around.ticks.mayResume();
}

void BrokerThread::resume()
{
    m_around.ticks.resume();
}

void BrokerThread::tellRefusal(const Sending& sending, std::string_view why)
{
    OrderReport report;
    report.order = sending.ticket.id;
    report.account = sending.ticket.account;
    report.kind
        = std::holds_alternative<Submit>(sending.what) ? OrderEventKind::Rejected : OrderEventKind::ReplaceRejected;
    report.venueTime = neverAtVenue;
    report.text = ShortText<95>(why);
    tellOwn(report);
}

void BrokerThread::tellOwn(const OrderReport& report)
{
    m_echoes.push_back({report.order, report.kind, {}});
    m_events.pushOwn(report);
    deliverWaiting();
}

void BrokerThread::deliverWaiting()
{
    if (m_events.deliver(m_around.events) > 0) {
        m_around.engineBell.ring();
    }
    bool hasEchoed = false;
    while (!m_echoes.empty() && m_around.lanes.echoes.tryPush(m_echoes.front())) {
        m_echoes.pop_front();
        hasEchoed = true;
    }
    if (hasEchoed) {
        m_around.outboxBell.ring();
    }
    if ((!m_events.isEmpty() || !m_echoes.empty()) && m_again != nullptr) {
        m_again->start(tryAgain);
    }
}

} // namespace omni::runtime
