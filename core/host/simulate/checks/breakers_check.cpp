#include "core/host/simulate/checks/breakers_check.h"

#include "core/desk/events/principals.h"
#include "core/host/simulate/checks/exact.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

constexpr int latch = 12, breakers = 19;
constexpr std::size_t rowThatTrips = 20, refusalsThatTrip = 10;
constexpr Duration window = minutes(1);
constexpr Duration coolingOff = minutes(15);

void drop(std::deque<Monotonic>& from, Monotonic now)
{
    while (!from.empty() && now - from.front() >= window) {
        from.pop_front();
    }
}

/// At or below this the share of the whole is lost.
Int128 floorOf(Int128 whole, std::int32_t points) noexcept
{
    return quotientDown(whole * (10'000 - points), 10'000);
}

bool reaches(const NaiveBreaker& one, const orders::OrderTicket& ticket) noexcept
{
    switch (one.breaker) {
    case Breaker::NeedsReconcile:
        return one.subject == ticket.instrument.value;
    case Breaker::RepeatedExecution:
        return one.subject == ticket.strategy.value;
    case Breaker::DailyLoss:
    case Breaker::Drawdown:
    case Breaker::LosingStreak:
    case Breaker::Mismatch:
    case Breaker::JournalFailed:
    case Breaker::RejectStorm:
    case Breaker::EngineStalled:
        return true;
    }
    return true;
}

bool isOfLoss(Breaker breaker) noexcept
{
    return breaker == Breaker::DailyLoss || breaker == Breaker::Drawdown || breaker == Breaker::LosingStreak;
}

std::int64_t plain(Int128 value) noexcept
{
    return static_cast<std::int64_t>(value);
}

} // namespace

/// What was counted of events that the journal has lost cannot be told apart: counting begins anew, which counts less.
void BreakersCheck::onBoot(const Scene&, const engine::DeskState&, Findings&)
{
    m_figures.reset();
    m_streak.reset();
    m_due.clear();
    m_rows.clear();
    m_refusals.clear();
    m_second.reset();
    m_isEquityStale = true;
}

/// The event before is over with all of its facts; of the one in hand the input is known.
void BreakersCheck::begin(const Scene& scene, Findings& findings)
{
    checkDue(scene, findings);
    ++m_event;
}

void BreakersCheck::onInput(const Scene& scene, const Stamp&, const Event& event, Findings& findings)
{
    begin(scene, findings);
    m_isEquityStale = m_isEquityStale || !std::holds_alternative<OrderReport>(event);
    if (std::holds_alternative<SessionStarted>(event)) {
        m_second.reset();
        m_figures.reset(); // marks are gone
    }
    if (const auto* fill = std::get_if<orders::Fill>(&event); fill != nullptr && m_told.wasFirstFill()) {
        countFirstFill(scene, *fill);
    }
    if (m_told.wasRefusal()) {
        countRefusal(scene);
    }
    look();
}

void BreakersCheck::onTick(const Scene& scene, const Stamp& stamp, const market::Tick& tick, Findings& findings)
{
    begin(scene, findings);
    if (m_told.state().books.holding(market::instrumentOf(tick)).position != 0) {
        m_isEquityStale = true;
    }
    const std::int64_t second = plain(quotientDown(stamp.mono.ns, seconds(1).ns));
    if (!m_second || second > *m_second) {
        checkPeak(scene, stamp, findings);
    }
    m_second = second;
    look();
}

void BreakersCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (const auto* cleared = std::get_if<BreakerCleared>(&fact)) {
        checkCleared(scene, *cleared, findings);
        const std::uint64_t subject = cleared->strategy ? cleared->strategy.value : cleared->instrument.value;
        std::erase_if(m_due, [&](const Due& due) { return due.breaker == cleared->breaker && due.subject == subject; });
        if (cleared->breaker == Breaker::RejectStorm) {
            m_refusals.clear();
        } else if (cleared->breaker == Breaker::RepeatedExecution) {
            std::erase_if(m_rows, [&](const Row& row) { return row.strategy.value == subject; });
        }
    } else if (std::holds_alternative<DayOpened>(fact) || std::holds_alternative<PeakReached>(fact)
               || std::holds_alternative<LimitsChanged>(fact) || std::holds_alternative<PositionAdopted>(fact)) {
        m_isEquityStale = true;
    } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        if (const auto* order = m_told.state().orders.find(released->order)) {
            checkNothingOpens(scene, order->ticket, findings);
        }
    } else if (const auto* asked = std::get_if<ReplaceAsked>(&fact)) {
        const auto* order = m_told.state().orders.find(asked->order);
        if (order != nullptr && order->asked && order->asked->size > order->ticket.size) {
            checkNothingOpens(scene, order->ticket, findings);
        }
    }
}

