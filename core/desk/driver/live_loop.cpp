#include "core/desk/driver/live_loop.h"

#include "core/desk/driver/session_closing.h"

#include <algorithm>
#include <utility>

namespace omni::driver {

namespace {

using namespace events;

constexpr Duration heartbeat = milliseconds(250); // far below `longestSilence`
constexpr std::size_t mostAtOnce = 256; // of one lane in one round, so that no lane starves the others

/// What the outbox is to do about an effect; nothing for one that is not its business.
Parcel parcelOf(Sequence needs, const Effect& effect)
{
    Parcel parcel;
    parcel.needs = needs;
    std::visit(
        [&parcel](const auto& what) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(what)>, StartJob>) {
                parcel.what = what;
            }
        },
        effect);
    return parcel;
}

/// Only entries are cancelled.
bool staysUnder(const SimulatedSetup& setup) noexcept
{
    return setup.stopsStay && setup.atEnd == AtEnd::Keep;
}

} // namespace

LiveLoop::LiveLoop(Desk& desk, Approver& approver, const Surroundings& around, const LiveOptions& options)
    : m_desk(desk)
    , m_approver(approver)
    , m_around(around)
    , m_options(options)
{
    m_desk.engine().showRunning(&m_around.pulse.running);
}

Times LiveLoop::times() const
{
    return {m_around.clock.wall(), m_around.clock.mono()};
}

void LiveLoop::beat()
{
    // release: whoever sees this beat also sees what was done before it.
    m_around.pulse.beat.store(m_around.clock.mono().ns, std::memory_order_release);
}

Result<void> LiveLoop::open(const SimulatedSetup& setup)
{
    m_by = setup.by;
    m_waitsForAccount = setup.armsOnceReconciled;
    beat();
    const auto opened = openSession(m_desk.engine(), setup, [this](const Event& event) -> Result<void> {
        const bool mustBeBooked = std::holds_alternative<SessionStarted>(event);
        const auto done = put(event);
        m_begun = mustBeBooked ? m_desk.stamp().seq : m_begun;
        return mustBeBooked ? done : Result<void>();
    });
    if (opened) {
        obeyStandingLatches();
    }
    return opened;
}

/// A cancel under a latch of before may have been lost with the program: what is still open is in its reach.
void LiveLoop::obeyStandingLatches()
{
    for (const auto& latch : m_desk.engine().state().latches) {
        m_parcels.push_back({m_desk.stamp().seq, ObeyLatch{latch.value.level, latch.key}, m_around.clock.mono()});
    }
    sendParcels();
}

Result<SessionEnd> LiveLoop::run(const SimulatedSetup& setup, const StopFlag& stop, Doorbell& own,
                                 const std::function<Duration()>& idle)
{
    for (;;) {
        const std::uint32_t seen = own.rings();
        const std::size_t taken = round();
        beginOnceReconciled(setup);
        if (m_hasFailed) {
            const auto why = m_around.durability.failure();
            return tl::unexpected(why ? *why : Error{Errc::Unavailable, "the journal has ended"});
        }
        if (stop.isStopRequested()) {
            return SessionEnd::Stopped;
        }
        if (m_around.clock.wall() > setup.until) {
            return SessionEnd::TimeReached;
        }
        if (taken > 0) {
            continue;
        }
        if (m_hasUnwritten) {
            m_hasUnwritten = !m_around.durability.handOver(m_desk.stamp().seq, false);
        }
        const Duration again = idle ? idle() : heartbeat;
        own.wait(seen, std::max(Duration{}, std::min(again, rest())));
    }
}

Result<void> LiveLoop::close(const SimulatedSetup& setup, Doorbell& own)
{
    static_cast<void>(put(commandOf(setup.by, "the session ends", SetMode{risk::Mode::Halted})));
    cancelAll(setup, own);
    if (setup.atEnd == AtEnd::Flatten) {
        for (const Command& command : closingOrders(m_desk.engine().state(), setup)) {
            static_cast<void>(put(command));
        }
        drain(setup, own, 0);
        cancelAll(setup, own);
    }
    const auto ended = put(SessionEnded{true});
    static_cast<void>(m_around.durability.handOver(m_desk.stamp().seq, true)); // the journal's end takes what is left
    // An end is no stall: from here on nothing is to be heard of this thread.
    m_around.pulse.beat.store(-1, std::memory_order_release);
    return ended;
}

