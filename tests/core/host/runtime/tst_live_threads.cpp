// needs: host/runtime desk/driver desk/sim

#include "core/desk/driver/recovery.h"
#include "core/desk/driver/replay.h"
#include "core/desk/engine/principals.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/live_run.h"
#include "tests/support/gated_folder.h"
#include "tests/support/manual_clock.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using omni::tests::GatedFolder;
using risk::KillLevel;

namespace {

/// Hands out what the built-in market does, and remembers when an entry reached it.
class Watched final : public ports::Venue
{
public:
    Watched()
        : m_market(config())
    {
    }
    static sim::SyntheticConfig config()
    {
        sim::SyntheticConfig config;
        config.seed = 7;
        return config;
    }
    std::span<const market::Instrument> instruments() const
    {
        return m_market.instruments();
    }
    void define(const market::Instrument& instrument) override
    {
        m_market.define(instrument);
    }
    void onTick(Timestamp, const market::Tick&) override { }
    void submit(Timestamp now, const risk::ClearedOrder& order) override
    {
        (order.ticket().reduceOnly ? exits : entries).fetch_add(1);
        seen.push_back(order.ticket().id);
        m_market.submit(now, order);
    }
    void cancel(Timestamp now, OrderId order) override
    {
        cancels.fetch_add(1);
        m_market.cancel(now, order);
    }
    void replace(Timestamp now, const ports::ReplaceRequest& request) override
    {
        m_market.replace(now, request);
    }
    void query(Timestamp now, OrderId order) override
    {
        m_market.query(now, order);
    }
    void publishImages(Timestamp now) override
    {
        m_market.publishImages(now);
    }
    std::optional<Timestamp> nextDue() const override
    {
        return m_market.nextDue();
    }
    bool take(Timestamp until, ports::VenueEvent& out) override
    {
        return m_market.take(until, out);
    }
    std::atomic<int> entries{0}, exits{0}, cancels{0};
    std::vector<OrderId> seen; ///< The venue's thread, while it runs.

private:
    sim::SyntheticMarket m_market;
};

/// Buys and sells on every second bar, so that there is always something on its way.
class Busy final : public strategy::Strategy
{
public:
    explicit Busy(std::function<void()> onEachBar)
        : m_onEachBar(std::move(onEachBar))
    {
    }
    void onBar(const market::Bar& bar, const strategy::View& view, std::vector<strategy::Proposal>& out) override
    {
        m_onEachBar();
        if (view.entryPending) {
            return;
        }
        strategy::Proposal wish;
        wish.instrument = bar.instrument;
        wish.reference = bar.close;
        wish.conviction = 1;
        wish.intent = view.position.count != 0 ? strategy::Intent::Exit : strategy::Intent::Enter;
        wish.side = view.position.count > 0 ? Side::Sell : Side::Buy;
        out.push_back(wish);
    }
    void save(ByteWriter&) const override { }
    Result<void> load(ByteReader&) override
    {
        return {};
    }

private:
    std::function<void()> m_onEachBar;
};

/// A live session on a journal in memory. Its clock is moved by the test's thread.
struct Session {
    explicit Session(const JournalThreadOptions& pool = {})
        : clock(sim::syntheticStart)
        , kill(std::move(*platform::KillLatchFile::open(profile.path().toStdString())))
    {
        const auto recovery = journal::recover(folder);
        journal = std::move(*JournalThread::start(folder, *recovery, options(pool)));
        store.emplace(*journal, false);
        setup.started.boot = 1;
        setup.started.environment = orders::Environment::Demo;
        setup.started.account = AccountId{1};
        setup.started.accountName = "demo";
        setup.started.baseCurrency = "USD";
        setup.started.strategies = {{StrategyId{1}, "sma_cross:interval=1s,fast=2,slow=3"}};
        setup.started.limits.losingStreak = 10;
        setup.instruments.assign(venue.instruments().begin(), venue.instruments().end());
        setup.barsFromMids.assign(setup.instruments.size(), false);
        setup.deposit = Money{std::int64_t{10'000'000} * 100'000'000};
        setup.by = engine::script;
        setup.start = sim::syntheticStart;
        desk.emplace(engine::Engine(), driver::DeskStart{{}, 1, sim::syntheticStart}, &*store, nullptr);
        desk->engine().makeStrategiesWith([this](const strategy::StrategySpec& spec) {
            return onEachBar ? std::unique_ptr<strategy::Strategy>(std::make_unique<Busy>(onEachBar))
                             : spec.info->make(spec.values);
        });
        driver::LiveOptions patient;
        // Of a clock that runs much faster than the threads.
        patient.drain = seconds(60);
        patient.longestPause = seconds(60);
        run = std::make_unique<LiveRun>(
            LiveParts{clock, *desk, approver, *store, kill, venue, nullptr,
                      [this](const events::TroubleFound& stall) { keptStrategy = stall.strategy.value; }, patient});
    }
    JournalThreadOptions options(JournalThreadOptions options)
    {
        options.moved = [this] { stop.wake(); };
        return options;
    }
    void start()
    {
        engineThread = std::thread([this] {
            stop.setWake([this] { run->wake(); });
            journal->setWaiting([this] { run->beat(); });
            how = run->run(setup, stop.flag(), {}, [](Step, const std::string&) {});
            stop.setWake({});
            hasEnded = true;
        });
    }
    /// Lets market time pass in steps, until `isOver` or `most` of it has passed. True: it was over.
    template<class IsOver> bool pass(Duration most, IsOver isOver)
    {
        for (Duration passed; passed < most; passed = passed + milliseconds(10)) {
            if (isOver()) {
                return true;
            }
            clock.pass(milliseconds(10));
            run->wake();
            std::this_thread::sleep_for(threadsTurn); // nothing depends on it, unless a stall must not come of it
        }
        return isOver();
    }
    void end()
    {
        stop.request();
        static_cast<void>(pass(seconds(120), [this] { return hasEnded.load(); }));
        engineThread.join();
    }
    /// The journal is closed, then decided again from its first record.
    Result<driver::ReplayResult> replayed()
    {
        const auto ended = journal->end();
        return ended ? driver::replayJournal(folder) : tl::unexpected(ended.error());
    }