void BreakersCheck::onStep(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr || m_event == 0) {
        return;
    }
    look();
    checkDue(scene, findings);
    checkStanding(scene, findings);
}

/// Whether what is known now fills a condition.
void BreakersCheck::look()
{
    if (!m_told.state().limits.enforced) {
        return;
    }
    if (m_isEquityStale) {
        watchLosses();
        m_isEquityStale = false;
    }
    watchStreak();
}

/// An event later than the one that filled a condition its breaker stands.
void BreakersCheck::checkDue(const Scene& scene, Findings& findings)
{
    std::erase_if(m_due, [this](const Due& due) { return m_told.state().stands(due.breaker, due.subject); });
    for (const Due& due : m_due) {
        if (m_event > due.event) {
            findings.broken(breakers, scene.step, fmt::format("{} has not tripped: {}", nameOf(due.breaker), due.what));
        }
    }
}

void BreakersCheck::meet(Breaker breaker, std::uint64_t subject, std::string what)
{
    const bool isDue = std::any_of(m_due.begin(), m_due.end(),
                                   [&](const Due& one) { return one.breaker == breaker && one.subject == subject; });
    if (!isDue && !m_told.state().stands(breaker, subject)) {
        m_due.push_back({breaker, subject, m_event, std::move(what)});
    }
}

// --- losses ----------------------------------------------------------------------------------------------------------

void BreakersCheck::watchLosses()
{
    const auto& state = m_told.state();
    if (!state.isOpen || state.day < 0) {
        return;
    }
    const auto equity = state.books.equity(m_told.market(), m_told.stamp().wall);
    if (!equity.isSure || !equity.value) {
        return;
    }
    const Figures now{
        equity.value, state.peak, state.dayStart, state.day, state.limits.dailyLoss.count, state.limits.drawdown.count};
    const bool isFirst = !m_figures;
    const bool hasChanged = m_figures && !(*m_figures == now);
    m_figures = now;
    if (isFirst || !hasChanged) {
        return;
    }
    const Int128 dayFloor = floorOf(now.dayStart, now.dailyLoss);
    if (now.dayStart > 0 && *now.equity <= dayFloor) {
        meet(Breaker::DailyLoss, 0,
             fmt::format("equity is {}, the day's floor {}", plain(*now.equity), plain(dayFloor)));
    }
    if (now.peak && *now.peak > 0 && *now.equity <= floorOf(*now.peak, now.drawdown)) {
        meet(Breaker::Drawdown, 0,
             fmt::format("equity is {}, the floor below the peak {}", plain(*now.equity),
                         plain(floorOf(*now.peak, now.drawdown))));
    }
}

/// The desk's state is that of after the tick.
void BreakersCheck::checkPeak(const Scene& scene, const Stamp& stamp, Findings& findings) const
{
    if (!m_told.state().isOpen || scene.engine == nullptr) {
        return;
    }
    const auto equity = m_told.state().books.equity(m_told.market(), stamp.wall);
    const auto& peak = scene.engine->state().peak;
    if (equity.isSure && equity.value && (!peak || peak->e8 < *equity.value)) {
        findings.broken(breakers, scene.step,
                        fmt::format("equity of {} was not noticed as a peak", plain(*equity.value)));
    }
}

void BreakersCheck::watchStreak()
{
    const auto& state = m_told.state();
    const Streak now{state.books.losingStreak, state.limits.losingStreak};
    const bool isSame = m_streak && *m_streak == now;
    const bool isFirst = !m_streak;
    m_streak = now;
    if (!isSame && !isFirst && now.losses >= now.limit) {
        meet(Breaker::LosingStreak, 0, fmt::format("{} losses in a row, the limit is {}", now.losses, now.limit));
    }
}

// --- manners ---------------------------------------------------------------------------------------------------------

