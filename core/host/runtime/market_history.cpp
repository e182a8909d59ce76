#include "core/host/runtime/market_history.h"

#include <algorithm>
#include <chrono>
#include <type_traits>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t batchSize = 512;
/// Of the engine's ear: shorter silences are no gap in any series.
constexpr Duration shortestSilence = seconds(5);
constexpr std::uint64_t mostInstruments = 4'096;

Timestamp timeOf(const market::Tick& tick) noexcept
{
    return std::visit(
        []<class T>(const T& other) {
            if constexpr (std::is_same_v<T, market::Bar>) {
                return other.opened;
            } else {
                return other.venueTime;
            }
        },
        tick);
}

} // namespace

MarketHistory::MarketHistory(MarketHistoryOptions options)
    : m_options(std::move(options))
    , m_clock(m_options.clock != nullptr ? *m_options.clock : m_machine)
    , m_desk(m_options.charts, m_days)
    , m_batch(batchSize)
    , m_thread([this] { run(); })
{
}

MarketHistory::~MarketHistory()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_woken.notify_one();
    m_thread.join();
}

// --- the session's thread --------------------------------------------------------------------------------------------

void MarketHistory::begin(std::span<const ChartInstrument> instruments)
{
    ++m_session;
    m_ears.clear();
    for (const ChartInstrument& told : instruments) {
        const std::uint64_t id = told.instrument.id.value;
        if (id > mostInstruments) {
            continue;
        }
        if (m_ears.size() <= id) {
            m_ears.resize(id + 1);
        }
        m_ears[id].isKnown = true;
        m_ears[id].barsFromMids = told.barsFromMids;
    }
    order(Begin{{instruments.begin(), instruments.end()}});
}

void MarketHistory::preload(InstrumentId instrument, Duration interval, std::vector<market::Bar> bars)
{
    order(Preload{instrument, interval, std::move(bars)});
}

void MarketHistory::order(Order order)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (std::holds_alternative<Begin>(order)) {
            m_orders.clear(); // of sessions before: what they wanted is void, however far behind the history is (S26)
        }
        m_orders.emplace_back(m_session, std::move(order));
        m_isWoken = true;
    }
    m_woken.notify_one();
}

bool MarketHistory::push(Timestamp wall, const OfferedWhat& what) noexcept
{
    if (!m_ring.tryPush(OfferedTick{m_session, wall, what})) {
        return false;
    }
    // relaxed: only this thread writes it; the ring orders the data.
    m_offered.store(m_offered.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    // relaxed: a figure; at worst it is told with the batch behind its own.
    if (m_oldest.load(std::memory_order_relaxed) == nothingCame) {
        m_oldest.store(m_clock.mono().ns, std::memory_order_relaxed);
    }
    return true;
}

void MarketHistory::lose(Ear& ear, Timestamp at) noexcept
{
    m_lost.store(m_lost.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); // relaxed: as above
    if (!ear.isLosing) {
        ear.isLosing = true;
        ear.lostFrom = at;
    }
}

/// Tells of the time in which nothing was heard, or in which we could not take what was said.
void MarketHistory::hear(Ear& ear, InstrumentId instrument, Timestamp wall, Timestamp at) noexcept
{
    if (ear.isLosing) {
        const Timestamp until = std::max(at, ear.lostFrom + nanoseconds(1));
        if (push(wall, Silence{instrument, ear.lostFrom, until, true})) {
            ear.isLosing = false;
        }
    } else if (ear.hasHeard && ear.isOpen && at - ear.heard > shortestSilence
               && !push(wall, Silence{instrument, ear.heard, at, false})) {
        lose(ear, ear.heard);
    }
    ear.heard = ear.hasHeard ? std::max(ear.heard, at) : at;
    ear.hasHeard = true;
}

void MarketHistory::offer(const Stamp& stamp, const market::Tick& tick) noexcept
{
    const InstrumentId instrument = market::instrumentOf(tick);
    if (instrument.value >= m_ears.size() || !m_ears[instrument.value].isKnown) {
        return;
    }
    Ear& ear = m_ears[instrument.value];
    const Timestamp at = timeOf(tick);
    if (const auto* bar = std::get_if<market::Bar>(&tick)) {
        // A gap between bars shows in the bars themselves.
        if (!push(stamp.wall, *bar)) {
            lose(ear, at);
        } else if (ear.isLosing) {
            hear(ear, instrument, stamp.wall, at);
        }
        return;
    }
    hear(ear, instrument, stamp.wall, at);
    bool isTaken = true;
    if (const auto* print = std::get_if<market::Print>(&tick)) {
        isTaken = ear.barsFromMids || push(stamp.wall, *print);
    } else if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        ear.hasQuotes = true;
        isTaken = !ear.barsFromMids || push(stamp.wall, *quote);
    } else if (const auto* change = std::get_if<market::DepthChange>(&tick)) {
        isTaken = !ear.barsFromMids || ear.hasQuotes || push(stamp.wall, *change);
    } else if (const auto* status = std::get_if<market::StatusChange>(&tick)) {
        ear.isOpen = status->state == market::TradingState::Open;
    }
    if (!isTaken) {
        lose(ear, at);
    }
}