void LiveLoop::cancelAll(const SimulatedSetup& setup, Doorbell& own)
{
    static_cast<void>(put(commandOf(setup.by, "the session ends", CancelOrders{{}, staysUnder(setup)})));
    drain(setup, own, mostCancelRounds);
}

/// Until no order is open, or the time for it is over; all are cancelled so many times more meanwhile.
void LiveLoop::drain(const SimulatedSetup& setup, Doorbell& own, int cancelRounds)
{
    const Monotonic end = m_around.clock.mono() + m_options.drain;
    turn(); // what is in the lanes already belongs to the session
    const auto& ledger = m_desk.engine().state().ledger;
    for (int rounds = 0; hasToEnd(ledger, setup, false) && m_around.clock.mono() < end;) {
        const std::uint32_t seen = own.rings();
        if (turn() > 0) {
            continue;
        }
        if (rounds < cancelRounds && hasToEnd(ledger, setup, true)) {
            // An entry that was on its way has filled meanwhile, and its stop has gone out.
            static_cast<void>(put(commandOf(setup.by, "the session ends", CancelOrders{{}, staysUnder(setup)})));
            ++rounds;
            continue;
        }
        if (m_hasUnwritten) {
            m_hasUnwritten = !m_around.durability.handOver(m_desk.stamp().seq, false);
        }
        own.wait(seen, rest());
    }
}

std::size_t LiveLoop::round()
{
    noticePause();
    return turn();
}

std::size_t LiveLoop::turn()
{
    beat();
    noticeFailure();
    noticeDisk();
    if (!sendParcels()) {
        return 0; // what is decided already goes first; the lanes keep the rest
    }
    if (!m_around.durability.hasRoom()) {
        ++m_figures.fullRounds;
        return 0;
    }
    LiveLanes& lanes = m_around.lanes;
    std::size_t taken = takeEvents(lanes.venue);
    taken += takeEvents(lanes.outbox);
    taken += takePeople();
    taken += takeCommands(lanes.window);
    taken += takeCommands(lanes.control);
    taken += takeKills();
    taken += takeTicks();
    if (m_around.durability.hasRoom()) {
        taken += passDeadlines();
        taken += answer();
    }
    return taken;
}

Duration LiveLoop::rest() const
{
    const Timestamp wall = m_around.clock.wall();
    Duration most = heartbeat;
    if (!m_around.durability.hasRoom()) {
        return most; // what is due must wait, too; the journal rings when it has moved
    }
    const auto consider = [&](Timestamp due) {
        most
            = std::min(most, due <= wall ? Duration{} : Duration{checkedDifference(due.ns, wall.ns).value_or(most.ns)});
    };
    consider(m_desk.engine().nextDeadline());
    const Monotonic mono = m_around.clock.mono();
    const Monotonic expiry = m_desk.engine().nextExpiry();
    most = std::min(most,
                    expiry <= mono ? Duration{} : Duration{checkedDifference(expiry.ns, mono.ns).value_or(most.ns)});
    if (const auto due = m_approver.nextDue()) {
        consider(*due);
    }
    return most;
}

// --- inputs ----------------------------------------------------------------------------------------------------------

/// One input more: what it leads to finds its way out, and room in the record.
bool LiveLoop::mayTake() const noexcept
{
    return m_parcels.empty() && m_around.durability.hasRoom();
}

std::size_t LiveLoop::takeEvents(EventLane& lane)
{
    if (lane.isEmpty()) { // most often; an event is half a kilobyte to make
        return 0;
    }
    Event event;
    std::size_t taken = 0;
    while (taken < mostAtOnce && mayTake() && lane.tryPop(event)) {
        static_cast<void>(put(event)); // one that cannot be booked has raised its alert
        ++taken;
    }
    return taken;
}

std::size_t LiveLoop::takeCommands(CommandLane& lane)
{
    if (lane.isEmpty()) {
        return 0;
    }
    Command command;
    std::size_t taken = 0;
    while (taken < mostAtOnce && mayTake() && lane.tryPop(command)) {
        static_cast<void>(put(command));
        ++taken;
    }
    return taken;
}