void BreakersCheck::countFirstFill(const Scene& scene, const orders::Fill& fill)
{
    const auto* order = m_told.state().orders.find(fill.order);
    if (order == nullptr || !order->ticket.strategy || order->ticket.role != orders::OrderRole::Entry) {
        return;
    }
    auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& one) {
        return one.strategy == order->ticket.strategy && one.instrument == fill.instrument;
    });
    if (row == m_rows.end()) {
        row = m_rows.insert(m_rows.end(), Row{order->ticket.strategy, fill.instrument, fill.side, {}});
    }
    if (row->side != fill.side) {
        row->side = fill.side;
        row->at.clear();
    }
    row->at.push_back(scene.mono);
    drop(row->at, scene.mono);
    if (row->at.size() >= rowThatTrips) {
        meet(Breaker::RepeatedExecution, order->ticket.strategy.value,
             fmt::format("{} executions of one side in a row", row->at.size()));
    }
}

void BreakersCheck::countRefusal(const Scene& scene)
{
    m_refusals.push_back(scene.mono);
    drop(m_refusals, scene.mono);
    if (m_refusals.size() >= refusalsThatTrip) {
        meet(Breaker::RejectStorm, 0, fmt::format("{} refusals within a minute", m_refusals.size()));
    }
}

// --- standing and clearing -------------------------------------------------------------------------------------------

void BreakersCheck::checkStanding(const Scene& scene, Findings& findings) const
{
    const auto& desk = scene.engine->state().breakers;
    const auto& own = m_told.state().breakers;
    for (const NaiveBreaker& one : own) {
        if (!desk.contains({one.breaker, one.subject})) {
            findings.broken(latch, scene.step,
                            fmt::format("breaker {} of {} stands no more", nameOf(one.breaker), one.subject));
        }
    }
    if (desk.size() != own.size()) {
        findings.broken(
            latch, scene.step,
            fmt::format("{} breakers stand, {} have tripped and were not cleared", desk.size(), own.size()));
    }
}

void BreakersCheck::checkCleared(const Scene& scene, const BreakerCleared& cleared, Findings& findings) const
{
    const Command* command = m_told.command();
    const auto* wish = command != nullptr ? std::get_if<ClearBreaker>(&command->what) : nullptr;
    const auto broken = [&](const char* what) {
        findings.broken(latch, scene.step, fmt::format("breaker {}: {}", nameOf(cleared.breaker), what));
    };
    const bool isTheSame = wish != nullptr && wish->breaker == static_cast<std::uint8_t>(cleared.breaker)
        && wish->instrument == cleared.instrument && wish->strategy == cleared.strategy;
    if (!isTheSame || command->by != cleared.by) {
        return broken("cleared without such a command");
    }
    const bool isLive = m_told.state().environment == orders::Environment::Live;
    if ((command->by != owner && (command->by != script || isLive)) || !command->stepUp || command->reason.empty()) {
        return broken("cleared without the right, a second step or a reason");
    }
    const auto& stood = m_told.state().cleared;
    if (!stood) {
        return broken("cleared though it did not stand");
    }
    // Over a start the wall clock counts, which may have been set; where it runs backwards, the time since the start.
    const Stamp& now = m_told.stamp();
    const bool isSameBoot = stood->at.boot == now.boot;
    const Duration byWall = now.wall - stood->at.wall;
    const Duration gone = isSameBoot ? now.mono - stood->at.mono : byWall.ns >= 0 ? byWall : Duration{now.mono.ns};
    const bool isPlayed = orders::isSimulated(m_told.state().environment) && !isSameBoot && byWall.ns < 0;
    if (isOfLoss(cleared.breaker) && !isPlayed && gone < coolingOff) {
        findings.broken(breakers, scene.step,
                        fmt::format("breaker {} was cleared {} s after it tripped", nameOf(cleared.breaker),
                                    gone.ns / seconds(1).ns));
    }
}

void BreakersCheck::checkNothingOpens(const Scene& scene, const orders::OrderTicket& ticket, Findings& findings) const
{
    if (ticket.reduceOnly) {
        return;
    }
    for (const NaiveBreaker& one : m_told.state().breakers) {
        if (reaches(one, ticket)) {
            return findings.broken(
                breakers, scene.step,
                fmt::format("order {} may open while breaker {} stands", ticket.id.value, nameOf(one.breaker)));
        }
    }
}

} // namespace omni::simulate
