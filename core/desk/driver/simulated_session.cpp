#include "core/desk/driver/simulated_session.h"

#include "core/desk/driver/session_closing.h"
#include "core/desk/engine/principals.h"
#include "core/desk/events/own_word.h"

#include <algorithm>
#include <string>

namespace omni::driver {

namespace {

using namespace events;

/// Carries out effects at the venue, in order.
class VenueHand
{
public:
    VenueHand(ports::Venue& venue, Timestamp now, bool onlyCancels) noexcept
        : m_venue(venue)
        , m_now(now)
        , m_onlyCancels(onlyCancels)
    {
    }
    void operator()(const Submit& submit)
    {
        if (!m_onlyCancels) {
            m_venue.submit(m_now, submit.order);
        }
    }
    void operator()(const Cancel& cancel)
    {
        m_venue.cancel(m_now, cancel.order);
    }
    void operator()(const Replace& replace)
    {
        if (!m_onlyCancels) {
            m_venue.replace(m_now, {replace.order, replace.size, replace.limit, replace.stop});
        }
    }
    void operator()(const Query& query)
    {
        m_venue.query(m_now, query.order);
    }
    void operator()(const Reconcile&)
    {
        // A venue in the house has no books of its own to compare with.
    }
    void operator()(const CancelExternal& external)
    {
        m_venue.cancelExternal(m_now, external.instrument, external.venueOrderId);
    }
    void operator()(const StartJob&)
    {
        // Jobs are the host's.
    }

private:
    ports::Venue& m_venue;
    Timestamp m_now;
    bool m_onlyCancels;
};

} // namespace

SimulatedSession::SimulatedSession(Desk& desk, ports::Venue& venue, ports::TickSource* feed, Approver& approver)
    : m_desk(desk)
    , m_venue(venue)
    , m_feed(feed)
    , m_approver(approver)
{
}

Result<SessionEnd> SimulatedSession::run(const SimulatedSetup& setup, const StopFlag* stop)
{
    if (auto opened = open(setup); !opened) {
        return tl::unexpected(opened.error());
    }
    auto ended = loop(setup, stop);
    const auto closed = close(setup);
    if (ended && !closed) {
        return tl::unexpected(closed.error());
    }
    return ended;
}

Result<void> SimulatedSession::open(const SimulatedSetup& setup)
{
    for (const auto& instrument : setup.instruments) {
        m_venue.define(instrument);
    }
    // The one input that must be booked: a desk that refuses the session itself does not run it.
    const auto first
        = [&](const Event& event) { return m_desk.put(setup.start, event).and_then([this] { return settle(); }); };
    const auto done = openSession(m_desk.engine(), setup, [&](const Event& event) {
        return std::holds_alternative<SessionStarted>(event) ? first(event) : put(setup.start, event);
    });
    return done ? settle() : done;
}

Result<void> SimulatedSession::fetch()
{
    if (m_feed == nullptr || m_at < m_batch.size()) {
        return {};
    }
    const auto next = m_feed->next();
    m_at = 0;
    if (!next) {
        m_batch = {};
        return tl::unexpected(next.error());
    }
    m_batch = *next;
    return {};
}

std::optional<Timestamp> SimulatedSession::nextTime() const
{
    std::optional<Timestamp> next;
    const auto consider = [&next](std::optional<Timestamp> time) {
        if (time && (!next || *time < *next)) {
            next = time;
        }
    };
    consider(m_venue.nextDue());
    consider(m_approver.nextDue());
    if (m_at < m_batch.size()) {
        consider(m_batch[m_at].at);
    }
    if (next && m_desk.engine().nextDeadline() < *next) {
        next = m_desk.engine().nextDeadline();
    }
    return next;
}

Result<SessionEnd> SimulatedSession::loop(const SimulatedSetup& setup, const StopFlag* stop)
{
    for (;;) {
        if (auto fetched = fetch(); !fetched) {
            return tl::unexpected(fetched.error());
        }
        const auto next = nextTime();
        if (!next || (m_feed != nullptr && m_batch.empty())) {
            return SessionEnd::FeedEnded;
        }
        if (*next > setup.until) {
            return SessionEnd::TimeReached;
        }
        if (stop != nullptr && stop->isStopRequested()) {
            return SessionEnd::Stopped;
        }
        if (m_pacer != nullptr && !m_pacer->waitFor(*next)) {
            return SessionEnd::Stopped;
        }
        const auto told = takeCommands(setup.start, *next);
        if (!told) {
            return tl::unexpected(told.error());
        }
        if (*told || (m_pacer != nullptr && m_pacer->isEarly())) {
            continue; // what they led to may come before what was awaited
        }
        if (auto done = step(*next); !done) {
            return tl::unexpected(done.error());
        }
    }
}

/// True: there was something. It is said now, not when the last event was: while a feed is silent its prices age. What
/// comes at `next` stays behind it.
Result<bool> SimulatedSession::takeCommands(Timestamp start, Timestamp next)
{
    bool any = false;
    const auto take = [&](const Event& event) {
        any = true;
        const Timestamp now = m_pacer != nullptr ? m_pacer->marketNow().value_or(start) : start;
        return put(std::max({m_desk.stamp().wall, start, std::min(now, next)}), event);
    };
    if (const auto trouble = m_troubles != nullptr ? m_troubles->pollTrouble() : std::nullopt) {
        if (auto done = take(*trouble); !done) {
            return tl::unexpected(done.error());
        }
    }
    for (PeopleVouched people; m_people != nullptr && m_people->pollPeople(people);) {
        if (auto done = take(people); !done) {
            return tl::unexpected(done.error());
        }
    }
    if (m_commands == nullptr) {
        return any;
    }
    KillLatched latched;
    while (m_commands->pollLatch(latched)) {
        if (auto done = take(latched); !done) {
            return tl::unexpected(done.error());
        }
    }
    Command command;
    while (m_commands->poll(command)) {
        if (auto done = take(command); !done) {
            return tl::unexpected(done.error());
        }
    }
    return any;
}

Result<void> SimulatedSession::step(Timestamp now)
{
    if (m_at < m_batch.size() && m_batch[m_at].at == now) {
        // The venue sees the market move first: what it fills on this tick it fills before we have seen the tick.
        m_venue.onTick(now, m_batch[m_at].tick);
    }
    if (auto done = drainVenue(now); !done) {
        return done;
    }
    if (m_desk.engine().nextDeadline() <= now) {
        if (auto done = put(now, TimerFired{}); !done) {
            return done;
        }
    }
    while (const auto answer = m_approver.take(now, m_desk.engine(), m_desk.stamp())) {
        if (auto done = put(now, *answer); !done) {
            return done;
        }
    }
    if (m_at < m_batch.size() && m_batch[m_at].at == now) {
        m_desk.tick(now, m_batch[m_at].tick);
        ++m_at;
        return settle();
    }
    return {};
}

Result<void> SimulatedSession::drainVenue(Timestamp until)
{
    ports::VenueEvent event;
    while (m_venue.take(until, event)) {
        const auto done = std::visit(
            [&](const auto& what) -> Result<void> {
                if constexpr (std::is_same_v<std::decay_t<decltype(what)>, market::Tick>) {
                    m_desk.tick(event.at, what);
                    return settle();
                } else if constexpr (std::is_same_v<std::decay_t<decltype(what)>, orders::Fill>) {
                    return put(event.at, m_venue.fillIdsLast() ? what : ofThisSession(what, m_desk.stamp().boot));
                } else {
                    return put(event.at, what);
                }
            },
            event.event);
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<void> SimulatedSession::put(Timestamp wall, const Event& event)
{
    // An input that cannot be booked has raised its alert and is no reason to stop.
    static_cast<void>(m_desk.put(wall, event));
    return settle();
}

/// What the newest event led to: proposals are shown to the approver, effects carried out, and an answer that is given
/// at once belongs to the same moment, before the market moves on.
Result<void> SimulatedSession::settle()
{
    ask(m_desk.facts());
    if (!m_desk.effects().empty()) {
        if (auto done = carryOut(); !done) {
            return done;
        }
    }
    const auto due = m_approver.nextDue();
    if (due && *due <= m_desk.stamp().wall) {
        if (const auto answer = m_approver.take(m_desk.stamp().wall, m_desk.engine(), m_desk.stamp())) {
            return put(m_desk.stamp().wall, *answer);
        }
    }
    return {};
}

void SimulatedSession::ask(const std::vector<Fact>& facts)
{
    for (const Fact& fact : facts) {
        const auto* made = std::get_if<ProposalMade>(&fact);
        if (made != nullptr && m_desk.engine().state().waiting.contains(made->proposal.id)) {
            m_approver.onProposal(m_desk.stamp(), made->proposal.id);
        }
    }
}

Result<void> SimulatedSession::carryOut()
{
    const bool waits = std::any_of(m_desk.effects().begin(), m_desk.effects().end(), waitsForJournal);
    Result<void> durable;
    if (waits && !m_failed) {
        durable = m_desk.makeDurable(); // P5
        m_failed = !durable;
    }
    if (!durable) {
        latchFailure(durable.error());
    }
    m_desk.takeEffects(m_effects);
    VenueHand hand(m_venue, m_desk.stamp().wall, m_failed);
    m_heldBack.clear();
    for (const Effect& effect : m_effects) {
        if (m_failed || mayLeave(effect)) {
            std::visit(hand, effect);
        } else {
            m_heldBack.push_back(effect);
        }
    }
    for (std::size_t i = 0; i < m_heldBack.size(); ++i) {
        tellHeldBack(m_heldBack[i]);
    }
    return durable;
}

bool SimulatedSession::mayLeave(const Effect& effect) const
{
    if (m_gate == nullptr) {
        return true;
    }
    if (const auto* submit = std::get_if<Submit>(&effect)) {
        return m_gate->lets(submit->order.ticket());
    }
    if (const auto* replace = std::get_if<Replace>(&effect)) {
        const auto* record = m_desk.engine().state().ledger.find(replace->order);
        return record == nullptr || m_gate->lets(record->ticket);
    }
    return true;
}

/// The venue never saw it, and the record says so: no order stays open that nobody will answer. What that leads to
/// waits in the desk until the next event: cancels at most, since the way is closed.
void SimulatedSession::tellHeldBack(const Effect& effect)
{
    OrderReport report;
    report.account = m_desk.engine().state().session.account;
    report.venueTime = neverAtVenue;
    report.text = ShortText<95>(std::string("not sent: ").append(m_gate->why()));
    if (const auto* submit = std::get_if<Submit>(&effect)) {
        report.order = submit->order.ticket().id;
        report.kind = orders::OrderEventKind::Rejected;
    } else if (const auto* replace = std::get_if<Replace>(&effect)) {
        report.order = replace->order;
        report.kind = orders::OrderEventKind::ReplaceRejected;
    }
    static_cast<void>(m_desk.put(m_desk.stamp().wall, report));
}

/// Without a record nothing new may be sent, now or after a restart, until a person has looked (F4, F5, S12).
void SimulatedSession::latchFailure(const Error& error)
{
    m_desk.recordHasFailed();
    const std::string cause = "the journal failed: " + error.detail;
    const TroubleFound trouble{Trouble::JournalFailed, {}, {}, ShortText<95>(std::string_view(cause).substr(0, 95))};
    static_cast<void>(m_desk.put(m_desk.stamp().wall, trouble));
}

Result<void> SimulatedSession::close(const SimulatedSetup& setup)
{
    // From here on nothing new is proposed or approved. The venue ends with the session, and its orders with it: they
    // are cancelled in order, not lost.
    auto done = put(m_desk.stamp().wall, commandOf(setup.by, "the session ends", SetMode{risk::Mode::Halted}));
    if (done) {
        done = cancelAll(setup);
    }
    if (done && setup.atEnd == AtEnd::Flatten && !m_failed) {
        done = flatten(setup).and_then([&] { return cancelAll(setup); });
    }
    if (done) {
        done = put(m_desk.stamp().wall, SessionEnded{true});
    }
    if (done && !m_failed) {
        done = m_desk.makeDurable();
    }
    return done;
}

Result<void> SimulatedSession::cancelAll(const SimulatedSetup& setup)
{
    const auto& ledger = m_desk.engine().state().ledger;
    // Once is not enough: an entry that was on its way fills meanwhile, and its stop goes out.
    for (int round = 0; round < mostCancelRounds; ++round) {
        auto done = put(m_desk.stamp().wall, commandOf(setup.by, "the session ends", CancelOrders{{}, false}));
        for (int i = 0; done && i < 1'000 && ledger.openCount() > 0; ++i) {
            const auto due = m_venue.nextDue();
            if (!due) {
                break;
            }
            done = drainVenue(std::max(*due, m_desk.stamp().wall));
        }
        if (!done || !hasWorking(ledger)) {
            return done;
        }
    }
    return {};
}

/// The market goes on until all is closed, as far as it reaches: an order at the close of a bar fills in the next one.
Result<void> SimulatedSession::flatten(const SimulatedSetup& setup)
{
    constexpr int mostSteps = 100'000;
    const engine::DeskState& state = m_desk.engine().state();
    for (const Command& command : closingOrders(state, setup)) {
        if (auto done = put(m_desk.stamp().wall, command); !done) {
            return done;
        }
    }
    for (int i = 0; i < mostSteps && state.ledger.openCount() > 0; ++i) {
        if (auto fetched = fetch(); !fetched) {
            return {}; // the feed's fault has been told, or ends the closing here
        }
        const auto next = nextTime();
        if (!next) {
            return {};
        }
        if (auto done = step(*next); !done) {
            return done;
        }
    }
    return {};
}

} // namespace omni::driver
