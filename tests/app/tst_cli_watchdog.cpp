// needs: app watchdog edge/brokers/binance Qt6::Network
//
// The program dies or freezes, and its watchdog acts: real processes before the paper exchange.
#include "tests/support/watchdog_kit.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

const QStringList quick{"--strategy", "sma_cross:interval=1s,fast=2,slow=3"};

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
        QTest::qWait(5'000); // crosses come every few seconds
        QCOMPARE(entries(), before);
        QVERIFY(scene.trader->isRunning());
        QVERIFY2(latches().contains("cancel_entries"), latches().constData());
    }

    // Thawed again and again in the very moment of the press, with orders in hand: none is sent behind it.
    void noEntryLeavesInTheMomentOfThePress()
    {
        Scene scene("silence = \"2s\"\n", quick);
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        scene.trader->signal(SIGSTOP);
        QVERIFY(scene.watchdog->hasSaid("ALERT: nothing has been heard of the engine"));
        scene.trader->signal(SIGCONT);
        QCOMPARE(scene.watchdog->code(), 1);
        const auto open = scene.hand.open().filter(QRegularExpression("-e$"));
        QVERIFY2(open.isEmpty(), qPrintable(open.join(' ')));
        const auto before = scene.hand.all();
        QTest::qWait(4'000);
        QCOMPARE(scene.hand.all().filter(QRegularExpression("-e$")), before.filter(QRegularExpression("-e$")));
    }

    // By policy, and not otherwise; the session's symbols, and no others.
    void byPolicyWhatIsHeldIsClosed()
    {
        Scene scene("silence = \"2s\"\npolicy = \"flatten\"\ncollar_percent = 2.0\n");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        const auto held = [&](const char* asset) {
            for (const auto& one : scene.hand.binance("GET", "account").object().value("balances").toArray()) {
                if (one.toObject().value("asset") == QLatin1String(asset)) {
                    return one.toObject().value("free").toString().toDouble()
                        + one.toObject().value("locked").toString().toDouble();
                }
            }
            return 0.0;
        };
        QCOMPARE(scene.hand.binance("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.002").status, 200);
        QCOMPARE(scene.hand.stop(scene.name(900'002, 's')).status, 200);
        const double before = held("BTC"), other = held("ETH");
        QVERIFY(before >= 0.001);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 1);
        const auto report = QJsonDocument(scene.report()).toJson();
        QVERIFY2(scene.report().value("closings").toArray().size() > 0, report.constData());
        QVERIFY2(held("BTC") < before / 2, report.constData());
        QVERIFY(held("BTC") >= 0);
        QCOMPARE(held("ETH"), other);
        QVERIFY(scene.hand.open().isEmpty());
    }

    // The other venue: a plain entry and one that carries its stop go, what protects and what is of others stays.
    void atAlpacaTheSame()
    {
        Scene scene("silence = \"2s\"\n", {}, "alpaca:BTC/USD");
        QVERIFY(scene.isUp);
        scene.watch();
        QVERIFY(scene.watches());
        const auto place = [&](const QString& name) {
            return scene.hand.alpaca("POST", "/v2/orders",
                                     "{\"symbol\":\"BTC/USD\",\"qty\":\"0.001\",\"side\":\"buy\",\"type\":\"limit\","
                                     "\"time_in_force\":\"gtc\",\"limit_price\":\"20000\",\"client_order_id\":\""
                                         + name.toUtf8() + "\"}");
        };
        const QString entry = scene.name(900'001, 'e'), stop = scene.name(900'002, 's');
        for (const auto& name : {entry, stop, QStringLiteral("web_1")}) {
            const auto placed = place(name);
            QVERIFY2(placed.status == 200, placed.body.constData());
        }
        const auto open = [&] {
            QStringList names;
            for (const auto& one : scene.hand.alpaca("GET", "/v2/orders?status=open").list()) {
                names.append(one.toObject().value("client_order_id").toString());
            }
            names.sort();
            return names;
        };
        QCOMPARE(open().size(), 3);

        scene.trader->signal(SIGKILL);

        QCOMPARE(scene.watchdog->code(), 1);
        QStringList left{stop, QStringLiteral("web_1")};
        left.sort();
        QCOMPARE(open(), left);
    }
};

QTEST_GUILESS_MAIN(TestCliWatchdog)
#include "tst_cli_watchdog.moc"