    std::chrono::microseconds threadsTurn{200}; ///< For each step of market time.
    QTemporaryDir profile;
    ManualClock clock;
    GatedFolder folder;
    KillSwitch kill;
    Watched venue;
    RunStop stop;
    std::unique_ptr<JournalThread> journal;
    std::optional<LiveStore> store;
    driver::Approver approver{driver::ApprovalRule::All, engine::script};
    driver::SimulatedSetup setup;
    std::optional<driver::Desk> desk;
    std::function<void()> onEachBar;
    std::atomic<std::uint64_t> keptStrategy{0};
    std::unique_ptr<LiveRun> run;
    std::atomic<bool> hasEnded{false};
    Result<driver::SessionEnd> how;
    std::thread engineThread;
};

} // namespace

class TestLiveThreads : public QObject
{
    Q_OBJECT

private slots:
    // S22, S25: how the lanes filled is chance; what was decided upon it is not.
    void aLiveSessionIsDecidedTheSameFromItsRecord()
    {
        Session session;
        session.start();
        QVERIFY(session.pass(seconds(120), [&] { return session.venue.entries >= 5; }));
        session.end();
        QVERIFY(session.how);
        QVERIFY(*session.how == driver::SessionEnd::Stopped);
        const Digest hash = session.desk->engine().hash();
        QCOMPARE(session.desk->engine().state().ledger.openCount(), 0);
        QVERIFY(!session.desk->engine().state().isOpen);

        const auto replayed = session.replayed();

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
        QCOMPARE(replayed->decided, replayed->events);
        QCOMPARE(hexText(driver::recoverDesk(session.folder)->state.hash()), hexText(hash));
    }