std::size_t LiveLoop::takeKills()
{
    KillLatched latched;
    std::size_t taken = 0;
    while (m_around.durability.hasRoom() && m_around.lanes.kills.tryPop(latched)) {
        ++m_pressesSeen;
        static_cast<void>(put(latched));
        ++taken;
    }
    return taken;
}

std::size_t LiveLoop::takeTicks()
{
    TickLane& lane = m_around.lanes.ticks;
    if (lane.isTorn()) {
        tellTear();
        return 1;
    }
    if (m_isTorn && lane.isFlowing()) {
        m_isTorn = false;
        static_cast<void>(put(LinkChanged{LinkKind::MarketData, {}, true}));
    }
    if (!m_around.durability.hasRoom()) {
        return 0;
    }
    const bool isLagging = lane.waiting() > m_options.conflatesAbove;
    const std::size_t count = lane.take(m_batch);
    if (count == 0) {
        return 0;
    }
    const Times at = times();
    if (at.wall - m_batch[0].at > m_options.mostLag) {
        lane.letGo();
        tellTear();
        return count;
    }
    if (isLagging) {
        conflate(count);
    } else {
        m_isOld.fill(false);
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!m_isOld[i]) {
            tick({m_batch[i].at, at.mono}, m_batch[i].tick);
        }
    }
    return count;
}

/// Prints, bars, depth and states are all taken: what is built of them must be right. Of quotes only the newest says
/// anything.
void LiveLoop::conflate(std::size_t count)
{
    m_quoted.clear();
    for (std::size_t i = count; i-- > 0;) {
        m_isOld[i] = false;
        if (std::holds_alternative<market::Quote>(m_batch[i].tick)) {
            bool& isKnown = m_quoted.findOrInsert(market::instrumentOf(m_batch[i].tick));
            m_isOld[i] = isKnown;
            m_figures.conflated += isKnown ? 1 : 0;
            isKnown = true;
        }
    }
}

/// No price is taken from a book with a hole (S14): the desk marks its books, the feed brings new images.
void LiveLoop::tellTear()
{
    ++m_figures.tears;
    m_isTorn = true;
    static_cast<void>(put(LinkChanged{LinkKind::MarketData, {}, false}));
    m_around.lanes.ticks.told();
    m_around.outbox.ring(); // the feed's thread is behind it
}

std::size_t LiveLoop::passDeadlines()
{
    // Market data of before the deadline come first, unless that lasts.
    const Timestamp deadline = m_desk.engine().nextDeadline();
    const Times at = times();
    const bool isExpired = m_desk.engine().nextExpiry() <= at.mono;
    const bool mustWait = m_around.lanes.ticks.waiting() > 0 && at.wall - deadline < heartbeat;
    if ((deadline > at.wall && !isExpired) || mustWait) {
        return 0;
    }
    static_cast<void>(put(TimerFired{}));
    return 1;
}

std::size_t LiveLoop::answer()
{
    const auto due = m_approver.nextDue();
    if (!due || *due > std::max(m_around.clock.wall(), m_desk.stamp().wall)) {
        return 0;
    }
    if (const auto given = m_approver.take(*due, m_desk.engine(), m_desk.stamp())) {
        static_cast<void>(put(*given));
    }
    return 1;
}

/// F21: feeds stale, orders to be asked for. What waits to be sent has run out of its time by itself, in the outbox.
void LiveLoop::noticePause()
{
    const Monotonic now = m_around.clock.mono();
    const bool isLate = m_lastRound && now - *m_lastRound > m_options.longestPause;
    m_lastRound = now;
    if (!isLate) {
        return;
    }
    ++m_figures.pauses;
    m_around.lanes.ticks.letGo();
    tellTear();
    const AccountId account = m_desk.engine().state().session.account;
    static_cast<void>(put(LinkChanged{LinkKind::Orders, account, false}));
    static_cast<void>(put(LinkChanged{LinkKind::Orders, account, true}));
    for (const OrderId id : m_desk.engine().state().ledger.openIds()) {
        const auto* record = m_desk.engine().state().ledger.find(id);
        if (record != nullptr && record->state != orders::OrderState::Created) {
            static_cast<void>(put(commandOf(m_by, "nothing was looked at for a while", QueryOrder{id})));
        }
    }
}

