#include "core/host/runtime/venue_thread.h"

#include "core/desk/driver/session_opening.h"
#include "core/desk/events/own_word.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

using namespace events;

constexpr std::size_t mostAtOnce = 1'024; // of the market in one round: what is to be sent is looked at in between
constexpr Duration longestRest = milliseconds(100);
constexpr Duration tryAgain = milliseconds(1); // a lane was full

OrderReport refusalOf(const Sending& sending, std::string_view why)
{
    OrderReport report;
    report.order = sending.ticket.id;
    report.account = sending.ticket.account;
    report.kind = std::holds_alternative<Submit>(sending.what) ? orders::OrderEventKind::Rejected
                                                               : orders::OrderEventKind::ReplaceRejected;
    report.venueTime = neverAtVenue;
    report.text = ShortText<95>(why);
    return report;
}

} // namespace

VenueThread::VenueThread(ports::Venue& venue, ports::TickSource* feed, std::uint32_t boot, const Surroundings& around)
    : m_venue(venue)
    , m_feed(feed)
    , m_boot(boot)
    , m_around(around)
{
}

std::size_t VenueThread::turn()
{
    m_hasTold = false;
    std::size_t done = takeSendings();
    done += deliverWaiting();
    done += moveMarket();
    if (m_hasTold) {
        m_around.engineBell.ring();
    }
    return done;
}

Duration VenueThread::rest() const
{
    if (!m_events.isEmpty() || !m_echoes.empty()) {
        return tryAgain;
    }
    Duration most = longestRest;
    const Timestamp now = m_around.clock.wall();
    const auto consider = [&](Timestamp due) {
        most = std::min(most, due <= now ? Duration{} : Duration{checkedDifference(due.ns, now.ns).value_or(most.ns)});
    };
    if (const auto due = m_venue.nextDue()) {
        consider(*due);
    }
    if (m_at < m_batch.size()) {
        consider(m_batch[m_at].at);
    }
    return most;
}

void VenueThread::run(const StopFlag& stop, driver::Doorbell& own)
{
    while (!stop.isStopRequested()) {
        const std::uint32_t seen = own.rings();
        if (turn() == 0) {
            own.wait(seen, rest());
        }
    }
}

// --- to the venue ----------------------------------------------------------------------------------------------------

std::size_t VenueThread::takeSendings()
{
    if (m_around.lanes.sendings.isEmpty()) {
        return 0;
    }
    Sending sending;
    std::size_t taken = 0;
    while (m_around.lanes.sendings.tryPop(sending)) {
        carryOut(sending);
        ++taken;
    }
    return taken;
}

/// Why it may not leave; empty: it may. The machine may have slept while it lay in the lane (F21).
std::string_view VenueThread::refusal(const Sending& sending) const
{
    if (const auto why = m_around.gate.refusal(sending.ticket, sending.by); !why.empty()) {
        return why;
    }
    const bool isLate = m_around.clock.mono() - sending.decided > driver::longestEntryWait;
    return isLate && !sending.ticket.reduceOnly ? "not sent: it was decided too long ago" : "";
}

/// The kill switch and the latches are asked once more, right before the venue hears of it (S2): one may have come
/// while the order lay in the lane.
void VenueThread::carryOut(const Sending& sending)
{
    const Timestamp now = m_around.clock.wall();
    const bool isNew = std::holds_alternative<Submit>(sending.what);
    if (isNew || std::holds_alternative<Replace>(sending.what)) {
        if (const auto why = refusal(sending); !why.empty()) {
            return tellRefusal(refusalOf(sending, why));
        }
    }
    if (const auto* submit = std::get_if<Submit>(&sending.what)) {
        m_venue.submit(now, submit->order); // P6
        m_sent.fetch_add(1, std::memory_order_relaxed);
    } else if (const auto* cancel = std::get_if<Cancel>(&sending.what)) {
        m_venue.cancel(now, cancel->order); // P14
    } else if (const auto* replace = std::get_if<Replace>(&sending.what)) {
        m_venue.replace(now, {replace->order, replace->size, replace->limit, replace->stop});
    } else if (const auto* query = std::get_if<Query>(&sending.what)) {
        m_venue.query(now, query->order);
    } else if (std::holds_alternative<Reconcile>(sending.what)) {
        m_venue.reconcile(now);
    } else if (const auto* external = std::get_if<CancelExternal>(&sending.what)) {
        m_venue.cancelExternal(now, external->instrument, external->venueOrderId);
    }
}

