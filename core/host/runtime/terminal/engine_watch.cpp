#include "core/host/runtime/terminal/engine_watch.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace omni::runtime {

namespace {

using namespace events;

constexpr Duration picturePeriod{16'666'667}; // 60 a second
constexpr Duration loadedPeriod{33'333'333};
constexpr Duration figuresPeriod = milliseconds(500);
/// A picture that takes longer than this, or a session that runs behind its pace, is load.
constexpr Duration dearPicture = milliseconds(4);
constexpr Duration behind = milliseconds(50);
/// A feed that says nothing for so long of our time is silent: its pictures go on with the time, so that prices age.
constexpr Duration shortestSilence = seconds(1);
constexpr Duration silentPeriod = milliseconds(200);
constexpr Duration overflowPeriod = milliseconds(5);
/// Orders without an answer beyond this are forgotten for the figures: the first come first.
constexpr std::size_t mostSent = 4'096;

} // namespace

EngineWatch::EngineWatch(Clock& clock, const Listeners& listeners)
    : m_clock(clock)
    , m_listeners(listeners)
{
}

void EngineWatch::begin(Switch follows)
{
    m_follows = follows;
    m_listeners.snapshots.publish(nullptr);
    m_hasChanged = false;
    m_hasTicked = false;
    m_hasPrices = false;
    m_oldestTick.reset();
    m_cleared.reset();
    m_sent = {};
    m_orders.clear();
    m_journal.clear();
    m_told = {};
    m_nextPicture = {};
    m_nextFigures = {};
}

/// Market time since the newest event, while the feed is silent. Zero as long as it speaks: events bring the time.
Duration EngineWatch::silence(const Moment& moment) const noexcept
{
    const bool isSilent = m_hasPrices && m_told.newestTick && moment.now - *m_told.newestTick >= shortestSilence;
    return isSilent && moment.market ? std::max(Duration{}, *moment.market - m_newest) : Duration{};
}

Duration EngineWatch::idle(engine::Engine& engine, const Moment& moment)
{
    const Monotonic now = moment.now;
    m_told.lag = moment.lag;
    m_told.isPaused = moment.isPaused;
    if (std::exchange(m_hasTicked, false)) {
        m_told.newestTick = now;
    }
    m_listeners.answers.finish();
    const bool isWanted
        = m_isWanted.load(std::memory_order_relaxed) && m_isWanted.exchange(false, std::memory_order_acquire);
    const Duration later = silence(moment);
    const bool isDue = m_hasChanged ? now >= m_nextPicture : later.ns > 0 && now >= m_nextSilent;
    if (isWanted || isDue) {
        publish(engine, now, later);
    }
    if (m_cleared) {
        clearLatch(moment.durable);
    }
    if (now >= m_nextFigures) {
        tellFigures(now, moment.durable);
    }
    Duration again = figuresPeriod;
    if (m_listeners.notices.isOverflowing()) {
        m_listeners.notices.flush();
        again = overflowPeriod;
    }
    if (m_hasChanged) {
        again = std::min(again, m_nextPicture - now);
    }
    return later.ns > 0 ? std::min(again, m_nextSilent - now) : again;
}

void EngineWatch::end(engine::Engine& engine, Sequence durable)
{
    const Monotonic now = m_clock.mono();
    publish(engine, now, {});
    if (m_cleared) {
        clearLatch(durable);
    }
    tellFigures(now, durable);
    m_listeners.notices.flush();
}

void EngineWatch::publish(engine::Engine& engine, Monotonic now, Duration later)
{
    auto picture = engine.snapshot(later);
    m_times.add(std::exchange(m_oldestTick, std::nullopt));
    picture->times = m_times;
    m_listeners.snapshots.publish(std::move(picture));
    m_hasChanged = false;
    const Monotonic after = m_clock.mono();
    const bool isLoaded = after - now > dearPicture || m_told.lag > behind;
    m_nextPicture = now + (isLoaded ? loadedPeriod : picturePeriod);
    m_nextSilent = now + silentPeriod;
}

void EngineWatch::tellFigures(Monotonic now, Sequence durable)
{
    m_nextFigures = now + figuresPeriod;
    m_told.at = now;
    m_told.durable = durable;
    m_told.orders = m_orders.spread();
    m_told.journal = m_journal.spread();
    m_listeners.figures.publish(std::make_shared<const EngineFigures>(m_told));
}

void EngineWatch::onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine&)
{
    m_newest = stamp.wall;
    m_hasPrices = m_hasPrices || !std::holds_alternative<market::Bar>(tick);
    m_hasChanged = true;
    m_hasTicked = true;
    if (!m_oldestTick) {
        m_oldestTick = m_clock.mono();
    }
    ++m_told.events;
    m_told.seq = stamp.seq;
    m_told.deskTime = stamp.wall;
    m_listeners.answers.finish();
    m_listeners.charts.offer(stamp, tick);
}

void EngineWatch::onInput(const Stamp& stamp, const Event& event, engine::Engine&)
{
    m_hasChanged = true;
    m_newest = stamp.wall;
    ++m_told.events;
    m_told.seq = stamp.seq;
    m_told.deskTime = stamp.wall;
    if (const auto* report = std::get_if<OrderReport>(&event)) {
        if (const auto* sent = m_sent.find(report->order)) {
            m_orders.add(stamp.wall - *sent);
            m_sent.erase(report->order);
        }
    }
    const auto* latched = std::get_if<KillLatched>(&event);
    if (latched != nullptr && latched->scope == risk::Scope{} && m_follows == Switch::ByWatch) {
        m_cleared.reset();
        if (m_listeners.kill.level() < latched->level) {
            m_listeners.kill.follow(latched->level); // the desk latched itself: the record is lost
        }
    }
    m_listeners.answers.onInput(stamp, event);
    m_listeners.notices.push({stamp, event});
}

void EngineWatch::onFact(const Stamp& stamp, const Fact& fact, engine::Engine&)
{
    m_hasChanged = true;
    if (const auto* released = std::get_if<OrderReleased>(&fact); released != nullptr && m_sent.size() < mostSent) {
        m_sent.insertOrAssign(released->order, stamp.wall);
    }
    followLatch(stamp, fact);
    m_listeners.answers.onFact(stamp, fact);
    m_listeners.notices.push({stamp, fact});
}

void EngineWatch::followLatch(const Stamp& stamp, const Fact& fact)
{
    if (m_follows == Switch::BySession) {
        return;
    }
    if (const auto* latched = std::get_if<Latched>(&fact); latched != nullptr && latched->scope == risk::Scope{}) {
        m_cleared.reset();
        m_listeners.kill.follow(latched->level);
    } else if (const auto* cleared = std::get_if<LatchCleared>(&fact);
               cleared != nullptr && cleared->scope == risk::Scope{}) {
        m_cleared = stamp.seq;
    }
}

void EngineWatch::clearLatch(Sequence durable)
{
    if (durable >= *m_cleared) {
        m_cleared.reset();
        m_listeners.kill.clear();
    }
}

} // namespace omni::runtime
