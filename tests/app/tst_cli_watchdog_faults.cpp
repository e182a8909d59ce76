// needs: app watchdog edge/brokers/binance host/access Qt6::Network
//
// A session that ends, a watchdog that dies, keys, venues and configurations that are none: real processes before the
// paper exchange.
#include "tests/support/counting_way.h"
#include "tests/support/watchdog_kit.h"

#include "core/edge/platform/system_clock.h"
#include "core/host/access/ban_book.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace omni::tests;

class TestCliWatchdogFaults : public QObject
{
    Q_OBJECT

private slots:
    void anEndInOrderIsLeftAlone()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        QCOMPARE(scene.hand.rest("web_1").status, 200);

        scene.trader->signal(SIGTERM);
        QCOMPARE(scene.trader->code(), 130);
        QTest::qWait(4'000); // twice the bound

        QVERIFY(scene.watchdog->isRunning());
        scene.watchdog->signal(SIGTERM);
        QCOMPARE(scene.watchdog->code(), 0);
        QVERIFY(scene.report().isEmpty());
        QCOMPARE(scene.once().json().value("session").toString(), QStringLiteral("no session"));
        const auto next = runProgram({"kill", "--level", "pause", "--profile", scene.profile});
        QVERIFY(next.code == 0 || next.code == 5);
        QVERIFY(!scene.trader->words().contains("kill switch is set"));
    }

    // The program goes on and says that nobody watches any more.
    void withoutItsWatchdogTheProgramGoesOnAndSaysSo_data()
    {
        QTest::addColumn<int>("deed");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("frozen") << SIGSTOP;
    }
    void withoutItsWatchdogTheProgramGoesOnAndSaysSo()
    {
        QFETCH(int, deed);
        Scene scene;
        QVERIFY(scene.isUp);
        QVERIFY(until([&] { return scene.watchdogPart().value("state") == "off"; }));
        scene.watch();
        QVERIFY(scene.watches());
        QVERIFY(until([&] { return scene.watchdogPart().value("state") == "ok"; }));
        QVERIFY(scene.watchdogPart().value("detail").toString().contains("acts behind 2s of silence (cancel_entries)"));

        scene.watchdog->signal(deed);

        QVERIFY(until([&] { return scene.watchdogPart().value("state") == "degraded"; }));
        QVERIFY(scene.watchdogPart().value("detail").toString().contains("the watchdog is gone"));
        QVERIFY(scene.trader->isRunning());
        QVERIFY(scene.beats());
    }