    // S2, L7: whoever presses, whatever the engine is doing.
    void aKillFromAnotherThreadClosesTheWay()
    {
        Session session;
        session.onEachBar = [] {};
        session.start();
        QVERIFY(session.pass(seconds(120), [&] { return session.venue.entries >= 3; }));

        session.run->kill({{}, KillLevel::CancelEntries, engine::owner, ShortText<95>("a test")});
        // One order may be in the venue's hands at this moment; from the next look on there is none.
        static_cast<void>(session.pass(milliseconds(200), [] { return false; }));
        const int entries = session.venue.entries;
        static_cast<void>(session.pass(seconds(5), [] { return false; }));

        QCOMPARE(session.venue.entries.load(), entries);
        session.end();
        QVERIFY(session.how);
        const auto& latches = session.desk->engine().state().latches;
        QCOMPARE(latches.size(), std::size_t{1});
        QVERIFY(session.kill.level() == KillLevel::CancelEntries);
        const Digest hash = session.desk->engine().hash();
        QVERIFY(session.journal->end());
        QCOMPARE(hexText(driver::recoverDesk(session.folder)->state.hash()), hexText(hash));
    }

    // F60: the strategy does not come back. The outbox closes two seconds later by the session's clock, cancels, and
    // leaves word which one it was.
    void anEngineThatHangsInAStrategyIsFencedOff()
    {
        Session session;
        std::atomic<int> bars{0};
        std::atomic<bool> isReleased{false}, hangs{false};
        session.onEachBar = [&] {
            if (++bars == 40) {
                hangs = true;
                while (!isReleased) {
                    std::this_thread::yield();
                }
            }
        };
        session.start();
        QVERIFY(session.pass(seconds(120), [&] { return hangs.load(); }));

        QVERIFY(session.pass(seconds(10), [&] { return session.run->gate().isClosed(); }));
        const int entries = session.venue.entries;
        QTRY_COMPARE(session.keptStrategy.load(), std::uint64_t{1});
        isReleased = true; // late output
        static_cast<void>(session.pass(seconds(3), [] { return false; }));
        QCOMPARE(session.venue.entries.load(), entries);
        session.end();

        QVERIFY(session.how);
        const auto& state = session.desk->engine().state();
        QVERIFY(state.isTripped(events::Breaker::EngineStalled));
        QVERIFY(state.switchedOff.contains(StrategyId{1}));
        QVERIFY(state.mode == risk::Mode::Halted);
    }

    // A journal that fails in the middle: the session ends with its error, nothing new has left since.
    void aJournalThatFailsEndsTheSession()
    {
        Session session;
        session.onEachBar = [] {};
        session.folder.inner.plan.failSyncAt = session.folder.inner.counters.syncs + 30;
        session.folder.inner.plan.staysFailed = true;
        session.start();
        QVERIFY(session.pass(seconds(300), [&] { return session.hasEnded.load(); }));
        session.end();

        QVERIFY(!session.how);
        session.journal.reset(); // its thread is gone
        QVERIFY(session.folder.inner.counters.faults > 0);
        QVERIFY(session.desk->engine().state().isTripped(events::Breaker::JournalFailed));
    }

    // S22, S23, rulings 3: one sync fails, wherever it falls, and everything around it goes on. What was decided
    // between the last success and the moment at which the engine noticed stands in the reserve: after a power loss the
    // desk is what it was, with every order that the venue has seen.
    void aJournalThatFailsForgetsNoOrder_data()
    {
        QTest::addColumn<int>("after");
        for (const int after : {3, 12, 21, 30, 47, 68}) {
            QTest::addRow("%d syncs", after) << after;
        }
    }
    void aJournalThatFailsForgetsNoOrder()
    {
        QFETCH(int, after);
        Session session;
        session.onEachBar = [] {};
        session.folder.inner.plan.failSyncAt = session.folder.inner.counters.syncs + static_cast<std::uint64_t>(after);
        session.start();
        QVERIFY(session.pass(seconds(300), [&] { return session.hasEnded.load(); }));
        session.end();
        QVERIFY(!session.how);
        const Digest hash = session.desk->engine().hash();
        session.run.reset();
        session.journal.reset();
        QCOMPARE(session.folder.inner.counters.faults, std::uint64_t{1});

        const auto recovered
            = driver::recoverDesk(session.folder.inner.afterPowerLoss(static_cast<std::uint64_t>(after)));

        QVERIFY(recovered);
        for (const OrderId id : session.venue.seen) {
            QVERIFY(recovered->state.ledger.find(id) != nullptr);
        }
        QCOMPARE(hexText(recovered->state.hash()), hexText(hash));
        QVERIFY(recovered->state.isTripped(events::Breaker::JournalFailed));
    }

