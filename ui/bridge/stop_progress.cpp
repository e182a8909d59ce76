#include "ui/bridge/stop_progress.h"

#include "core/desk/events/principals.h"
#include "core/desk/views/stop_doubt.h"

#include <QElapsedTimer>

#include <algorithm>
#include <memory>
#include <utility>

namespace omni::ui {

namespace {

using events::Cause;
using Kind = StopLine::Kind;

/// So many lines and events are kept; a stop of more orders than that shows its newest.
constexpr std::size_t mostLines = 500;
constexpr std::size_t mostEvents = 200;

bool isOfStop(Cause cause) noexcept
{
    return cause == Cause::Kill || cause == Cause::Breaker || cause == Cause::Mode;
}

template<class T> void keepNewest(std::vector<T>& list, std::size_t most)
{
    if (list.size() > most) {
        list.erase(list.begin() + 1, list.begin() + static_cast<std::ptrdiff_t>(list.size() - most + 1));
    }
}

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())).simplified();
}

StopProgress::Millis ownClock()
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [timer] { return std::int64_t{timer->elapsed()}; };
}

} // namespace

StopProgress& StopProgress::of(EngineLink& engine)
{
    auto* found = engine.findChild<StopProgress*>({}, Qt::FindDirectChildrenOnly);
    return found != nullptr ? *found : *new StopProgress(engine);
}

StopProgress::StopProgress(EngineLink& engine, Millis now)
    : QObject(&engine)
    , m_engine(engine)
    , m_now(now ? std::move(now) : ownClock())
{
    m_overdue.setInterval(250);
    connect(&m_overdue, &QTimer::timeout, this, [this] {
        if (m_pending.empty() && stateNow() != StopState::Stopping) {
            m_overdue.stop();
        }
        emit changed();
    });
    connect(&engine, &EngineLink::noticed, this, &StopProgress::onNotice);
    connect(&engine, &EngineLink::frame, this, &StopProgress::onFrame);
    connect(&engine, &EngineLink::restarted, this, &StopProgress::forget);
    onFrame();
}

void StopProgress::forget()
{
    m_lines.clear();
    m_events.clear();
    m_trip.reset();
    m_pending.clear();
    m_asked = m_cancelled = m_filled = m_withdrawn = m_waiting = 0;
    m_hasNews = true;
    onFrame();
}

void StopProgress::onNotice(const runtime::Notice& notice)
{
    if (const auto* event = std::get_if<events::Event>(&notice.what)) {
        onEvent(notice.stamp, *event);
    } else {
        onFact(notice.stamp, std::get<events::Fact>(notice.what));
    }
}

void StopProgress::onEvent(const Stamp& stamp, const events::Event& event)
{
    if (const auto* latched = std::get_if<events::KillLatched>(&event)) {
        Stopped what;
        what.scope = latched->scope;
        what.level = latched->level;
        what.by = latched->by;
        what.reason = textOf(latched->cause.view());
        onTrip(stamp, what);
    } else if (const auto* report = std::get_if<events::OrderReport>(&event)) {
        onReport(stamp, report->order, report->kind);
    } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        onFill(stamp, *fill);
    } else if (std::holds_alternative<events::Reconciled>(event) && m_trip && state() != StopState::Armed) {
        add(stamp, {.kind = Kind::Reconciled}); // the account answered while it stood; how many is told at the end
    }
}

void StopProgress::onFact(const Stamp& stamp, const events::Fact& fact)
{
    if (const auto* latched = std::get_if<events::Latched>(&fact)) {
        Stopped what;
        what.scope = latched->scope;
        what.level = latched->level;
        what.cause = latched->cause;
        what.by = latched->by;
        what.reason = textOf(latched->reason.view());
        onTrip(stamp, what);
    } else if (const auto* breaker = std::get_if<events::BreakerTripped>(&fact)) {
        views::DeskSnapshot one;
        one.breakers.push_back({breaker->breaker,
                                breaker->strategy ? breaker->strategy.value : breaker->instrument.value,
                                breaker->limit,
                                breaker->actual,
                                stamp.wall,
                                {}});
        onTrip(stamp, stoppedOf(one, risk::KillLevel::None).front());
    } else if (const auto* cleared = std::get_if<events::LatchCleared>(&fact)) {
        Stopped what;
        what.scope = cleared->scope;
        what.by = cleared->by;
        what.reason = textOf(cleared->reason.view());
        onReset(stamp, what);
    } else if (const auto* closed = std::get_if<events::BreakerCleared>(&fact)) {
        Stopped what;
        what.breaker = closed->breaker;
        what.subject = closed->strategy ? closed->strategy.value : closed->instrument.value;
        what.by = closed->by;
        what.reason = textOf(closed->reason.view());
        onReset(stamp, what);
    } else if (const auto* asked = std::get_if<events::CancelAsked>(&fact); asked && m_trip && isOfStop(asked->cause)) {
        Owed owed{m_now(), true, {}, {}, false};
        for (const orders::OrderRecord& record : m_engine.desk().openOrders) {
            if (record.ticket.id == asked->order) {
                owed.isEntry = isOpenEntry(record);
                owed.instrument = record.ticket.instrument;
                owed.left = {record.ticket.size.count - record.filled.count};
            }
        }
        m_asked += m_pending.try_emplace(asked->order, owed).second ? 1 : 0;
        m_hasNews = true;
        m_overdue.start();
    } else if (const auto* gone = std::get_if<events::ProposalClosed>(&fact);
               gone && m_trip && gone->how == events::Closing::Withdrawn && isOfStop(gone->cause)) {
        ++m_withdrawn;
        if (!m_lines.empty() && m_lines.back().kind == Kind::ProposalsWithdrawn) {
            m_lines.back().count = m_withdrawn;
            m_hasNews = true;
        } else {
            add(stamp, {.kind = Kind::ProposalsWithdrawn, .count = m_withdrawn});
        }
    } else if (const auto* exit = std::get_if<events::ExitWanted>(&fact);
               exit && m_trip && exit->cause == Cause::Kill) {
        add(stamp, {.kind = Kind::ExitWanted, .instrument = exit->instrument});
    }
}