// --- the UI thread ---------------------------------------------------------------------------------------------------

void MarketHistory::watch(views::SeriesKey key)
{
    Watch& watch = m_watches.findOrInsert(key);
    if (watch.count++ == 0) {
        watch.slot = std::make_shared<ChartDesk::Slot>();
        wish({key, watch.slot});
    }
}

void MarketHistory::unwatch(views::SeriesKey key)
{
    Watch* watch = m_watches.find(key);
    if (watch != nullptr && --watch->count == 0) {
        m_watches.erase(key);
        wish({key, nullptr});
    }
}

/// What was wished of a series before and has not gone yet is void: at most one waits for each (S26).
void MarketHistory::wish(WatchWish wish)
{
    std::erase_if(m_waiting, [&wish](const WatchWish& before) { return before.key == wish.key; });
    m_waiting.push_back(std::move(wish));
    deliverWishes();
}

void MarketHistory::deliverWishes()
{
    std::size_t sent = 0;
    while (sent < m_waiting.size() && m_wishes.tryPush(std::move(m_waiting[sent]))) {
        ++sent;
    }
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(sent));
}

std::shared_ptr<const views::BarSeries> MarketHistory::series(views::SeriesKey key)
{
    deliverWishes();
    const Watch* watch = m_watches.find(key);
    return watch != nullptr ? watch->slot->read() : nullptr;
}

std::shared_ptr<const views::MarketDay> MarketHistory::day() const
{
    return m_days.read();
}

MarketHistoryFigures MarketHistory::figures() const noexcept
{
    // acquire: pairs with the release in `takeTicks`.
    MarketHistoryFigures figures;
    figures.taken = m_taken.load(std::memory_order_acquire);
    figures.offered = m_offered.load(std::memory_order_relaxed);
    figures.lost = m_lost.load(std::memory_order_relaxed);
    figures.leftOut = m_leftOut.load(std::memory_order_relaxed);
    return figures;
}

// --- the history's thread --------------------------------------------------------------------------------------------

void MarketHistory::run()
{
    for (;;) {
        takeOrders();
        takeWishes();
        takeTicks();
        const auto due = m_desk.publish(m_clock.mono());
        m_leftOut.store(m_desk.leftOut() + m_refused, std::memory_order_relaxed);
        if (m_options.looked) {
            m_options.looked();
        }
        pause(due);
        const std::scoped_lock lock(m_mutex);
        if (m_isEnding) {
            return;
        }
    }
}

void MarketHistory::pause(std::optional<Monotonic> due)
{
    Duration most = m_options.poll;
    if (due) {
        most = std::clamp(*due - m_clock.mono(), Duration{}, most);
    }
    std::unique_lock lock(m_mutex);
    m_woken.wait_for(lock, std::chrono::nanoseconds(most.ns), [this] { return m_isWoken || m_isEnding; });
    m_isWoken = false;
}

void MarketHistory::takeOrders()
{
    std::vector<std::pair<std::uint64_t, Order>> orders;
    {
        const std::scoped_lock lock(m_mutex);
        orders.swap(m_orders);
    }
    for (auto& [session, order] : orders) {
        if (const auto* begin = std::get_if<Begin>(&order)) {
            m_desk.begin(begin->instruments);
            m_deskSession = session;
            m_refused = 0;
        } else if (const auto* preload = std::get_if<Preload>(&order)) {
            if (!m_desk.preload(preload->instrument, preload->interval, preload->bars)) {
                ++m_refused;
            }
        }
    }
}

void MarketHistory::takeWishes()
{
    WatchWish wish;
    while (m_wishes.tryPop(wish)) {
        if (wish.slot) {
            m_desk.watch(wish.key, std::move(wish.slot));
        } else {
            m_desk.unwatch(wish.key);
        }
    }
}

/// At most one ring's worth, so that pictures are published under any load.
void MarketHistory::takeTicks()
{
    if (const auto oldest = m_oldest.exchange(nothingCame, std::memory_order_relaxed); oldest != nothingCame) {
        m_desk.came(Monotonic{oldest});
    }
    const auto take = [this](Timestamp wall, const auto& what) {
        if constexpr (std::is_same_v<std::decay_t<decltype(what)>, Silence>) {
            m_desk.take(wall, what);
        } else {
            m_desk.take(wall, market::Tick{what});
        }
    };
    std::size_t taken = 0;
    while (taken < ringPlaces) {
        const std::size_t count = m_ring.popUpTo(m_batch);
        for (std::size_t i = 0; i < count; ++i) {
            const OfferedTick& offered = m_batch[i];
            if (offered.session > m_deskSession) {
                takeOrders();
            }
            if (offered.session == m_deskSession) {
                std::visit([&](const auto& what) { take(offered.wall, what); }, offered.what);
            }
        }
        taken += count;
        if (count < m_batch.size()) {
            break;
        }
    }
    // release: who sees a tick as taken also sees what the bars made of it, once it is published.
    m_taken.store(m_taken.load(std::memory_order_relaxed) + taken, std::memory_order_release);
}

} // namespace omni::runtime
