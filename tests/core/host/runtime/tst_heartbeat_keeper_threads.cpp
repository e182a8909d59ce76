// needs: host/runtime
//
// What the program tells its watchdog: the engine's own beat, and an end in order only when there was one.

#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/heartbeat_keeper.h"
#include "core/host/runtime/watchdog_part.h"

#include <QTemporaryDir>
#include <QTest>

using namespace omni;
using namespace omni::runtime;
using watch::HeartState;

namespace {

struct Bench {
    Bench()
        : profile(*lockProfile(folder.filePath("profile").toStdString()))
        , view(*watch::HeartbeatView::open(profile.path))
    {
        session.session = orders::Nonce("START002");
        session.install = orders::Nonce("INSTALL1");
        session.broker = "binance";
        pulse.beat = clock.mono().ns;
    }
    std::unique_ptr<HeartbeatKeeper> start()
    {
        auto keeper = HeartbeatKeeper::start(profile, session, clock, pulse);
        return keeper ? std::move(*keeper) : nullptr;
    }
    [[nodiscard]] std::int64_t beat() const
    {
        const auto seen = view.look();
        return seen ? seen->beat : -1;
    }
    QTemporaryDir folder;
    platform::SystemClock clock;
    LockedProfile profile;
    watch::HeartbeatView view;
    watch::WatchedSession session;
    driver::Pulse pulse;
};

} // namespace

class TestHeartbeatKeeper : public QObject
{
    Q_OBJECT

private slots:
    void theFirstBeatIsThereWhenItHasStarted()
    {
        Bench bench;
        const auto keeper = bench.start();
        QVERIFY(keeper);
        QVERIFY(bench.view.look()->state == HeartState::Running);
        QVERIFY(bench.view.look()->session == bench.session.session);
        QVERIFY(watch::keptWatched(*bench.profile.root)->session == bench.session.session);
    }

    void itIsTheEnginesBeatThatIsToldAndNotTheWriters()
    {
        Bench bench;
        const auto keeper = bench.start();
        for (int i = 0; i < 3; ++i) {
            const std::int64_t before = bench.beat();
            bench.pulse.beat = bench.clock.mono().ns;
            QTRY_VERIFY(bench.beat() > before);
        }
        // It hangs: others live, and write the same beat. Two clocks are read one after the other: some microseconds.
        QTRY_VERIFY(platform::machineNow() - bench.beat() > 1'000'000'000);
    }

    void anEndInOrderIsTold()
    {
        Bench bench;
        auto keeper = bench.start();
        keeper->endInOrder();
        QVERIFY(bench.view.look()->state == HeartState::Ended);
        keeper.reset();
        QVERIFY(bench.view.look()->state == HeartState::Ended);
    }

    void anyOtherEndIsSilence()
    {
        Bench bench;
        bench.start().reset();
        QVERIFY(bench.view.look()->state == HeartState::Running);
        const auto beat = bench.beat();
        QTRY_VERIFY(platform::machineNow() - beat > 300'000'000);
        QCOMPARE(bench.beat(), beat);
    }

    void whatIsShownOfAWatchdog()
    {
        watch::WatchdogLook look;
        look.state = watch::Watching::Watches;
        look.bound = seconds(10);
        look.hasWay = true;
        const auto state = [](const views::PartHealth& part) { return static_cast<int>(part.state); };
        using views::PartState;
        QCOMPARE(state(watchdogPartOf({}, {}, false)), static_cast<int>(PartState::Off));
        QCOMPARE(state(watchdogPartOf(look, milliseconds(200), false)), static_cast<int>(PartState::Ok));
        QVERIFY(watchdogPartOf(look, milliseconds(200), false).detail.starts_with("looked 0.2 s ago, acts behind 10s"));
        QCOMPARE(state(watchdogPartOf(look, seconds(6), false)), static_cast<int>(PartState::Off));
        QCOMPARE(state(watchdogPartOf(look, seconds(6), true)), static_cast<int>(PartState::Degraded));
        QVERIFY(watchdogPartOf(look, seconds(6), true).detail.find("6 s ago") != std::string::npos);
        look.hasWay = false;
        QCOMPARE(state(watchdogPartOf(look, milliseconds(200), true)), static_cast<int>(PartState::Degraded));
        look.state = watch::Watching::Gone;
        QCOMPARE(state(watchdogPartOf(look, milliseconds(200), true)), static_cast<int>(PartState::Degraded));
    }
};

QTEST_GUILESS_MAIN(TestHeartbeatKeeper)
#include "tst_heartbeat_keeper_threads.moc"