    void aKeyThatTheVenueRefusesIsToldAtOnceAndInTheEnd()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch("a-secret-that-is-not-the-right-one-at-all");
        QVERIFY(scene.watchdog->hasSaid("ALERT: the way to the venue is not open"));
        QCOMPARE(scene.hand.rest(scene.name(900'001, 'e')).status, 200);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 4);
        QCOMPARE(scene.report().value("end").toString(), QStringLiteral("key_refused"));
        QCOMPARE(scene.report().value("latch").toString(), QStringLiteral("written"));
        QVERIFY(scene.watchdog->words().contains("ALERT: THE VENUE REFUSES THE KEY"));
        QVERIFY(!scene.watchdog->words().contains("a-secret-that-is-not"));
    }

    void aVenueThatIsAwayIsTriedForItsTime()
    {
        Scene scene("silence = \"2s\"\ngive_up = \"10s\"\n");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        scene.exchange.end();

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 5);
        QVERIFY(scene.watchdog->words().count("the venue could not be asked, again in") >= 1);
        QVERIFY(scene.watchdog->words().contains("ALERT: THE VENUE COULD NOT BE REACHED"));
        QCOMPARE(scene.report().value("end").toString(), QStringLiteral("gave_up"));
    }

    // F37, S34: whichever program was told so, nothing is asked before the ban is over. The count turns red where the
    // rescue begins at once (tests/planted/by_tests/04): 7 requests within the ban in place of 3.
    void withinABanNothingIsAsked()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        CountingWay way(static_cast<std::uint16_t>(QUrl(scene.exchange.address("binance", "rest")).port()));
        QVERIFY(way.port() != 0);
        writeFile(scene.profile + "/watchdog.toml",
                  "silence = \"2s\"\nbroker = \"binance\"\nenvironment = \"paper\"\nrest = \"http://127.0.0.1:"
                      + QByteArray::number(way.port()) + "\"\n");
        scene.watch();
        QVERIFY(scene.watches());
        const int proof = way.asked();
        QVERIFY(proof > 0); // it goes this way, and no other
        const QString entry = scene.name(900'001, 'e');
        QCOMPARE(scene.hand.rest(entry).status, 200);
        omni::platform::SystemClock clock;
        const auto end = clock.wall() + omni::seconds(12);
        omni::runtime::BanBook(scene.profile.toStdString())
            .note("binance", omni::orders::Environment::Paper, end, clock);

        scene.trader->signal(SIGKILL);

        QVERIFY(scene.watchdog->hasSaid("ALERT: the venue has banned the address of this machine"));
        while (clock.wall() < end) {
            const int asked = way.asked();
            if (clock.wall() < end) { // and so it was read within the ban
                QCOMPARE(asked, proof);
            }
            QTest::qSleep(50);
        }
        QCOMPARE(scene.watchdog->code(), 1);
        QVERIFY(way.asked() > proof);
        QVERIFY(!scene.hand.open().contains(entry));
    }

    // As docs/operations.md has it for systemd, held against the ends that the program really comes to.
    void theServiceOfTheManualTakesItUpBehindACrashAlone()
    {
        QFile manual(QStringLiteral(OMNI_SOURCE_DIR "/docs/operations.md"));
        QVERIFY(manual.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(manual.readAll());
        const auto unit = text.mid(text.indexOf("[Unit]"), text.indexOf("WantedBy=") - text.indexOf("[Unit]"));
        QVERIFY(unit.contains("ExecStart=omnitrade-watchdog"));
        QVERIFY(!unit.contains("ExitStatus")); // no code has a meaning of its own there
        const auto rule = QRegularExpression("^Restart=(.*)$", QRegularExpression::MultilineOption).match(unit);
        QVERIFY(rule.hasMatch());
        const auto isTakenUp = [&rule](const Worker& ended) { // systemd.service(5), the table of Restart=
            const QString when = rule.captured(1);
            return when == "always" || (when == "on-success" && !ended.hasCrashed() && ended.exitCode() == 0)
                || (when == "on-failure" && (ended.hasCrashed() || ended.exitCode() != 0))
                || (when == "on-abnormal" && ended.hasCrashed());
        };
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        scene.watchdog->signal(SIGKILL); // as for want of memory
        QCOMPARE(scene.watchdog->code(), -1);
        QVERIFY(scene.watchdog->hasCrashed());
        QVERIFY(isTakenUp(*scene.watchdog));

        scene.watch();
        QVERIFY(scene.watches());
        scene.watchdog->signal(SIGTERM);
        QCOMPARE(scene.watchdog->code(), 0);
        QVERIFY(!isTakenUp(*scene.watchdog));

        scene.watch();
        QVERIFY(scene.watches());
        Worker second(QString(OMNI_WATCHDOG), {"--profile", scene.profile}, scene.exchange.environment());
        QCOMPARE(second.code(), 4);
        QVERIFY(!isTakenUp(second));
        scene.trader->signal(SIGKILL);
        QCOMPARE(scene.watchdog->code(), 1);
        QVERIFY(!isTakenUp(*scene.watchdog));
    }

    void oneIsEnough()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        Worker second(QString(OMNI_WATCHDOG), {"--profile", scene.profile, "--json"}, scene.exchange.environment());
        QCOMPARE(second.code(), 4);
        QCOMPARE(second.json().value("error").toObject().value("code").toString(), QStringLiteral("already_watched"));
        QVERIFY(scene.watchdog->isRunning());
    }

    void whatIsWrongIsToldBeforeAnythingIsWatched_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<bool>("hasKey");
        QTest::addColumn<int>("code");
        QTest::newRow("an unknown option") << QByteArray() << QStringList{"--watch"} << true << 2;
        QTest::newRow("an unknown key") << QByteArray("silense = \"2s\"\n") << QStringList() << true << 3;
        QTest::newRow("a bound out of its bounds") << QByteArray("silence = \"1s\"\n") << QStringList() << true << 3;
        QTest::newRow("a file that is not there")
            << QByteArray() << QStringList{"--config", "/nowhere.toml"} << true << 3;
        QTest::newRow("no key") << QByteArray() << QStringList() << false << 4;
        QTest::newRow("help") << QByteArray() << QStringList{"--help"} << false << 0;
        QTest::newRow("version") << QByteArray() << QStringList{"--version"} << false << 0;
    }
    void whatIsWrongIsToldBeforeAnythingIsWatched()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, more);
        QFETCH(bool, hasKey);
        QFETCH(int, code);
        const QTemporaryDir home;
        writeFile(home.filePath("watchdog.toml"), config);
        auto environment = QProcessEnvironment::systemEnvironment();
        if (hasKey) {
            environment.insert("OMNI_BINANCE_PAPER_KEY", "key");
            environment.insert("OMNI_BINANCE_PAPER_SECRET", "secret");
        }
        Worker watchdog(QString(OMNI_WATCHDOG), QStringList{"--profile", home.path()} + more, environment);
        QCOMPARE(watchdog.code(10'000), code);
        QVERIFY(!QFile::exists(home.filePath("watchdog-press")));
    }
};

QTEST_GUILESS_MAIN(TestCliWatchdogFaults)
#include "tst_cli_watchdog_faults.moc"
