#include "core/host/runtime/outbox.h"

#include "core/base/log.h"
#include "core/desk/events/own_word.h"
#include "core/host/runtime/stall_note.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

using namespace events;

constexpr Duration watchEvery = milliseconds(100);
constexpr Duration tryAgain = milliseconds(1); // a lane was full
constexpr Duration lastWords = seconds(1);

/// The highest level of which `newest` lies behind `bound`.
template<class Place> risk::KillLevel highestSince(const std::array<Place, killLevels>& newest, Place bound) noexcept
{
    std::size_t level = newest.size() - 1;
    while (level > 0 && newest[level] <= bound) {
        --level;
    }
    return static_cast<risk::KillLevel>(level);
}

} // namespace

Outbox::Outbox(Surroundings around)
    : m_around(std::move(around))
{
}

void Outbox::adopt(const orders::OrderTicket& ticket, Lots filled)
{
    m_open.insertOrAssign(ticket.id, {ticket, filled, false});
}

std::size_t Outbox::turn()
{
    noticePause();
    std::size_t done = takeEchoes();
    done += obeySwitch();
    done += cancelAgain();
    done += watchEngine();
    done += takeParcels();
    noteWhatIsLate();
    done += sendWaiting();
    done += tellEngine();
    return done;
}

Duration Outbox::rest() const
{
    if (!m_toTell.isEmpty() || !m_notices.isEmpty()) {
        return tryAgain;
    }
    Duration most = watchEvery;
    const Monotonic now = m_around.clock.mono();
    for (const Waiting& waiting : m_waiting) {
        const Duration left = longestExitWait - (now - waiting.since);
        most = std::min(most, left.ns > 0 ? left : watchEvery); // an entry is woken by the journal
    }
    return most;
}

void Outbox::run(const StopFlag& stop, driver::Doorbell& own)
{
    std::optional<Monotonic> end;
    for (;;) {
        const std::uint32_t seen = own.rings();
        const std::size_t done = turn();
        if (stop.isStopRequested()) {
            end = end ? end : std::optional(m_around.clock.mono() + lastWords);
            if (isIdle() || m_around.clock.mono() >= *end) {
                return;
            }
        }
        if (done == 0) {
            own.wait(seen, rest());
        }
    }
}

// --- what stops it ---------------------------------------------------------------------------------------------------

/// S2: without the engine, and before it hears of it.
std::size_t Outbox::obeySwitch()
{
    m_around.kill.hearWatchdog();
    for (KillLatched latched; m_around.kill.takeUntold(latched);) {
        m_presses += m_notices.add(latched) ? 1U : 0U;
        m_newestPress[static_cast<std::size_t>(latched.level)] = m_presses;
        m_obeyed = risk::KillLevel::None; // whatever has been sent since the last one
    }
    const risk::KillLevel level = m_around.kill.level();
    if (level <= m_obeyed) {
        m_obeyed = level; // lifted: the next press counts anew
        return 0;
    }
    if (cancelOpen(level)) {
        m_obeyed = level;
    }
    m_around.venueBell.ring();
    return 1;
}

/// Who was not running has heard nothing of anybody.
void Outbox::noticePause()
{
    const Monotonic now = m_around.clock.mono();
    if (m_lastLook && now - *m_lastLook > longestOwnPause) {
        m_watchesSince = now;
        m_pauses.fetch_add(1, std::memory_order_relaxed);
    }
    m_lastLook = now;
}

std::size_t Outbox::watchEngine()
{
    if (m_around.gate.isClosed()) {
        if (m_stall && !m_isStallDone) {
            m_isStallDone = cancelOpen(risk::KillLevel::CancelEntries);
            m_around.venueBell.ring();
        }
        return 0;
    }
    const std::int64_t beat = m_around.pulse.beat.load(std::memory_order_acquire);
    const Duration silence = m_around.clock.mono() - std::max(Monotonic{beat}, m_watchesSince);
    if (beat < 0 || silence <= longestSilence) {
        return 0;
    }
    m_around.gate.close();
    const StrategyId running{m_around.pulse.running.load(std::memory_order_relaxed)};
    m_stall = stallOf(running, silence);
    m_isStallDone = cancelOpen(risk::KillLevel::CancelEntries);
    m_around.venueBell.ring();
    m_toTell.push(*m_stall); // once in a life: beside the bound, which is for what repeats
    if (m_around.keepStall) {
        m_around.keepStall(*m_stall); // the disk comes after the cancels
    }
    return 1;
}

// --- what the engine wants -------------------------------------------------------------------------------------------

std::size_t Outbox::takeParcels()
{
    driver::Parcel parcel;
    std::size_t taken = 0;
    // Bounded (S26): what is held back for long is the engine's to wait for.
    while (m_waiting.size() < driver::ParcelLane::capacity() && m_around.lanes.parcels.tryPop(parcel)) {
        if (const auto* replace = std::get_if<Replace>(&parcel.what)) {
            withdrawUnsentChange(replace->order);
        }
        m_waiting.push_back({parcel, parcel.decided.value_or(m_around.clock.mono())});
        ++taken;
    }
    return taken;
}

