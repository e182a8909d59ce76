#include "core/host/runtime/market_history.h"

#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using views::SeriesKey;

namespace {

constexpr Timestamp noon{1'709'553'600'000'000'000}; // 2024-03-04T12:00:00Z
constexpr InstrumentId coin{1};

std::vector<ChartInstrument> instruments()
{
    market::Instrument instrument;
    instrument.id = coin;
    instrument.venue = "demo";
    instrument.symbol = "COIN";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    return {{instrument, false}};
}

Stamp at(Timestamp time)
{
    return {.seq = {1}, .wall = time, .mono = {}, .boot = 1};
}

market::Print printAt(Timestamp time, std::int64_t price)
{
    return {.instrument = coin, .venueTime = time, .price = {price}, .size = {1}};
}

/// A history that publishes whenever it looks, and tells that it has looked.
class History
{
public:
    History()
        : m_history(options())
    {
    }
    ~History()
    {
        letGo();
    }
    History(const History&) = delete;
    History& operator=(const History&) = delete;
    /// It stands still from its next look on, and this returns when it does.
    void hold()
    {
        std::unique_lock lock(m_mutex);
        m_isHeld = true;
        m_looked.wait(lock, [this] { return m_isStanding; });
    }
    void letGo()
    {
        const std::scoped_lock lock(m_mutex);
        m_isHeld = false;
        m_looked.notify_all();
    }
    MarketHistory* operator->() noexcept
    {
        return &m_history;
    }
    /// Waits until `holds` answers true, asked after each look of the history.
    template<class Question> void waitUntil(Question holds)
    {
        std::unique_lock lock(m_mutex);
        while (!holds()) {
            m_looked.wait(lock);
        }
    }
    /// Everything that was offered is in the pictures.
    void settle()
    {
        waitUntil([this] { return m_history.figures().taken == m_history.figures().offered; });
        const std::uint64_t seen = m_looks;
        waitUntil([&] { return m_looks >= seen + 2; });
    }

private:
    MarketHistoryOptions options()
    {
        MarketHistoryOptions options;
        options.charts.seriesPace = options.charts.dayPace = {};
        options.poll = microseconds(100);
        options.looked = [this] {
            std::unique_lock lock(m_mutex);
            ++m_looks;
            m_isStanding = m_isHeld;
            m_looked.notify_all();
            m_looked.wait(lock, [this] { return !m_isHeld; });
            m_isStanding = false;
        };
        return options;
    }

    std::mutex m_mutex;
    std::condition_variable m_looked;
    std::uint64_t m_looks = 0;
    bool m_isHeld = false, m_isStanding = false;
    MarketHistory m_history;
};

} // namespace

class TestMarketHistory : public QObject
{
    Q_OBJECT

private slots:
    void publishesWhatIsWatchedUntilItIsUnwatchedAsOften()
    {
        const SeriesKey key{coin, minutes(1)};
        History history;
        history->begin(instruments());
        QVERIFY(!history->series(key));
        history->watch(key);
        history->watch(key);
        history->offer(at(noon), printAt(noon, 100));
        history.settle();
        QCOMPARE(history->series(key)->count(), std::size_t{1});

        history->unwatch(key);
        QVERIFY(history->series(key));
        history->unwatch(key);
        QVERIFY(!history->series(key));
        history->unwatch(key);
    }

    void showsThePastBeforeTheFirstTick()
    {
        const SeriesKey key{coin, minutes(1)};
        const market::Bar past{.instrument = coin,
                               .opened = noon - minutes(1),
                               .interval = minutes(1),
                               .closedAt = noon,
                               .open = {1},
                               .high = {2},
                               .low = {1},
                               .close = {2},
                               .volume = 3};
        History history;
        history->watch(key);
        history->begin(instruments());
        history->preload(coin, minutes(1), {past});
        history->preload(coin, minutes(5), {past});
        history.settle();

        QCOMPARE(history->series(key)->count(), std::size_t{1});
        QCOMPARE(history->day()->find(coin)->last, std::optional(Ticks{2}));
        QCOMPARE(history->figures().leftOut, std::uint64_t{1});
    }

    void marksTheSilenceOfAFeedAndNotThatOfAHaltedMarket()
    {
        const SeriesKey key{coin, seconds(1)};
        History history;
        history->begin(instruments());
        history->watch(key);
        history->offer(at(noon), printAt(noon, 1));
        const Timestamp later = noon + seconds(20);
        history->offer(at(later), printAt(later, 1));
        // Quotes keep the feed alive, although no bar is made of them.
        for (int i = 21; i < 60; ++i) {
            const Timestamp time = noon + seconds(i);
            history->offer(at(time), market::Quote{.instrument = coin, .venueTime = time, .bid = {1}, .ask = {2}});
        }
        const Timestamp halt = noon + seconds(60);
        const Timestamp open = noon + seconds(600);
        history->offer(at(halt), market::StatusChange{coin, halt, market::TradingState::Halted});
        history->offer(at(open), market::StatusChange{coin, open, market::TradingState::Open});
        history->offer(at(open), printAt(open, 1));
        history.settle();

        QCOMPARE(history->series(key)->gaps, (std::vector<views::SeriesGap>{{noon, later}}));
    }

