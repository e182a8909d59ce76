// needs: app
#include "tests/support/wave_run.h"

#include <QJsonArray>
#include <QTest>

using namespace omni::tests;

namespace {

/// Minutes before the built-in market and the waves.
QByteArray bars(int count, const QByteArray& day, int hour, int firstMinute)
{
    QByteArray text = "timestamp,open,high,low,close,volume\n";
    for (int i = 0; i < count; ++i) {
        const int minute = firstMinute + i;
        text += day + 'T' + QByteArray::number(hour + minute / 60).rightJustified(2, '0') + ':'
            + QByteArray::number(minute % 60).rightJustified(2, '0') + ":00Z,100.00,100.50,99.50,100.00,5\n";
    }
    return text;
}

} // namespace

class TestCliSessionEnds : public QObject
{
    Q_OBJECT

private slots:
    void positionsStayUnlessToldOtherwise()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'700);

        const auto kept = runProgram(at.wavesRun("kept", {"--json"})).json();
        const auto flat = runProgram(at.wavesRun("flat", {"--at-end", "flatten", "--json"})).json();

        QCOMPARE(kept.value("positions").toArray().size(), qsizetype{1});
        QVERIFY(kept.value("stops_have_ended").toBool());
        QVERIFY(flat.value("positions").toArray().isEmpty());
        QVERIFY(!flat.value("stops_have_ended").toBool());
        QCOMPARE(flat.value("unrealised").toString(), QString("0.00"));
        QVERIFY(flat.value("fills").toInteger() > kept.value("fills").toInteger());
        QCOMPARE(runProgram({"replay", at.file("flat")}).code, 0);
        QCOMPARE(runProgram({"replay", at.file("kept")}).code, 0);
    }

    void theBuiltInMarketIsLeftFlatToo()
    {
        Workplace at;
        const auto run = runProgram({"run", "--headless", "--profile", at.file("p"), "--feed", "synthetic:7", "--until",
                                     "10m", "--strategy", "sma_cross:interval=1s,fast=5,slow=15", "--approve", "all",
                                     "--at-end", "flatten", "--json"});

        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY(run.json().value("fills").toInteger() > 0);
        QVERIFY(run.json().value("positions").toArray().isEmpty());
        QCOMPARE(runProgram({"replay", at.file("p")}).code, 0);
    }

    void anotherWordIsWrongUsage()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 10);

        const auto run = runProgram(at.wavesRun("p", {"--at-end", "sell"}));

        QCOMPARE(run.code, 2);
        QVERIFY(run.err.contains("--at-end sell is neither keep nor flatten"));
    }

    // Without history it says so; with it the first bars may propose, and the record replays.
    void strategiesBeginWarmWhereThereIsHistory()
    {
        Workplace at;
        const auto run = [&at](const char* profile, const char* interval) {
            return runProgram({"run", "--headless", "--profile", at.file(profile), "--feed", "synthetic:7", "--until",
                               "40m", "--strategy", QString("sma_cross:interval=%1,fast=5,slow=60").arg(interval),
                               "--approve", "all", "--json"});
        };

        const auto warm = run("warm", "1m");
        const auto cold = run("cold", "45s");

        QVERIFY2(warm.code == 0, warm.err.constData());
        QVERIFY(!warm.err.contains("from before the session"));
        QVERIFY(warm.json().value("proposals").toInteger() > 0); // 60 bars of a minute have not passed yet
        QCOMPARE(runProgram({"replay", at.file("warm")}).code, 0);
        QVERIFY2(cold.err.contains("no bars of 45s from before the session are known: sma_cross proposes no entry "
                                   "before it has seen 60"),
                 cold.err.constData());
        QCOMPARE(cold.json().value("proposals").toInteger(), qint64{0});
    }

    // A live session: the same input, on threads.
    void aLiveSessionBeginsWarmToo()
    {
        Workplace at;
        const auto run
            = runProgram({"run", "--headless", "--driver", "live", "--profile", at.file("p"), "--feed", "synthetic:7",
                          "--until", "2s", "--strategy", "sma_cross:interval=1m,fast=5,slow=60", "--json"});

        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY(!run.err.contains("from before the session"));
        QCOMPARE(runProgram({"replay", at.file("p")}).code, 0);
    }

    void barFilesTellWhatWasBefore()
    {
        Workplace at;
        writeFile(at.file("ACME.csv"), bars(30, "2024-03-05", 10, 0));
        writeFile(at.file("BEFORE.csv"), bars(90, "2024-03-04", 10, 0));
        const auto run = [&at](const QString& profile, const QStringList& more) {
            return runProgram(QStringList{"run", "--headless", "--profile", at.file(profile), "--feed",
                                          at.file("ACME.csv"), "--strategy", "sma_cross:fast=5,slow=60"}
                              + more);
        };

        const auto cold = run("cold", {});
        const auto warm = run("warm", {"--history", at.file("BEFORE.csv")});

        QVERIFY(cold.err.contains("no bars of 1m from before the session are known"));
        QVERIFY2(warm.code == 0, warm.err.constData());
        QVERIFY2(!warm.err.contains("from before the session"), warm.err.constData());
        QCOMPARE(runProgram({"replay", at.file("warm")}).code, 0);

        writeFile(at.file("FEW.csv"), bars(12, "2024-03-04", 10, 0));
        QVERIFY(run("few", {"--history", at.file("FEW.csv")})
                    .err.contains("only 12 bars of 1m from before the session are known: sma_cross proposes no entry "
                                  "before it has seen 60"));
    }

    void aHistoryThatDoesNotFitIsRefused()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 30);
        writeFile(at.file("FINE.csv"), QByteArray(bars(3, "2024-01-02", 10, 0)).replace("100.50", "100.5012345"));
        writeFile(at.file("BROKEN.csv"), QByteArray(bars(3, "2024-01-02", 10, 0)).replace("99.50", "x"));
        const auto run = [&at](const QString& file) {
            return runProgram(at.wavesRun("p", {"--history", at.file(file)}));
        };

        const auto ticks = run("WAVE_trades.csv");
        QCOMPARE(ticks.code, 3);
        QVERIFY2(ticks.err.contains("is no file of bars"), ticks.err.constData());
        const auto fine = run("FINE.csv");
        QCOMPARE(fine.code, 3);
        QVERIFY2(fine.err.contains("lies between two ticks of file:WAVE"), fine.err.constData());
        const auto broken = run("BROKEN.csv");
        QCOMPARE(broken.code, 3);
        QVERIFY2(broken.err.contains("BROKEN.csv:2"), broken.err.constData());
        QCOMPARE(run("NONE.csv").code, 3);
        const auto builtIn = runProgram({"run", "--headless", "--profile", at.file("p"), "--feed", "synthetic:1",
                                         "--history", at.file("FINE.csv")});
        QCOMPARE(builtIn.code, 2);
        QVERIFY(builtIn.err.contains("the built-in market knows what was before it"));
    }

    // From config.toml: used, too old, of a later time; and the desk says why equity is unknown.
    void ratesOfTheConfigurationAreUsedWhileTheyAreYoung()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 600);
        const auto run = [&at](const QString& profile, const QString& rate) {
            auto arguments
                = at.wavesRun(profile, {"--instrument", "file:WAVE,tick=0.01,lot=0.01,quote=USDT", "--json"});
            arguments.replaceInStrings("100000:USDT", "100000:USD");
            return runProgram(rate.isEmpty() ? arguments : arguments + QStringList{"--set", "rates.USDT/USD=" + rate});
        };
        // The waves begin on 2024-03-04.
        const auto young = run("young", "0.9998 at 2024-03-04 from Kraken");
        QVERIFY2(young.code == 0, young.err.constData());
        QVERIFY2(young.err.contains("the rate USDT/USD 0.9998 of 2024-03-04T00:00 from Kraken is used"),
                 young.err.constData());
        QVERIFY(young.json().value("orders").toInt() > 0);
        QVERIFY(young.json().value("equity").isString());
        QCOMPARE(runProgram({"replay", at.file("young")}).code, 0);

        const auto old = run("old", "0.9998 at 2024-03-01");
        QVERIFY2(old.err.contains("is not used: it is more than 1d old"), old.err.constData());
        QVERIFY(old.err.contains("without a rate between them"));
        QCOMPARE(old.json().value("orders").toInt(), 0);

        const auto later = run("later", "0.9998 at 2025-01-01");
        QVERIFY2(later.err.contains("is not used: it is of a time after the session's start"), later.err.constData());

        const auto wrong = run("wrong", "0.9998");
        QCOMPARE(wrong.code, 3);
        QVERIFY(!QFileInfo::exists(at.file("wrong")));
    }

    void aCurrencyInSmallLettersIsAskedBack()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 10);
        auto arguments = at.wavesRun("p");
        arguments.replaceInStrings("100000:USDT", "100000:usdt");

        const auto run = runProgram(arguments);

        QCOMPARE(run.code, 2);
        QVERIFY2(run.err.contains("\"usdt\" would be another currency than USDT"), run.err.constData());
        QVERIFY(!QFileInfo::exists(at.file("p")));
    }
};

QTEST_GUILESS_MAIN(TestCliSessionEnds)
#include "tst_cli_session_ends.moc"
