// needs: app
#include "tests/support/program_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestCliSimulate : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatItSaw()
    {
        const auto result = runProgram({"simulate", "--seeds", "3", "--steps", "100", "--seed", "5", "--json"});
        const auto document = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(document["seeds"].toInt(), 3);
        QVERIFY(document["steps"].toInt() > 200 && document["steps"].toInt() <= 303); // a broken world ends early
        QVERIFY(document["seen"].toObject().contains("fault.link_cut"));
        QVERIFY(document["seen"].toObject()["life.start"].toInt() >= 3);
        QCOMPARE(document["trace_hash"].toString().size(), 16);
        QVERIFY(document["steps_per_second"].toInt() > 0);
        QCOMPARE(result.code, document["broken"].toArray().isEmpty() ? 0 : 1);
    }

    // S25: over two processes, which the system lays out differently, and whatever the threads.
    void theSameSeedsHaveOneTrace()
    {
        const auto run = [](const char* threads) {
            const auto result
                = runProgram({"simulate", "--seeds", "20", "--steps", "200", "--threads", threads, "--json"});
            return QJsonDocument::fromJson(result.out).object()["trace_hash"].toString();
        };
        const auto once = run("1");
        QVERIFY(!once.isEmpty());
        QCOMPARE(run("2"), once);
    }

    void aCounterThatIsTooRareFailsTheRun()
    {
        const auto result = runProgram({"simulate", "--seeds", "1", "--steps", "5", "--require-seen", "1"});
        QCOMPARE(result.code, 1);
        QVERIFY(result.err.contains("seen too seldom (--require-seen 1): "));
    }

    void aTraceIsReplayed()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath("trace");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("move_market 0x1\npass 0x2\nquiet 0x3\n");
        file.close();
        const auto result = runProgram({"simulate", "--seed", "1", "--trace", path});
        QCOMPARE(result.code, 0);
        QVERIFY(result.out.startsWith("3 steps in world 1: nothing broken"));
    }

    void refusesWhatIsNoTrace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no step") << QByteArray("pass 0x1\nfly 0x2\n") << QByteArray("line 2: \"fly 0x2\" is no step");
        QTest::newRow("no number") << QByteArray("pass\n") << QByteArray("line 1: ");
        QTest::newRow("not there") << QByteArray() << QByteArray("cannot be read");
    }
    void refusesWhatIsNoTrace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, word);
        QTemporaryDir folder;
        const auto path = folder.filePath("trace");
        if (!text.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        }
        const auto result = runProgram({"simulate", "--trace", path});
        QCOMPARE(result.code, 3);
        QVERIFY2(result.err.contains(word), result.err.constData());
    }

    void refusesWhatIsNoNumber_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no worlds") << QStringList{"--seeds", "0"};
        QTest::newRow("too many") << QStringList{"--seeds", "1000000001"};
        QTest::newRow("below zero") << QStringList{"--steps", "-1"};
        QTest::newRow("a word") << QStringList{"--seed", "x"};
        QTest::newRow("not whole") << QStringList{"--steps", "1.5"};
        QTest::newRow("no threads") << QStringList{"--threads", "0"};
    }
    void refusesWhatIsNoNumber()
    {
        QFETCH(QStringList, arguments);
        const auto result = runProgram(QStringList{"simulate"} + arguments);
        QCOMPARE(result.code, 2);
        QVERIFY2(result.err.contains("is no number from"), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliSimulate)
#include "tst_cli_simulate.moc"