/// In order; what waits lets pass what need not.
std::size_t Outbox::sendWaiting()
{
    std::size_t done = 0;
    for (std::size_t i = 0; i < m_waiting.size();) {
        const std::size_t before = m_waiting.size();
        const Step step = take(m_waiting[i]);
        if (step == Step::NoRoom) {
            break;
        }
        if (step == Step::Waits) {
            ++i;
            continue;
        }
        i -= before - m_waiting.size(); // a cancel took its own order out, in front of it
        m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
        ++done;
    }
    if (done > 0) {
        m_around.venueBell.ring();
    }
    return done;
}

Outbox::Step Outbox::take(Waiting& waiting)
{
    const auto& what = waiting.parcel.what;
    if (const auto* submit = std::get_if<Submit>(&what)) {
        return takeSubmit(waiting, *submit);
    }
    if (const auto* cancel = std::get_if<Cancel>(&what)) {
        return takeCancel(waiting, *cancel);
    }
    if (const auto* replace = std::get_if<Replace>(&what)) {
        return takeReplace(waiting, *replace);
    }
    if (const auto* query = std::get_if<Query>(&what)) {
        return takeQuestion(waiting, {*query, {}, waiting.since});
    }
    if (const auto* reconcile = std::get_if<Reconcile>(&what)) {
        return takeQuestion(waiting, {*reconcile, {}, waiting.since});
    }
    if (const auto* external = std::get_if<CancelExternal>(&what)) {
        return takeQuestion(waiting, {*external, {}, waiting.since}); // it only takes risk away
    }
    if (const auto* lift = std::get_if<driver::LiftLatch>(&what)) {
        return takeLift(waiting, *lift);
    }
    if (const auto* obey = std::get_if<driver::ObeyLatch>(&what)) {
        return takeLatch(waiting, *obey);
    }
    return Step::Done;
}

bool Outbox::mayLeave(Waiting& waiting, const Sending& sending, bool onlyReduces)
{
    // First handed over, then asked: both disks work at once.
    const bool isAudited = isOnAudit(waiting, sending);
    if (isAudited && m_around.journal.isDurable(waiting.parcel.needs)) {
        return true;
    }
    return onlyReduces && mayWaitNoLonger(waiting);
}

/// A start nonce that is lost in a crash might come again, and with it an id. A journal that has failed stops no exit.
bool Outbox::isNonceOnRecord(const Waiting& waiting) const
{
    return m_around.journal.isDurable(waiting.parcel.begun) || m_around.journal.hasFailed();
}

Outbox::Step Outbox::takeSubmit(Waiting& waiting, const Submit& submit)
{
    const auto& ticket = submit.order.ticket();
    if (const auto why = m_around.gate.refusal(ticket, waiting.parcel.needs); !why.empty()) {
        tellBack(ticket, orders::OrderEventKind::Rejected, why);
        return Step::Done;
    }
    if (!ticket.reduceOnly && m_around.clock.mono() - waiting.since > longestEntryWait) {
        const bool byJournal = waiting.hasWaited || !m_around.journal.isDurable(waiting.parcel.needs);
        tellBack(ticket, orders::OrderEventKind::Rejected,
                 byJournal           ? "not sent: the journal took too long"
                     : waiting.audit ? "not sent: the audit record took too long" // handed over, and not on the disk
                                     : "not sent: it was decided too long ago");
        return Step::Done;
    }
    const Sending sending{submit, ticket, waiting.since, waiting.parcel.needs};
    if (!mayLeave(waiting, sending, ticket.reduceOnly) || !isNonceOnRecord(waiting)) {
        waiting.hasWaited = waiting.hasWaited || !m_around.journal.isDurable(waiting.parcel.needs);
        return Step::Waits;
    }
    const Step step = send(waiting, sending);
    if (step == Step::Done) {
        m_open.insertOrAssign(ticket.id, {ticket, {}, false});
    }
    return step;
}

Outbox::Step Outbox::takeCancel(Waiting& waiting, const Cancel& cancel)
{
    if (withdrawUnsent(cancel.order)) {
        return Step::Done;
    }
    Open* open = m_open.find(cancel.order);
    if (open != nullptr && open->isCancelled) {
        return Step::Done; // the kill switch was quicker
    }
    const Sending sending{cancel, open != nullptr ? open->ticket : orders::OrderTicket{}, m_around.clock.mono()};
    if (!isOnAudit(waiting, sending) && !mayWaitNoLonger(waiting)) {
        return Step::Waits;
    }
    const Step step = send(waiting, sending);
    if (step == Step::Done && open != nullptr) {
        open->isCancelled = true;
    }
    return step;
}

/// The order among what waits; the end: it does not.
std::deque<Outbox::Waiting>::iterator Outbox::unsent(OrderId order)
{
    return std::find_if(m_waiting.begin(), m_waiting.end(), [order](const Waiting& waiting) {
        const auto* submit = std::get_if<Submit>(&waiting.parcel.what);
        return submit != nullptr && submit->order.ticket().id == order;
    });
}