    // F7: a disk that stands still for half a minute. Nothing new leaves, what was decided before is dropped, nothing
    // is a stall and nothing is latched; then it goes on. So it is when the record has no room left, too.
    void aSlowDiskIsNoStall_data()
    {
        QTest::addColumn<int>("chunks");
        QTest::addColumn<int>("chunkBytes");
        QTest::newRow("as in a run") << 16 << (256 << 10);
        QTest::newRow("a small pool") << 4 << (16 << 10);
    }
    void aSlowDiskIsNoStall()
    {
        QFETCH(int, chunks);
        QFETCH(int, chunkBytes);
        JournalThreadOptions pool;
        pool.chunks = static_cast<std::size_t>(chunks);
        pool.chunkBytes = static_cast<std::size_t>(chunkBytes);
        Session session(pool);
        session.threadsTurn = std::chrono::milliseconds(1);
        session.start();
        QVERIFY(session.pass(seconds(120), [&] { return session.venue.entries >= 3; }));

        session.folder.setShut(true);
        static_cast<void>(session.pass(milliseconds(500), [] { return false; })); // what was durable is out
        const int entries = session.venue.entries;
        static_cast<void>(session.pass(seconds(30), [] { return false; }));
        QCOMPARE(session.venue.entries.load(), entries);
        QVERIFY(!session.run->gate().isClosed());
        session.folder.setShut(false);

        QVERIFY(session.pass(seconds(120), [&] { return session.venue.entries > entries; }));
        session.end();
        QVERIFY(session.how);
        QCOMPARE(session.keptStrategy.load(), std::uint64_t{0});
        QVERIFY(!session.run->gate().isClosed());
        QVERIFY(session.desk->engine().state().breakers.isEmpty());
        QVERIFY(session.desk->engine().state().latches.isEmpty());
        QCOMPARE(session.run->loop().figures().fullRounds > 0, chunks == 4);
        const Digest hash = session.desk->engine().hash();
        const auto replayed = session.replayed();
        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
    }

    // F21: all threads sleep, and wake up ten minutes later. Nothing is a stall; the feed begins anew, and it goes on.
    void aSuspendIsNoStall()
    {
        Session session;
        session.threadsTurn = std::chrono::milliseconds(1);
        session.start();
        QVERIFY(session.pass(seconds(120), [&] { return session.venue.entries >= 3; }));

        session.clock.pass(minutes(10));
        session.run->wake();
        static_cast<void>(session.pass(seconds(1), [] { return false; }));
        const int entries = session.venue.entries;
        QVERIFY(session.pass(seconds(120), [&] { return session.venue.entries > entries; }));

        QVERIFY(!session.run->gate().isClosed());
        QVERIFY(session.run->outbox().pauses() >= 1);
        session.end();
        QVERIFY(session.how);
        QVERIFY(session.run->loop().figures().pauses >= 1);
        QVERIFY(session.run->loop().figures().tears >= 1);
        QVERIFY(!session.desk->engine().state().isTripped(events::Breaker::EngineStalled));
        QCOMPARE(session.keptStrategy.load(), std::uint64_t{0});
        const auto replayed = session.replayed();
        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestLiveThreads)
#include "tst_live_threads.moc"
