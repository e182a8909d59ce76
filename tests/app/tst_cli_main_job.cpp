// needs: app ZLIB::ZLIB
// A paper session on real data, as the README shows it: whatever the feed, it trades, adds up, and is replayed bit for
// bit.
#include "tests/support/gz_lines.h"
#include "tests/support/wave_run.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestCliMainJob : public QObject
{
    Q_OBJECT

private slots:
    void aSessionTradesAddsUpAndIsReplayed_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("currency");

        QTest::newRow("ticks of a perpetual")
            << QStringList{"data/ticks/BTCUSDT_perp_2024-08-08_trades.csv.gz",
                           "data/ticks/BTCUSDT_perp_2024-08-08_quotes.csv.gz",
                           "data/ticks/BTCUSDT_perp_2024-08-08_depth.csv.gz"}
            << QStringList{"--strategy", "sma_cross:interval=1s,fast=20,slow=60"} << "USDT";
        QTest::newRow("a file of days") << QStringList{"data/bars/daily/GOOG_1d.csv.gz"}
                                        << QStringList{"--strategy", "sma_cross:fast=10,slow=30"} << "USD";
        QTest::newRow("a file of minutes")
            << QStringList{"data/bars/intraday/SPX_2019-11_1m.csv.gz"}
            << QStringList{"--strategy", "sma_cross:fast=5,slow=20", "--instrument", "index:SPX,tick=0.01,lot=0.001"}
            << "USD";
        QTest::newRow("two instruments at once")
            << QStringList{"data/bars/daily/GOOG_1d.csv.gz", "data/bars/daily/AAPL_1d.csv.gz"}
            << QStringList{"--strategy", "sma_cross:fast=10,slow=30", "--strategy", "breakout"} << "USD";
        QTest::newRow("the built-in market")
            << QStringList{} << QStringList{"--strategy", "sma_cross:interval=5s,fast=5,slow=15", "--until", "20m"}
            << "USD";
    }

    void aSessionTradesAddsUpAndIsReplayed()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, more);
        QFETCH(QString, currency);
        QTemporaryDir folder;
        const QString profile = folder.filePath("profile");
        QStringList feed;
        for (const auto& name : files) {
            const auto path = sharedFile(name.toStdString());
            if (!path) {
                QSKIP(absenceOf(name.toStdString()).c_str());
            }
            feed.append(QString::fromStdString(path->string()));
        }

        const auto run = runProgram(QStringList{"run", "--headless", "--profile", profile, "--approve", "all", "--cash",
                                                "100000:" + currency, "--speed", "max", "--json", "--feed"}
                                    + (feed.isEmpty() ? QStringList{"synthetic:1"} : feed) + more);
        const auto replay = runProgram({"replay", profile, "--json"});

        QVERIFY2(run.code == 0, run.err.constData());
        const auto summary = run.json();
        QVERIFY(summary.value("fills").toInteger() > 0);
        const auto figure = [&summary](const char* key) { return e8(summary.value(key).toString()); };
        const auto fees = e8(summary.value("fees").toObject().value(currency).toString());
        QCOMPARE(figure("equity"), 100'000 * 100'000'000LL + figure("realised") + figure("unrealised") - fees);
        QVERIFY2(replay.code == 0, replay.out.constData());
        QVERIFY(replay.json().value("identical").toBool());
        QCOMPARE(replay.json().value("events"), summary.value("events"));
        QCOMPARE(replay.json().value("state_hash"), summary.value("state_hash"));
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliMainJob)
#include "tst_cli_main_job.moc"
