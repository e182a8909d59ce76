// needs: app
#include "tests/support/program_run.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

const QString mended = QStringLiteral(OMNI_SOURCE_DIR "/tests/core/host/simulate/mended/trigger_far_away.steps");

} // namespace

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

    void aStoryIsReplayedInItsOwnWorld()
    {
        const auto result = runProgram({"simulate", "--trace", mended});
        QCOMPARE(result.code, 0);
        QVERIFY2(result.out.startsWith("5 steps in world 150: nothing broken, trace "), result.out.constData());

        const auto json = runProgram({"simulate", "--trace", mended, "--json"});
        const auto document = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(json.code, 0);
        QCOMPARE(document["seeds"].toInt(), 1);
        QCOMPARE(document["steps"].toInt(), 5);
        QVERIFY(document["broken"].toArray().isEmpty());
        QVERIFY(document["seen"].toObject()["life.start"].toInt() > 0);
        QVERIFY(result.out.contains(document["trace_hash"].toString().toUtf8()));
    }

    void aStoryHasItsWorldAndStepsInIt_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("another world") << QStringList{"--seed", "7"};
        QTest::newRow("other steps") << QStringList{"--steps", "7"};
        QTest::newRow("counters") << QStringList{"--require-seen", "1"};
        QTest::newRow("stories") << QStringList{"--stories", "there"};
    }
    void aStoryHasItsWorldAndStepsInIt()
    {
        QFETCH(QStringList, more);
        const auto result = runProgram(QStringList{"simulate", "--trace", mended} + more);
        QCOMPARE(result.code, 2);
        QVERIFY2(result.err.contains(more.front().toUtf8() + " says nothing to --trace"), result.err.constData());
    }

    void refusesWhatIsNoStory_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no step") << QByteArray("set_mode 0x") << QByteArray("fly 0x") << QByteArray(": \"fly 0x");
        QTest::newRow("no key") << QByteArray("disk_share") << QByteArray("disc_share")
                                << QByteArray(": a plan has no \"disc_share\"");
        QTest::newRow("outside its range") << QByteArray("instruments 2") << QByteArray("instruments 4")
                                           << QByteArray(": instruments \"4\" is no number from 1 to 3");
        QTest::newRow("no version") << QByteArray("story 1\n") << QByteArray("story\n")
                                    << QByteArray("first line is \"omnitrade story 1\"");
    }
    void refusesWhatIsNoStory()
    {
        QFETCH(QByteArray, part);
        QFETCH(QByteArray, other);
        QFETCH(QByteArray, word);
        QFile original(mended);
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QTemporaryDir folder;
        const auto path = folder.filePath("a.steps");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        auto text = original.readAll();
        QCOMPARE(text.count(part), 1);
        const auto line = text.left(text.indexOf(part)).count('\n') + 1;
        file.write(text.replace(part, other));
        file.close();

        const auto result = runProgram({"simulate", "--trace", path, "--json"});

        QCOMPARE(result.code, 3);
        QVERIFY2(result.err.contains(word), result.err.constData());
        const auto error = QJsonDocument::fromJson(result.out).object()["error"].toObject();
        QCOMPARE(error["code"].toString(), QStringLiteral("bad_trace"));
        QCOMPARE(error["file"].toString(), path);
        QCOMPARE(error["line"].toInt(), static_cast<int>(line));
        QVERIFY(result.err.contains(QStringLiteral("%1:%2: ").arg(path).arg(line).toUtf8()));
        QVERIFY(!error["hint"].toString().isEmpty());
    }

    void refusesAStoryThatIsNotThere()
    {
        const QTemporaryDir folder;
        for (const QString& path : {folder.filePath("none"), folder.path()}) {
            const auto result = runProgram({"simulate", "--trace", path});
            QCOMPARE(result.code, 3);
            QVERIFY2(result.err.contains("cannot be read"), result.err.constData());
        }
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