    void losesTicksForTheChartAloneAndMarksAGap()
    {
        const SeriesKey key{coin, seconds(1)};
        std::mutex mutex;
        std::condition_variable moved;
        bool isHeld = true;
        bool isWaiting = false;
        MarketHistoryOptions options;
        options.charts.seriesPace = {};
        options.looked = [&] {
            std::unique_lock lock(mutex);
            isWaiting = true;
            moved.notify_all();
            moved.wait(lock, [&] { return !isHeld; });
        };
        const auto waitUntil = [&](auto holds) {
            std::unique_lock lock(mutex);
            moved.wait(lock, holds);
        };
        const auto letGo = [&] {
            const std::scoped_lock lock(mutex);
            isHeld = false;
            moved.notify_all();
        };
        MarketHistory history(options);
        history.begin(instruments());
        history.watch(key);
        const auto atEnd = qScopeGuard(letGo);
        // The history hangs: its ring fills up.
        waitUntil([&] { return isWaiting; });
        Timestamp time = noon;
        for (std::size_t i = 0; i < MarketHistory::ringPlaces + 100; ++i) {
            history.offer(at(time), printAt(time, 5));
            time = time + milliseconds(1);
        }
        QCOMPARE(history.figures().offered, std::uint64_t{MarketHistory::ringPlaces});
        QCOMPARE(history.figures().lost, std::uint64_t{100});
        letGo();
        waitUntil([&] { return history.figures().taken == MarketHistory::ringPlaces; });
        history.offer(at(time), printAt(time, 6));
        waitUntil([&] {
            const auto series = history.series(key);
            return series && !series->gaps.empty() && series->tail.back().close == Ticks{6};
        });

        const Timestamp lost = noon + milliseconds(static_cast<std::int64_t>(MarketHistory::ringPlaces));
        QCOMPARE(history.series(key)->gaps, (std::vector<views::SeriesGap>{{lost, time}}));
    }

    // S26. Somebody switches between two series while the history hangs: the ring of 256 wishes is full, and behind it
    // waits one for each of them. The last one counts.
    void ofWishesThatWaitTheNewestOfEachSeriesStays()
    {
        const SeriesKey one{coin, minutes(1)}, other{coin, minutes(5)};
        History history;
        history->begin(instruments());
        history.hold();
        for (int i = 0; i < 10'000; ++i) {
            history->watch(i % 2 == 0 ? one : other);
            history->unwatch(i % 2 == 0 ? one : other);
            QVERIFY(history->waitingWishes() <= 2);
        }
        history->watch(other);
        QCOMPARE(history->waitingWishes(), std::size_t{2});
        history.letGo();

        history->offer(at(noon), printAt(noon, 100));
        history.waitUntil([&] {
            const auto series = history->series(other);
            return series && series->count() == 1;
        });
        QVERIFY(!history->series(one));
        QCOMPARE(history->waitingWishes(), std::size_t{0});
    }

    void sessionsFollowEachOtherWithoutATickOfTheOneInTheOther()
    {
        const SeriesKey key{coin, seconds(1)};
        History history;
        history->watch(key);
        std::uint64_t revision = 0;
        for (int session = 1; session <= 50; ++session) {
            history->begin(instruments());
            const Timestamp start = noon + hours(session % 7);
            for (int i = 0; i < 20; ++i) {
                const Timestamp time = start + seconds(i);
                history->offer(at(time), printAt(time, session));
            }
            if (session % 5 != 0) {
                continue; // the next begins while this one's ticks still lie in the ring
            }
            history.settle();
            const auto series = history->series(key);
            QCOMPARE(series->count(), std::size_t{20});
            QCOMPARE(series->at(0).close, Ticks{session});
            QVERIFY(series->revision > revision);
            revision = series->revision;
        }
    }

    void anEngineAWindowAndTheHistoryRunSideBySide()
    {
        constexpr int ticks = 200'000;
        History history;
        history->begin(instruments());
        std::atomic<bool> isDone{false};
        std::thread engine([&] {
            for (int i = 0; i < ticks; ++i) {
                const Timestamp time = noon + milliseconds(i);
                history->offer(at(time), printAt(time, 1 + i % 100));
            }
            isDone = true;
        });
        // The window watches, looks and looks away.
        bool isSane = true;
        for (int round = 0; !isDone; ++round) {
            const SeriesKey key{coin, seconds(1 + round % 5)};
            history->watch(key);
            if (const auto series = history->series(key); series && series->count() > 0) {
                isSane = isSane && series->at(series->count() - 1).low >= Ticks{1};
            }
            (void)history->day();
            if (round % 3 != 0) {
                history->unwatch(key);
            }
        }
        engine.join();
        history.settle();
        // A loss is told with the next tick that finds room.
        history->offer(at(noon + milliseconds(ticks)), printAt(noon + milliseconds(ticks), 1));
        const SeriesKey key{coin, hours(1)};
        history->watch(key);
        history.settle();
        history.waitUntil([&] { return history->series(key) != nullptr; });

        const MarketHistoryFigures figures = history->figures();
        QVERIFY(isSane);
        QCOMPARE(history->series(key)->at(0).trades + figures.lost, std::uint64_t{ticks + 1});
        // A loss shows wherever bars are fine enough to have a hole.
        const SeriesKey fine{coin, seconds(1)};
        history->watch(fine);
        history.settle();
        history.waitUntil([&] { return history->series(fine) != nullptr; });
        QCOMPARE(figures.lost > 0, !history->series(fine)->gaps.empty());
    }
};

QTEST_APPLESS_MAIN(TestMarketHistory)
#include "tst_market_history_threads.moc"