void StopProgress::onTrip(const Stamp& stamp, Stopped what)
{
    what.at = stamp.wall;
    m_events.push_back({stamp.wall, what, false, {}});
    keepNewest(m_events, mostEvents);
    // A breaker inside a stop that is still under way belongs to it: one cause, one list.
    const bool isSameStop = m_trip && !m_pending.empty() && what.breaker.has_value();
    if (isSameStop) {
        m_hasNews = true;
        return;
    }
    m_lines.clear();
    m_pending.clear();
    m_asked = m_cancelled = m_filled = m_withdrawn = 0;
    m_waiting = static_cast<int>(m_engine.desk().proposals.size());
    m_hasStopsLine = false;
    m_trip = what;
    m_tripped = stamp;
    add(stamp, {.kind = Kind::Tripped});
    add(stamp, {.kind = Kind::GatewayClosed});
    m_overdue.start();
}

void StopProgress::onReset(const Stamp& stamp, Stopped what)
{
    what.at = stamp.wall;
    std::optional<Duration> stood;
    for (auto it = m_events.rbegin(); it != m_events.rend() && !stood; ++it) {
        const bool isSame = what.breaker ? it->what.breaker == what.breaker && it->what.subject == what.subject
                                         : !it->what.breaker && it->what.scope == what.scope;
        if (!it->isReset && isSame) {
            stood = stamp.wall - it->at;
            what.scope = it->what.scope;
        }
    }
    m_events.push_back({stamp.wall, what, true, stood});
    keepNewest(m_events, mostEvents);
    m_hasNews = true;
}

void StopProgress::onReport(const Stamp& stamp, OrderId order, orders::OrderEventKind kind)
{
    const auto found = m_pending.find(order);
    if (found == m_pending.end()) {
        return;
    }
    const Owed owed = found->second;
    switch (kind) {
    case orders::OrderEventKind::Cancelled:
    case orders::OrderEventKind::Expired:
    case orders::OrderEventKind::Rejected:
        ++m_cancelled;
        m_pending.erase(found);
        add(stamp,
            {.kind = owed.isEntry ? Kind::EntryCancelled : Kind::StopCancelled,
             .order = order,
             .instrument = owed.instrument});
        return;
    case orders::OrderEventKind::Filled:
        m_filled += owed.hasFilled ? 0 : 1;
        m_pending.erase(found);
        if (!owed.hasFilled) {
            add(stamp, {.kind = Kind::FilledBeforeCancel, .order = order, .instrument = owed.instrument});
        }
        return;
    case orders::OrderEventKind::CancelRejected:
        add(stamp, {.kind = Kind::CancelRefused, .order = order, .instrument = owed.instrument});
        return;
    case orders::OrderEventKind::Sent:
    case orders::OrderEventKind::Accepted:
    case orders::OrderEventKind::PartFilled:
    case orders::OrderEventKind::CancelSent:
    case orders::OrderEventKind::Lost:
    case orders::OrderEventKind::Found:
    case orders::OrderEventKind::ReplaceSent:
    case orders::OrderEventKind::Replaced:
    case orders::OrderEventKind::ReplaceRejected:
        return;
    }
}