// --- from the venue --------------------------------------------------------------------------------------------------

const ports::TimedTick* VenueThread::nextTick()
{
    if (m_feed == nullptr || m_feedEnded) {
        return nullptr;
    }
    if (m_at == m_batch.size()) {
        const auto next = m_feed->next();
        m_at = 0;
        m_batch = next ? *next : std::span<const ports::TimedTick>();
        if (!next) {
            m_fault = next.error();
        }
        m_feedEnded = m_batch.empty();
    }
    return m_at < m_batch.size() ? &m_batch[m_at] : nullptr;
}

std::size_t VenueThread::moveMarket()
{
    const Timestamp now = m_around.clock.wall();
    if (m_around.ticks.mayResume()) {
        m_around.ticks.resume();
        m_venue.publishImages(now);
    }
    std::size_t done = 0;
    const auto mayMove = [&] { return done < mostAtOnce && m_events.hasRoom(); };
    for (const auto* tick = nextTick(); tick != nullptr && tick->at <= now && mayMove(); tick = nextTick()) {
        m_venue.onTick(tick->at, tick->tick);
        done += 1 + drain(tick->at);
        tellTick(*tick);
        ++m_at;
    }
    return done < mostAtOnce ? done + drain(now) : done;
}

/// What finds no room waits in order; when that is too much the market stands still until the desk and the outbox have
/// caught up. An outbox that does not listen sends no more than is in its lane: so many refusals come on top (S26).
std::size_t VenueThread::drain(Timestamp until)
{
    ports::VenueEvent event;
    std::size_t taken = 0;
    while (taken < mostAtOnce && m_events.hasRoom() && m_echoes.size() < WaitingWords::most
           && m_venue.take(until, event)) {
        take(event);
        ++taken;
    }
    return taken;
}

void VenueThread::take(const ports::VenueEvent& event)
{
    if (const auto* tick = std::get_if<market::Tick>(&event.event)) {
        tellTick({event.at, *tick});
    } else if (const auto* fill = std::get_if<orders::Fill>(&event.event)) {
        m_echoes.push_back({fill->order, orders::OrderEventKind::PartFilled, fill->size});
        tell(m_venue.fillIdsLast() ? *fill : driver::ofThisSession(*fill, m_boot));
    } else if (const auto* report = std::get_if<OrderReport>(&event.event)) {
        m_echoes.push_back({report->order, report->kind, {}});
        tell(*report);
    } else {
        std::visit([this](const auto& what) { tell(what); }, event.event);
    }
}

void VenueThread::tell(events::Event event)
{
    m_events.push(std::move(event));
    static_cast<void>(deliverWaiting());
}

void VenueThread::tellRefusal(const OrderReport& report)
{
    m_echoes.push_back({report.order, report.kind, {}});
    m_events.pushOwn(report);
    static_cast<void>(deliverWaiting());
}

void VenueThread::tellTick(const ports::TimedTick& tick)
{
    static_cast<void>(m_around.ticks.put(tick)); // one without room is counted, and the desk told, by the lane
    m_hasTold = true;
}

std::size_t VenueThread::deliverWaiting()
{
    std::size_t told = m_events.deliver(m_around.events);
    m_hasTold = m_hasTold || told > 0;
    bool hasEchoed = false;
    while (!m_echoes.empty() && m_around.lanes.echoes.tryPush(m_echoes.front())) {
        m_echoes.pop_front();
        hasEchoed = true;
        ++told;
    }
    if (hasEchoed) {
        m_around.outboxBell.ring();
    }
    return told;
}

} // namespace omni::runtime