/// How long ago the disk had everything.
void LiveLoop::noticeDisk()
{
    const auto& durability = m_around.durability;
    if (durability.isDurable(m_diskHas)) {
        m_diskHas = m_desk.stamp().seq;
        m_diskHadIt = m_around.clock.mono();
    }
}

Duration LiveLoop::diskLag() const
{
    return m_around.durability.isDurable(m_diskHas) ? Duration{} : m_around.clock.mono() - m_diskHadIt;
}

void LiveLoop::noticeFailure()
{
    if (m_hasFailed || !m_around.durability.hasFailed()) {
        return;
    }
    m_hasFailed = true;
    m_desk.recordHasFailed();
    const auto why = m_around.durability.failure();
    const std::string text = "the journal failed: " + (why ? why->detail : std::string("it has ended"));
    static_cast<void>(
        put(TroubleFound{Trouble::JournalFailed, {}, {}, ShortText<95>(std::string_view(text).substr(0, 95))}));
}

// --- what they lead to -----------------------------------------------------------------------------------------------

Result<void> LiveLoop::put(const Event& event)
{
    const auto done = m_desk.put(times(), event);
    m_hasUnwritten = true;
    if (const auto* latched = std::get_if<KillLatched>(&event)) {
        m_around.lanes.fence.raise(latched->scope, m_desk.stamp().seq);
    }
    settle();
    return done;
}

void LiveLoop::tick(const Times& times, const market::Tick& tick)
{
    m_desk.tick(times, tick);
    if (!m_desk.facts().empty() || !m_desk.effects().empty()) {
        settle();
    }
    m_hasUnwritten = true;
}

void LiveLoop::settle()
{
    ask();
    collect();
    sendParcels();
}

/// Proposals that wait are shown to whoever answers by rule.
void LiveLoop::ask()
{
    for (const Fact& fact : m_desk.facts()) {
        const auto* made = std::get_if<ProposalMade>(&fact);
        if (made != nullptr && m_desk.engine().state().waiting.contains(made->proposal.id)) {
            m_approver.onProposal(m_desk.stamp(), made->proposal.id);
        }
    }
}

void LiveLoop::collect()
{
    const Sequence seq = m_desk.stamp().seq;
    const Monotonic now = m_around.clock.mono();
    const std::size_t before = m_parcels.size();
    bool mustBeDurable = collectLatches(seq, now);
    m_desk.takeEffects(m_effects);
    for (const Effect& effect : m_effects) {
        Parcel parcel = parcelOf(seq, effect);
        parcel.decided = now;
        parcel.begun = m_begun;
        mustBeDurable = mustBeDurable || waitsForJournal(effect);
        if (!std::holds_alternative<std::monostate>(parcel.what)) {
            m_parcels.push_back(parcel);
        }
    }
    if (m_parcels.size() > before) {
        m_hasUnwritten = !m_around.durability.handOver(seq, mustBeDurable);
    }
}

/// In front of what the event leads to: an exit that a latch brings is not to be cancelled by it. True: one was lifted,
/// which must be on record.
bool LiveLoop::collectLatches(Sequence seq, Monotonic now)
{
    bool isLifted = false;
    for (const Fact& fact : m_desk.facts()) {
        if (const auto* latched = std::get_if<Latched>(&fact)) {
            m_around.lanes.fence.raise(latched->scope, seq); // S2: before anybody can read that it is latched
            m_parcels.push_back({seq, ObeyLatch{latched->level, latched->scope}, now});
        } else if (const auto* cleared = std::get_if<LatchCleared>(&fact)) {
            m_parcels.push_back({seq, LiftLatch{m_pressesSeen, cleared->scope}, now});
            isLifted = true;
        }
    }
    return isLifted;
}

/// True: the lane took all.
bool LiveLoop::sendParcels()
{
    if (m_parcels.empty()) {
        return true;
    }
    while (!m_parcels.empty() && m_around.lanes.parcels.tryPush(m_parcels.front())) {
        m_parcels.pop_front();
    }
    m_around.outbox.ring();
    return m_parcels.empty();
}

} // namespace omni::driver
