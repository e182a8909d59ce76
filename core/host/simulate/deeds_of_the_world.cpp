// What happens to the program: the market, time, the link, the machine, its end and its next start.

#include "core/desk/engine/principals.h"
#include "core/host/simulate/checks/record_fault.h"
#include "core/host/simulate/world.h"

#include <algorithm>
#include <array>

namespace omni::simulate {

namespace {

using namespace events;

constexpr std::int64_t unit = 100'000'000; // one of a currency
constexpr Duration quietSpan = minutes(10);
constexpr std::uint64_t mostStartsUnread = 16; // of so many records that a start finds, one is read by a check

} // namespace

bool World::doDeed(StepKind kind)
{
    switch (kind) {
    case StepKind::MoveMarket:
    case StepKind::Trading:
    case StepKind::TearMarket:
        m_clock.pass(milliseconds(m_random.between(0, 300)));
        return kind == StepKind::MoveMarket ? moveMarket() : moveLink(kind);
    case StepKind::Pass:
    case StepKind::PassLong:
    case StepKind::Suspend:
    case StepKind::SetClock:
        return moveTime(kind);
    case StepKind::Venue:
        m_clock.pass(milliseconds(m_random.between(0, 100)));
        m_venue.work(m_clock.trueTime());
        return true;
    case StepKind::CutLink:
    case StepKind::RestoreLink:
    case StepKind::Clog:
    case StepKind::Unclog:
        return moveLink(kind);
    case StepKind::HoldEngine:
    case StepKind::HoldOutbox:
    case StepKind::HoldVenue:
    case StepKind::HoldDisk:
    case StepKind::ReleaseAll:
        return hold(kind);
    case StepKind::Approve:
    case StepKind::ApproveTwice:
    case StepKind::ApproveWrongly:
    case StepKind::Decline:
    case StepKind::Snooze:
    case StepKind::Amend:
        return decide(kind);
    case StepKind::Place:
    case StepKind::PlaceWildly:
        return place(kind == StepKind::PlaceWildly);
    case StepKind::Close:
        return close();
    case StepKind::Cancel:
    case StepKind::CancelAll:
    case StepKind::Replace:
    case StepKind::MoveStop:
    case StepKind::AskVenue:
    case StepKind::Note:
        return changeOrder(kind);
    case StepKind::MoveCash:
    case StepKind::GiveRate:
        return moveMoney(kind);
    case StepKind::Split:
        return split();
    case StepKind::ChangeIncrements:
        return changeIncrements();
    case StepKind::DiskFails:
    case StepKind::DiskFull:
    case StepKind::LatchFails:
        return breakMachine(kind);
    case StepKind::Crash:
    case StepKind::Kill9:
        return crash(kind == StepKind::Kill9);
    case StepKind::Restart:
        return restart();
    case StepKind::Quiet:
        return quiet();
    default:
        return stopOrStart(kind);
    }
}

bool World::moveMarket()
{
    m_venue.moveMarket(m_clock.trueTime(), anyInstrument());
    return true;
}

bool World::moveTime(StepKind kind)
{
    switch (kind) {
    case StepKind::Pass:
        pass(Duration{m_random.between(1, m_plan.typicalPause.ns * 2)}, false);
        return true;
    case StepKind::PassLong:
        pass(seconds(m_random.below(4) == 0 ? m_random.between(60, 240) : m_random.between(3, 40)), true);
        return true;
    case StepKind::Suspend:
        m_clock.pass(m_random.below(3) == 0 ? hours(m_random.between(1, 30)) : seconds(m_random.between(2, 600)));
        return true;
    default:
        m_clock.jump(m_random.below(3) == 0 ? hours(m_random.between(-30, 30)) : seconds(m_random.between(-400, 400)));
        m_venue.setSkew(m_clock.skew());
        return true;
    }
}

bool World::moveLink(StepKind kind)
{
    const Timestamp now = m_clock.trueTime();
    switch (kind) {
    case StepKind::Trading:
        m_venue.setTrading(now, anyInstrument(),
                           m_random.below(3) == 0 ? market::TradingState::Halted : market::TradingState::Open);
        return true;
    case StepKind::TearMarket:
        m_process->tearMarket();
        return true;
    case StepKind::CutLink:
        m_venue.cutLink(now, m_random.below(2) == 0);
        return true;
    case StepKind::RestoreLink:
        if (m_venue.isLinkUp()) {
            return false;
        }
        m_venue.restoreLink(now);
        return true;
    case StepKind::Clog:
        m_venue.clog(m_random.below(3) == 0 ? ModelVenue::Line::Market : ModelVenue::Line::Words);
        return true;
    default:
        return unclog();
    }
}

/// One line of those that are clogged, in any order.
bool World::unclog()
{
    using Line = ModelVenue::Line;
    const bool words = m_venue.isClogged(Line::Words), market = m_venue.isClogged(Line::Market);
    if (!words && !market) {
        return false;
    }
    const bool isMarket = words && market ? m_random.below(2) == 0 : market;
    m_venue.unclog(isMarket ? Line::Market : Line::Words);
    return true;
}

void World::unclogAll()
{
    m_venue.unclog(ModelVenue::Line::Words);
    m_venue.unclog(ModelVenue::Line::Market);
}

/// All who are held have turns again, or one of them, in any order.
bool World::release()
{
    std::array<bool*, 4> held{};
    std::size_t count = 0;
    for (bool* one : {&m_holds.engine, &m_holds.outbox, &m_holds.venue, &m_holds.disk}) {
        if (*one) {
            held[count++] = one;
        }
    }
    if (count > 1 && m_random.below(2) == 0) {
        *held[m_random.below(count)] = false;
        return true;
    }
    m_holds = {};
    return count > 0;
}

bool World::hold(StepKind kind)
{
    switch (kind) {
    case StepKind::HoldEngine:
        m_holds.engine = true;
        break;
    case StepKind::HoldOutbox:
        m_holds.outbox = true;
        break;
    case StepKind::HoldVenue:
        m_holds.venue = true;
        break;
    case StepKind::HoldDisk:
        m_holds.disk = true;
        break;
    default:
        return release();
    }
    return true;
}

// --- money and instruments -------------------------------------------------------------------------------------------

bool World::moveMoney(StepKind kind)
{
    auto& lane = m_machine.lanes.desk.venue;
    const auto& currencies = m_process->engine().state().portfolio.currencies();
    const auto usd = currencies.idOf("USD"), eur = currencies.idOf("EUR");
    if (!usd || !eur) {
        return false;
    }
    if (kind == StepKind::GiveRate) {
        const portfolio::Rate rate{m_random.between(90, 120), 100};
        return lane.tryPush(RateGiven{{*eur, *usd, rate, m_clock.wall(), portfolio::RateSource::Configured}});
    }
    CashMoved moved;
    moved.account = AccountId{1};
    moved.currency = m_random.below(4) == 0 ? *eur : *usd;
    moved.kind = static_cast<CashKind>(m_random.below(6));
    moved.instrument
        = moved.kind == CashKind::Dividend || moved.kind == CashKind::Funding ? anyInstrument() : InstrumentId{};
    const std::int64_t amount = m_random.between(1, 2'000) * unit + m_random.between(0, unit - 1);
    moved.amount = Money{moved.kind == CashKind::Withdrawal || moved.kind == CashKind::Fee ? -amount : amount};
    m_venue.moveCash(moved.currency, moved.amount);
    if (m_random.below(4) == 0) {
        return true; // and nobody is told: it is found when the account is compared
    }
    return lane.tryPush(moved);
}

/// Only while nothing of the instrument is open anywhere: a venue cancels orders before a split.
bool World::split()
{
    const InstrumentId instrument = anyInstrument();
    const std::int32_t factor = static_cast<std::int32_t>(m_random.between(2, 4));
    if (!m_venue.split(m_clock.trueTime(), instrument, factor)) {
        return false;
    }
    SplitHappened happened;
    happened.instrument = instrument;
    happened.numerator = factor;
    return m_machine.lanes.desk.venue.tryPush(happened);
}

/// The venue's increments become ten times as fine.
bool World::changeIncrements()
{
    auto& instrument = m_instruments[anyInstrument().value - 1];
    if (instrument.version >= 3) {
        return false;
    }
    market::Instrument finer = instrument;
    ++finer.version;
    finer.lotSize.exponent -= 1;
    finer.step = finer.smallest = Lots{instrument.step.count * 10};
    auto completed = market::completed(finer);
    if (!completed || !m_venue.redefine(*completed)) {
        return false;
    }
    instrument = *completed;
    return m_machine.lanes.desk.venue.tryPush(InstrumentDefined{instrument, false});
}

// --- the machine -----------------------------------------------------------------------------------------------------

bool World::breakMachine(StepKind kind)
{
    switch (kind) {
    case StepKind::DiskFails:
        (m_random.below(2) == 0 ? m_disk.faults.failsSync : m_disk.faults.failsAppend) = true;
        break;
    case StepKind::DiskFull:
        m_disk.faults.capacity = m_disk.used() + m_random.below(4'096);
        break;
    default:
        m_latch.failsWrites = true;
    }
    return true;
}

/// Whoever starts it again has looked after the disk.
bool World::crash(bool keepsAll)
{
    stop();
    m_disk.crash(m_random, keepsAll);
    if (m_random.below(mostStartsUnread) == 0) {
        readRecord(keepsAll);
    }
    m_disk.faults = {};
    m_latch.failsWrites = false;
    m_latch.isDamaged = !keepsAll && m_random.below(20) == 0;
    m_clock.pass(milliseconds(m_random.between(100, 60'000)));
    for (auto deeds = m_random.below(4); deeds > 0; --deeds) {
        m_venue.work(m_clock.trueTime()); // the world goes on meanwhile
    }
    start();
    return true;
}

/// Beside the start that goes on with it: this is what a start costs, several times.
void World::readRecord(bool isWhole)
{
    const Ended ended = isWhole ? Ended::WithAllWritten : Ended::WithoutPower;
    if (const auto fault = faultOfRecord(m_disk, m_step, ended)) {
        brokenNow(fault->invariant.number, fault->what);
    }
}

bool World::restart()
{
    m_holds = {};
    unclogAll();
    int rounds = 0;
    const auto ended = m_process->end([this, &rounds] {
        m_clock.pass(milliseconds(100));
        if (++rounds % 4 == 0) {
            m_venue.work(m_clock.trueTime());
        }
        letOthersTurn();
    });
    static_cast<void>(ended); // with a broken disk it is no end in order: what follows is a start after a crash
    stop();
    if (m_random.below(mostStartsUnread) == 0) {
        readRecord(true);
    }
    m_disk.faults = {};
    m_latch.failsWrites = false;
    m_clock.pass(milliseconds(m_random.between(100, 60'000)));
    start();
    return true;
}

bool World::quiet()
{
    m_holds = {};
    m_disk.faults = {};
    m_latch.failsWrites = false;
    if (m_process->journal().hasFailed() || m_process->gate().isClosed()) {
        crash(true); // a journal that has failed and an engine that had stalled end a session
        if (m_process == nullptr) {
            return true;
        }
    }
    m_venue.setManners({});
    unclogAll();
    m_venue.restoreLink(m_clock.trueTime());
    for (const auto& instrument : m_instruments) {
        m_venue.setTrading(m_clock.trueTime(), instrument.id, market::TradingState::Open);
    }
    const bool isTrading = m_random.below(2) == 0; // else what works goes on working, and is compared
    for (int part = 0; part < 4 && m_process != nullptr && !broken(); ++part) {
        m_venue.tellAll(m_clock.trueTime());
        const auto stubborn = part > 0 ? stubbornOrder() : std::nullopt;
        if (stubborn) {
            static_cast<void>(say(CancelOrder{*stubborn}));
        }
        pass(Duration{quietSpan.ns / 4}, isTrading);
    }
    if (m_process != nullptr && !broken()) {
        m_venue.tellAll(m_clock.trueTime());
        pump();
        while (m_process->turnDisk() || m_process->turnLatch()) { }
        noticeDurable();
        pump();
        show([this](Check& check, const Scene& s) { check.onQuiet(s, m_findings); });
    }
    m_venue.setManners(m_plan.manners);
    return true;
}

} // namespace omni::simulate