/// An order that still waits here never leaves: that is its cancel.
bool Outbox::withdrawUnsent(OrderId order)
{
    const auto waiting = unsent(order);
    if (waiting == m_waiting.end()) {
        return false;
    }
    tellBack(std::get<Submit>(waiting->parcel.what).order.ticket(), orders::OrderEventKind::Cancelled,
             "cancelled before it was sent");
    m_waiting.erase(waiting);
    return true;
}

/// A second change is wanted when a word of the venue has settled the first, which that word cannot have known: what
/// still waits here has never been asked of anybody. Sent as well it would be done behind the engine's back (S4).
void Outbox::withdrawUnsentChange(OrderId order)
{
    std::erase_if(m_waiting, [order](const Waiting& waiting) {
        const auto* replace = std::get_if<Replace>(&waiting.parcel.what);
        return replace != nullptr && replace->order == order;
    });
}

Outbox::Step Outbox::takeReplace(Waiting& waiting, const Replace& replace)
{
    const Open* open = m_open.find(replace.order);
    orders::OrderTicket ticket = open != nullptr ? open->ticket : orders::OrderTicket{};
    ticket.id = replace.order;
    if (const auto why = m_around.gate.refusal(ticket, waiting.parcel.needs); !why.empty()) {
        tellBack(ticket, orders::OrderEventKind::ReplaceRejected, why);
        return Step::Done;
    }
    const Sending sending{replace, ticket, waiting.since, waiting.parcel.needs};
    if (!mayLeave(waiting, sending, ticket.reduceOnly)) {
        return Step::Waits;
    }
    const Step step = send(waiting, sending);
    if (step == Step::Done && replace.size) {
        if (Open* changed = m_open.find(replace.order)) {
            changed->ticket.size = std::max(changed->ticket.size, *replace.size); // until its end is told
        }
    }
    return step;
}

/// Questions change nothing: they pass a closed gate. An engine that had stalled and is back must learn what stands, or
/// it knows nothing until the next start (S32).
Outbox::Step Outbox::takeQuestion(Waiting& waiting, const Sending& sending)
{
    // Asked before the order has left, the venue would say that it never came, and then the order would come (S3, S6).
    const auto* query = std::get_if<Query>(&sending.what);
    if (query != nullptr && unsent(query->order) != m_waiting.end()) {
        return Step::Waits;
    }
    return mayLeave(waiting, sending, true) ? send(waiting, sending) : Step::Waits;
}

/// What stands at this moment goes; what comes behind it was cleared under the latch.
Outbox::Step Outbox::takeLatch(const Waiting& waiting, const driver::ObeyLatch& obey)
{
    if (!cancelUnder(obey.scope, obey.level)) {
        return Step::NoRoom;
    }
    if (obey.scope == risk::Scope{}) {
        m_around.kill.follow(obey.level);
        m_obeyed = std::max(m_obeyed, obey.level);
    }
    Latch& latch = m_latches.findOrInsert(obey.scope);
    latch.level = std::max(latch.level, obey.level);
    latch.newest[static_cast<std::size_t>(obey.level)] = waiting.parcel.needs;
    return Step::Done;
}

/// Only what is on record opens the way again.
Outbox::Step Outbox::takeLift(const Waiting& waiting, const driver::LiftLatch& lift)
{
    if (m_around.journal.hasFailed()) {
        return Step::Done;
    }
    if (!m_around.journal.isDurable(waiting.parcel.needs)) {
        return Step::Waits;
    }
    // What was set again, or pressed, while the lifting was on its way stands at its own level.
    Latch* latch = m_latches.find(lift.scope);
    const auto latched = latch != nullptr ? highestSince(latch->newest, waiting.parcel.needs) : risk::KillLevel::None;
    if (latched == risk::KillLevel::None) {
        m_latches.erase(lift.scope);
    } else {
        latch->level = latched;
    }
    if (lift.scope == risk::Scope{}) {
        m_around.kill.clear(std::max(latched, highestSince(m_newestPress, lift.pressesSeen)));
    }
    return Step::Done;
}

// --- what the engine hears -------------------------------------------------------------------------------------------

void Outbox::tellBack(const orders::OrderTicket& ticket, orders::OrderEventKind kind, std::string_view why)
{
    OrderReport report;
    report.order = ticket.id;
    report.account = ticket.account;
    report.kind = kind;
    report.venueTime = neverAtVenue;
    report.text = ShortText<95>(why);
    m_toTell.pushOwn(report);
    m_heldBack.fetch_add(1, std::memory_order_relaxed);
}

std::size_t Outbox::tellEngine()
{
    std::size_t told = 0;
    while (!m_notices.isEmpty() && m_around.lanes.kills.tryPush(m_notices.front())) {
        m_notices.popFront();
        ++told;
    }
    told += m_toTell.deliver(m_around.lanes.outbox);
    if (told > 0) {
        m_around.engineBell.ring();
    }
    return told;
}

} // namespace omni::runtime
