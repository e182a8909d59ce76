// F20: the machine's time zone is nobody's business. Bars are neither lost nor doubled on the days on which its clocks
// are changed, whatever zone it stands in, and all decide alike.
//
// needs: app
#include "tests/support/program_run.h"

#include <QDateTime>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace omni::tests;

namespace {

constexpr int hoursOfFeed = 48; // a day on each side of the change
constexpr int minutesOfFeed = hoursOfFeed * 60;

/// A trade every five seconds from a day before `change` to a day behind it, up and down in waves; and none in one
/// minute of each hour, of which there is no bar.
void writeTrades(const QString& path, const QDateTime& change)
{
    QByteArray rows = "timestamp_ns,price,size,side\n";
    const qint64 begun = change.addSecs(-hoursOfFeed / 2 * 3'600).toSecsSinceEpoch();
    for (int i = 0; i < minutesOfFeed * 12; ++i) {
        if (i / 12 % 60 == 17) {
            continue;
        }
        const int phase = i % 600;
        const int cents = 10'000 + (phase < 300 ? phase : 600 - phase);
        rows += QByteArray::number(begun + i * 5) + "000000000," + QByteArray::number(cents / 100) + '.'
            + QByteArray::number(cents % 100).rightJustified(2, '0') + ",0.25," + (i % 2 == 0 ? "B\n" : "S\n");
    }
    writeFile(path, rows);
}

QProcessEnvironment in(const QString& zone)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("TZ", zone);
    return environment;
}

ProgramResult runIn(const QString& zone, const QStringList& words)
{
    QProcess process;
    process.setProcessEnvironment(in(zone));
    startProgram(process, words);
    return endOf(process);
}

/// The moment at which clocks there are changed in that half of 2024.
QDateTime changeOf(const QByteArray& zone, bool isSpring)
{
    const QDateTime from(QDate(2024, isSpring ? 1 : 7, 1), QTime(), Qt::UTC);
    const auto changes = QTimeZone(zone).transitions(from, from.addMonths(6));
    return changes.isEmpty() ? QDateTime() : changes.first().atUtc.toUTC();
}

} // namespace

class TestCliTimeZones : public QObject
{
    Q_OBJECT

private slots:
    void barsAreExactOnTheDayOfAChange_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<bool>("isSpring");
        for (const char* zone : {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago",
                                 "Africa/Cairo", "Pacific/Chatham"}) {
            QTest::addRow("%s, first half of the year", zone) << QByteArray(zone) << true;
            QTest::addRow("%s, second half", zone) << QByteArray(zone) << false;
        }
    }
    void barsAreExactOnTheDayOfAChange()
    {
        QFETCH(QByteArray, zone);
        QFETCH(bool, isSpring);
        if (!QTimeZone(zone).isValid()) {
            QSKIP("A TIME ZONE IS NOT TESTED: this machine does not know it (tzdata).");
        }
        const QDateTime change = changeOf(zone, isSpring);
        QVERIFY2(change.isValid(), "the fault would not fire: no clock is changed there");
        QTemporaryDir home;
        const QString feed = home.filePath("SAND_trades.csv");
        writeTrades(feed, change);
        const auto backtest = [&](const QString& there) {
            return runIn(there,
                         {"backtest", "--strategy", "sma_cross:interval=1m,fast=3,slow=8", "--data", feed, "--cash",
                          "100000:USD", "--json"})
                .json();
        };
        const auto session = [&](const QString& there, const QString& profile) {
            return runIn(there,
                         {"run", "--headless", "--feed", feed, "--strategy", "sma_cross:interval=1m,fast=3,slow=8",
                          "--approve", "all", "--cash", "100000:USD", "--set", "risk.losing_streak=10", "--set",
                          "risk.quote_age=10 s", "--json", "--profile", home.filePath(profile)})
                .json();
        };
        const QString local = QString::fromLatin1(zone);

        const auto here = backtest(local), there = backtest("UTC");
        const auto runHere = session(local, "here"), runThere = session("UTC", "there");

        QCOMPARE(here["bars"].toInt(), minutesOfFeed - hoursOfFeed); // one minute of each hour has none
        QCOMPARE(here["result_hash"].toString(), there["result_hash"].toString());
        QVERIFY(!here["result_hash"].toString().isEmpty());
        QVERIFY2(runHere["fills"].toInt() > 0, "nothing was decided upon the bars");
        QCOMPARE(runHere["state_hash"].toString(), runThere["state_hash"].toString());
        QCOMPARE(runHere["events"].toInt(), runThere["events"].toInt());
        // What was recorded in one zone is decided again alike in another.
        const auto replay = runIn("Asia/Kathmandu", {"replay", home.filePath("here")});
        QVERIFY2(replay.out.startsWith("identical: "), replay.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliTimeZones)
#include "tst_cli_time_zones.moc"
