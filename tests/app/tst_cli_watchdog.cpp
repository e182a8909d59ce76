// needs: app watchdog edge/brokers/binance Qt6::Network
//
// The program dies or freezes, and its watchdog acts: real processes before the paper exchange.
#include "tests/support/watchdog_kit.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

const QStringList quick{"--strategy", "sma_cross:interval=1s,fast=2,slow=3"};

double held(const Scene& scene, const char* asset)
{
    for (const auto& one : scene.hand.binance("GET", "account").object().value("balances").toArray()) {
        if (one.toObject().value("asset") == QLatin1String(asset)) {
            return one.toObject().value("free").toString().toDouble()
                + one.toObject().value("locked").toString().toDouble();
        }
    }
    return 0.0;
}

} // namespace

class TestCliWatchdog : public QObject
{
    Q_OBJECT

private slots:
    // F1, S2: within its bound and a few seconds.
    void behindAKilledProgramItsEntriesGoAndItsStopsStay()
    {
        Scene scene;
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        const QString entry = scene.name(900'001, 'e'), stop = scene.name(900'002, 's');
        QCOMPARE(scene.hand.rest(entry).status, 200);
        const auto stands = scene.hand.stop(stop);
        QVERIFY2(stands.status == 200, stands.body.constData());
        QCOMPARE(scene.hand.rest("web_1").status, 200);
        QCOMPARE(scene.hand.rest("FOREIGN1-ABCDEFGH-7-e").status, 200);
        QVERIFY(scene.hand.open().contains(entry));

        QElapsedTimer timer;
        timer.start();
        scene.trader->signal(SIGKILL);

        QVERIFY(until([&] { return !scene.hand.open().contains(entry); }, 20'000));
        qInfo("the entry was gone %.1f s behind the kill, with a bound of 2 s",
              static_cast<double>(timer.elapsed()) / 1e3);
        QCOMPARE(scene.watchdog->code(), 1);
        const auto open = scene.hand.open();
        QVERIFY(open.contains(stop) && open.contains("web_1") && open.contains("FOREIGN1-ABCDEFGH-7-e"));
        QCOMPARE(scene.report().value("end").toString(), QStringLiteral("clean"));
        QVERIFY(scene.report().value("cancelled").toArray().contains(entry));
        QCOMPARE(scene.report().value("latch").toString(), QStringLiteral("written"));
        QCOMPARE(scene.watchdog->json(), scene.report());
        QVERIFY(scene.watchdog->words().contains("ALERT: nothing has been heard of the engine"));

        // The next start finds the switch, and who pressed it.
        Worker next(QString(OMNI_PROGRAM),
                    {"run", "--headless", "--broker", "binance:BTCUSDT", "--profile", scene.profile},
                    scene.exchange.environment());
        QVERIFY(next.hasSaid("the kill switch is set (cancel_entries)"));
        QVERIFY(until([&] { return QJsonDocument(scene.status()).toJson().contains("the watchdog, at "); }));
        QCOMPARE(scene.status().value("mode").toString(), QStringLiteral("halted"));
    }

    // F21: the program that thaws sends nothing more, whatever it had in hand.
    void aFrozenProgramThatThawsSendsNoEntry()
    {
        Scene scene("silence = \"2s\"\n", quick);
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        const auto entries = [&] { return scene.hand.all().filter(QRegularExpression("-e$")); };
        QVERIFY2(until([&] { return entries().size() >= 2; }), "the strategy has sent nothing");

        scene.trader->signal(SIGSTOP);
        QCOMPARE(scene.watchdog->code(), 1);
        const auto before = entries();
        scene.trader->signal(SIGCONT);

        const auto latches = [&] { return QJsonDocument(scene.status()).toJson(); };
        QVERIFY(until([&] { return latches().contains("the watchdog, at "); }));
        QTest::qWait(15'000); // one that is not pressed sends again about 8 s behind its thaw
        QCOMPARE(entries(), before);
        QVERIFY(scene.trader->isRunning());
        QVERIFY2(latches().contains("cancel_entries"), latches().constData());
    }

    // Thawed in the very moment in which the press can be seen, with a strategy that sends an entry every few seconds:
    // what has been sent by then stays all that was sent. The venue is asked while the program is frozen, and so
    // nothing that leaves in that moment can be among it.
    void noEntryLeavesInTheMomentOfThePress_data()
    {
        QTest::addColumn<bool>("isPressed");
        QTest::newRow("pressed") << true;
        QTest::newRow("pressed, at another moment of its work") << true;
        QTest::newRow("not pressed: it sends again") << false; // or the others would prove nothing
    }
    void noEntryLeavesInTheMomentOfThePress()
    {
        QFETCH(bool, isPressed);
        Scene scene("silence = \"5s\"\n", quick);
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        const auto entries = [&] { return scene.hand.all().filter(QRegularExpression("-e$")); };
        QVERIFY2(until([&] { return entries().size() >= 2; }), "the strategy has sent nothing");
        const auto press = [&] {
            QFile file(scene.profile + "/watchdog-press");
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto unpressed = press();
        QVERIFY(!unpressed.isEmpty());

        scene.trader->signal(SIGSTOP);
        QTest::qSleep(300); // what it had sent has arrived
        const auto before = entries();
        QCOMPARE(press(), unpressed);
        QVERIFY(!scene.watchdog->words().contains("ALERT: nothing has been heard of the engine"));
        if (!isPressed) {
            scene.watchdog->signal(SIGKILL);
            QTest::qSleep(3'000);
            scene.trader->signal(SIGCONT);
            QVERIFY(until([&] { return entries().size() > before.size(); }));
            return;
        }
        const QDeadlineTimer end(20'000);
        while (press() == unpressed && !end.hasExpired()) {
            QTest::qSleep(1);
        }
        QVERIFY(press() != unpressed);
        scene.trader->signal(SIGCONT);

        QCOMPARE(scene.watchdog->code(), 1);
        QTest::qWait(15'000); // one that is not pressed sends again about 8 s behind its thaw
        QVERIFY(scene.trader->isRunning());
        QCOMPARE(entries(), before);
        const auto open = scene.hand.open().filter(QRegularExpression("-e$"));
        QVERIFY2(open.isEmpty(), qPrintable(open.join(' ')));
    }

    // F21: it had been frozen for longer than the bound, and has its positions in hand again.
    void aFrozenProgramThatThawsKeepsItsStopsAndItsPositions()
    {
        Scene scene("silence = \"2s\"\npolicy = \"flatten\"\ncollar_percent = 2.0\n");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        QCOMPARE(scene.hand.binance("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002").status, 200);
        const QString entry = scene.name(900'001, 'e'), stop = scene.name(900'002, 's');
        QCOMPARE(scene.hand.rest(entry).status, 200);
        QCOMPARE(scene.hand.stop(stop).status, 200);
        const double before = held(scene, "BTC");

        scene.trader->signal(SIGSTOP);
        QVERIFY(scene.watchdog->hasSaid("ALERT: nothing has been heard of the engine"));
        scene.trader->signal(SIGCONT); // two listings four seconds apart come before anything is closed

        QCOMPARE(scene.watchdog->code(), 1);
        const auto report = QJsonDocument(scene.report()).toJson();
        QVERIFY2(scene.report().value("engine_back").toBool(), report.constData());
        QVERIFY2(scene.report().value("closings").toArray().isEmpty(), report.constData());
        QVERIFY(scene.watchdog->words().contains("the engine goes on, and what it holds was left to it"));
        QVERIFY(scene.trader->isRunning());
        const auto open = scene.hand.open();
        QVERIFY2(open.contains(stop) && !open.contains(entry), qPrintable(open.join(' ')));
        QVERIFY(held(scene, "BTC") >= before);
    }

    // By policy, and not otherwise; the session's symbols, and no others.
    void byPolicyWhatIsHeldIsClosed()
    {
        Scene scene("silence = \"2s\"\npolicy = \"flatten\"\ncollar_percent = 2.0\n");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        QCOMPARE(scene.hand.binance("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002").status, 200);
        QCOMPARE(scene.hand.stop(scene.name(900'002, 's')).status, 200);
        const double before = held(scene, "BTC"), other = held(scene, "ETH");
        QVERIFY(before >= 0.001);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 1);
        const auto report = QJsonDocument(scene.report()).toJson();
        QVERIFY2(scene.report().value("closings").toArray().size() > 0, report.constData());
        QVERIFY2(held(scene, "BTC") < before / 2, report.constData());
        QVERIFY(held(scene, "BTC") >= 0);
        QCOMPARE(held(scene, "ETH"), other);
        QVERIFY(scene.hand.open().isEmpty());
    }

    // The other venue: a plain entry and one that carries its stop go, what protects and what is of others stays.
    void atAlpacaTheSame()
    {
        Scene scene("silence = \"2s\"\n", {}, "alpaca:BTC/USD");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        const auto place = [&](const QString& name, const QByteArray& order) {
            return scene.hand.alpaca("POST", "/v2/orders",
                                     "{\"client_order_id\":\"" + name.toUtf8() + "\",\"time_in_force\":\"gtc\"," + order
                                         + '}');
        };
        const QByteArray resting
            = R"("symbol":"BTC/USD","qty":"0.001","side":"buy","type":"limit","limit_price":"20000")";
        const QString entry = scene.name(900'001, 'e'), stop = scene.name(900'002, 's');
        const QString family = scene.name(900'003, 'e');
        const auto bought = place("web_0", R"("symbol":"ETH/USD","qty":"0.3","side":"buy","type":"market")");
        QVERIFY2(bought.status == 200, bought.body.constData());
        const auto stands = [&](const QString& name, const QByteArray& order) {
            const auto placed = place(name, order);
            if (placed.status != 200) {
                qWarning("%s", placed.body.constData());
            }
            return placed.status == 200;
        };
        QVERIFY(stands(entry, resting));
        QVERIFY(stands("web_1", resting));
        QVERIFY(stands(stop,
                       R"("symbol":"ETH/USD","qty":"0.2","side":"sell","type":"stop_limit","stop_price":"100",)"
                       R"("limit_price":"99")"));
        QVERIFY(stands(family,
                       R"("symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"20",)"
                       R"("order_class":"oto","stop_loss":{"stop_price":"15"})"));
        const auto open = [&] {
            QStringList names;
            for (const auto& one : scene.hand.alpaca("GET", "/v2/orders?status=open").list()) {
                names.append(one.toObject().value("client_order_id").toString());
            }
            names.sort();
            return names;
        };
        for (const auto& name : {entry, family, stop, QStringLiteral("web_1")}) {
            QVERIFY2(open().contains(name), qPrintable(name));
        }

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 1);
        QStringList left{stop, QStringLiteral("web_1")};
        left.sort();
        QCOMPARE(open(), left);
        const auto cancelled = scene.report().value("cancelled").toArray();
        QVERIFY(cancelled.size() == 2 && cancelled.contains(entry) && cancelled.contains(family));
    }
};

QTEST_GUILESS_MAIN(TestCliWatchdog)
#include "tst_cli_watchdog.moc"