void StopProgress::onFill(const Stamp& stamp, const orders::Fill& fill)
{
    const auto found = m_pending.find(fill.order);
    if (found == m_pending.end()) {
        return;
    }
    Owed& owed = found->second;
    m_filled += owed.hasFilled ? 0 : 1;
    owed.hasFilled = true;
    owed.left.count -= fill.size.count;
    add(stamp,
        {.kind = Kind::FilledBeforeCancel,
         .order = fill.order,
         .instrument = fill.instrument,
         .side = fill.side,
         .lots = fill.size});
    if (owed.left.count <= 0) {
        m_pending.erase(found);
    }
}

void StopProgress::add(const Stamp& stamp, StopLine line)
{
    line.at = stamp.wall;
    const Duration span = stamp.boot == m_tripped.boot ? stamp.mono - m_tripped.mono : stamp.wall - m_tripped.wall;
    line.since = std::max(Duration{}, span);
    m_lines.push_back(line);
    keepNewest(m_lines, mostLines);
    m_hasNews = true;
}

/// Once, when all is quiet: which positions still have their stop.
void StopProgress::addStopsKept()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    if (m_hasStopsLine || !m_trip || m_lines.empty() || !m_pending.empty() || desk.at.seq <= m_tripped.seq) {
        return;
    }
    const bool isUnsettled = std::any_of(desk.positions.begin(), desk.positions.end(), [&desk](const auto& position) {
        return views::stopInDoubt(desk, position).has_value(); // what is told is told for good
    });
    if (isUnsettled) {
        return;
    }
    m_hasStopsLine = true;
    if (desk.positions.empty()) {
        return;
    }
    int kept = 0, open = 0, agreed = 0;
    for (const views::PositionView& position : desk.positions) {
        const bool isOpen = position.position.lots.count != 0;
        open += isOpen ? 1 : 0;
        kept += isOpen && position.stopOrder ? 1 : 0;
        agreed += isOpen && !position.reported ? 1 : 0;
    }
    // Simulated books are the venue's own; of a broker it is known once the account has been compared.
    if (open > 0 && (orders::isSimulated(desk.environment) || desk.isReconciled)) {
        add(desk.at, {.kind = Kind::Reconciled, .count = agreed, .of = open});
    }
    if (open > 0) {
        add(desk.at, {.kind = Kind::StopsKept, .count = kept, .of = open});
    }
}

StopState StopProgress::stateNow() const
{
    if (!isAllStopped(m_stopped)) {
        return StopState::Armed;
    }
    const bool deskHasHeard = m_stopped.front().at.ns != 0 || !m_engine.desk().isOpen;
    return m_pending.empty() && deskHasHeard ? StopState::Tripped : StopState::Stopping;
}

void StopProgress::onFrame()
{
    auto stopped = stoppedOf(m_engine.desk(), m_engine.latched());
    // An order that the desk no longer holds open owes no answer, whatever became of its report.
    if (!m_pending.empty() && m_engine.desk().at.seq > m_tripped.seq) {
        const auto& open = m_engine.desk().openOrders;
        for (auto it = m_pending.begin(); it != m_pending.end();) {
            const bool isOpen = std::any_of(open.begin(), open.end(),
                                            [&it](const auto& record) { return record.ticket.id == it->first; });
            const bool isFresh = m_now() - it->second.askedMs < 1'000; // the picture may be older than the notice
            it = isOpen || isFresh ? std::next(it) : m_pending.erase(it);
        }
    }
    addStopsKept();
    // Banners count what is held now, long after the stop: they are told when it changes.
    Held held;
    for (const views::PositionView& position : m_engine.desk().positions) {
        held.open += position.position.lots.count != 0 ? 1 : 0;
        held.covered += position.position.lots.count != 0 && position.stopOrder ? 1 : 0;
    }
    const bool isOther = stopped != m_stopped || (!stopped.empty() && held != m_held);
    m_held = held;
    m_stopped = std::move(stopped);
    const StopState now = stateNow();
    if (isOther || m_hasNews || now != m_state) {
        m_state = now;
        m_hasNews = false;
        emit changed();
    }
}

std::optional<Stopped> StopProgress::reviewed() const
{
    const auto isChosen = [this](const Stopped& one) {
        return m_reviewed && one.scope == m_reviewed->scope && one.breaker == m_reviewed->breaker
            && one.subject == m_reviewed->subject;
    };
    const auto found = std::find_if(m_stopped.begin(), m_stopped.end(), isChosen);
    if (found != m_stopped.end()) {
        return *found;
    }
    return m_stopped.empty() ? std::nullopt : std::optional(m_stopped.front());
}

void StopProgress::review(const Stopped& stopped)
{
    m_reviewed = stopped;
    emit changed();
}

std::int64_t StopProgress::waitedMs() const
{
    std::int64_t waited = 0;
    for (const auto& [order, owed] : m_pending) {
        waited = std::max(waited, m_now() - owed.askedMs);
    }
    return waited;
}

} // namespace omni::ui
