// needs: app
#include "tests/support/program_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

QStringList live(const QString& profile, const QStringList& more = {})
{
    return QStringList{"run",       "--headless", "--feed",     "synthetic:7",
                       "--driver",  "live",       "--strategy", "sma_cross:interval=1s,fast=2,slow=3",
                       "--approve", "all",        "--profile",  profile}
    + more;
}

} // namespace

class TestCliLive : public QObject
{
    Q_OBJECT

private slots:
    // Threads and the machine's clock decided the order; the record decides it again.
    void aLiveRunEndsAtItsTimeAndReplays()
    {
        QTemporaryDir home;

        const auto result = runProgram(live(home.filePath("profile"), {"--until", "12s", "--json-lines"}));

        QCOMPARE(result.code, 0);
        int fills = 0;
        for (const auto& line : result.lines()) {
            fills += line.value("kind").toString() == "fill" ? 1 : 0;
        }
        QVERIFY(fills > 0);
        for (const char* step : {"threads ", "session ", "drain ", "journal end ", "checkpoint "}) {
            QVERIFY2(result.err.contains(step), step);
        }
        QVERIFY(result.err.contains("0 orders open"));
        const auto replay = runProgram({"replay", home.filePath("profile")});
        QCOMPARE(replay.code, 0);
        QVERIFY2(replay.out.startsWith("identical: "), replay.out.constData());
        QCOMPARE(runProgram({"journal", "verify", home.filePath("profile")}).code, 0);
    }

    // F69.
    void aSignalEndsItInOrder()
    {
        QTemporaryDir home;
        QProcess process;
        startProgram(process, live(home.filePath("profile")));
        QVERIFY(waitForOutput(process, "fill "));

        process.terminate();
        const auto result = endOf(process);

        QCOMPARE(result.code, 130);
        QVERIFY(result.err.contains("0 orders open"));
        QVERIFY(runProgram({"replay", home.filePath("profile")}).out.startsWith("identical: "));
    }

    // F1: what had been sent is known afterwards, and settled.
    void aKilledRunIsRecovered()
    {
        QTemporaryDir home;
        QProcess process;
        startProgram(process, live(home.filePath("profile")));
        QVERIFY(waitForOutput(process, "fill "));
        process.kill();
        process.waitForFinished();

        const auto next = runProgram(live(home.filePath("profile"), {"--until", "2s"}));

        QCOMPARE(next.code, 0);
        QVERIFY(next.err.contains("0 orders open"));
        QVERIFY(runProgram({"replay", home.filePath("profile")}).out.startsWith("identical: "));
    }

    void itRunsInTheMachinesTimeAlone_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("as fast as it can") << QStringList{"--speed", "max"};
        QTest::newRow("twice as fast") << QStringList{"--speed", "2x"};
        QTest::newRow("no such driver") << QStringList{"--driver", "fast"};
    }
    void itRunsInTheMachinesTimeAlone()
    {
        QFETCH(QStringList, more);
        QTemporaryDir home;
        const auto result = runProgram(live(home.filePath("profile"), more));
        QCOMPARE(result.code, 2);
        QVERIFY(!QFile::exists(home.filePath("profile")));
    }
};

QTEST_GUILESS_MAIN(TestCliLive)
#include "tst_cli_live.moc"
