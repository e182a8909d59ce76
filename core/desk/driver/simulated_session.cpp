#include "core/desk/driver/simulated_session.h"

#include "core/desk/engine/principals.h"

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
    void operator()(const StartJob&)
    {
        // Jobs are the host's.
    }

private:
    ports::Venue& m_venue;
    Timestamp m_now;
    bool m_onlyCancels;
};

/// A venue in the house counts its fills anew in each session; over the life of the profile the id must be unique.
orders::Fill ofThisSession(orders::Fill fill, std::uint32_t boot)
{
    fill.venueFillId = orders::VenueFillId(std::to_string(boot).append("-").append(fill.venueFillId.view()));
    return fill;
}

Command commandOf(PrincipalId by, std::string_view reason, Wish what)
{
    Command command;
    command.by = by;
    command.stepUp = true;
    command.reason = ShortText<95>(reason);
    command.what = std::move(what);
    return command;
}

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
    // The one input that must be booked: a desk that refuses the session itself does not run it.
    if (auto done = m_desk.put(setup.start, setup.started).and_then([this] { return settle(); }); !done) {
        return done;
    }
    if (!(m_desk.engine().state().session.limits == setup.started.limits)) {
        // A start alone only tightens (S13). What the configuration names on purpose is asked for like any change.
        const auto wish = commandOf(setup.by, "limits named in the configuration", SetLimits{setup.started.limits});
        if (auto done = put(setup.start, wish); !done) {
            return done;
        }
    }
    for (std::size_t i = 0; i < setup.instruments.size(); ++i) {
        const auto& instrument = setup.instruments[i];
        m_venue.define(instrument);
        const auto* known = m_desk.engine().state().instrument(instrument.id);
        if (known != nullptr && known->version >= instrument.version) {
            continue;
        }
        if (auto done = put(setup.start, InstrumentDefined{instrument, setup.barsFromMids.at(i)}); !done) {
            return done;
        }
    }
    for (const auto& rate : setup.rates) {
        if (auto done = put(setup.start, RateGiven{rate}); !done) {
            return done;
        }
    }
    const auto& state = m_desk.engine().state();
    const bool isNew
        = state.invested.e8 == 0 && !state.portfolio.lastFill() && state.portfolio.cash(state.base).e8 == 0;
    if (setup.deposit && isNew) {
        const CashMoved deposit{setup.started.account, state.base, *setup.deposit, CashKind::Deposit, {}, {}};
        if (auto done = put(setup.start, deposit); !done) {
            return done;
        }
    }
    if (auto done = clearWhatStands(setup); !done) {
        return done;
    }
    if (setup.arm > risk::Mode::Halted) {
        return put(setup.start, commandOf(setup.by, "headless session arms itself", SetMode{setup.arm}));
    }
    return settle();
}

/// By recorded commands with the reason given, so that the record says who did not wait for a person at the window.
Result<void> SimulatedSession::clearWhatStands(const SimulatedSetup& setup)
{
    if (setup.rearm.empty()) {
        return {};
    }
    const auto& state = m_desk.engine().state();
    for (const auto& entry : std::vector(state.breakers.begin(), state.breakers.end())) {
        ClearBreaker clear;
        clear.breaker = static_cast<std::uint8_t>(entry.key.breaker);
        if (entry.key.breaker == Breaker::RepeatedExecution) {
            clear.strategy = StrategyId{entry.key.subject};
        } else {
            clear.instrument = InstrumentId{entry.key.subject};
        }
        if (auto done = put(setup.start, commandOf(setup.by, setup.rearm, clear)); !done) {
            return done;
        }
    }
    for (const auto& entry : std::vector(state.latches.begin(), state.latches.end())) {
        if (auto done = put(setup.start, commandOf(setup.by, setup.rearm, ResetKill{entry.key})); !done) {
            return done;
        }
    }
    return {};
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
        if (m_commands != nullptr) {
            Command command;
            while (m_commands->poll(command)) {
                if (auto done = put(std::max(m_desk.stamp().wall, setup.start), command); !done) {
                    return tl::unexpected(done.error());
                }
            }
        }
        if (auto done = step(*next); !done) {
            return tl::unexpected(done.error());
        }
    }
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
                    return put(event.at, ofThisSession(what, m_desk.stamp().boot));
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
    for (const Effect& effect : m_effects) {
        std::visit(hand, effect);
    }
    return durable;
}

/// Without a record nothing new may be sent, now or after a restart, until a person has looked (F4, F5, S12).
void SimulatedSession::latchFailure(const Error& error)
{
    m_desk.recordHasFailed();
    const std::string cause = "the journal failed: " + error.detail;
    const KillLatched latch{
        {}, risk::KillLevel::CancelEntries, engine::desk, ShortText<95>(std::string_view(cause).substr(0, 95))};
    static_cast<void>(m_desk.put(m_desk.stamp().wall, latch));
}

Result<void> SimulatedSession::close(const SimulatedSetup& setup)
{
    // The venue ends with the session, and its orders with it: they are cancelled in order, not lost.
    const auto end = m_desk.stamp().wall;
    auto done = put(end, commandOf(setup.by, "the session ends", CancelOrders{{}, false}));
    for (int i = 0; done && i < 1'000 && m_desk.engine().state().ledger.openCount() > 0; ++i) {
        const auto due = m_venue.nextDue();
        if (!due) {
            break;
        }
        done = drainVenue(std::max(*due, m_desk.stamp().wall));
    }
    if (done) {
        done = put(m_desk.stamp().wall, SessionEnded{true});
    }
    if (done && !m_failed) {
        done = m_desk.makeDurable();
    }
    return done;
}

} // namespace omni::driver
