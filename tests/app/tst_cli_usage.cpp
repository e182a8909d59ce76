// needs: app
#include "tests/support/program_run.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestCliUsage : public QObject
{
    Q_OBJECT

private slots:
    void tellsItsVersion()
    {
        const auto result = runProgram({"--version"});

        QCOMPARE(result.code, 0);
        QVERIFY(QRegularExpression("^omnitrade [0-9]+\\.[0-9]+\\.[0-9]+ \\([^,]+, [A-Za-z]+\\)\n$")
                    .match(QString::fromUtf8(result.out))
                    .hasMatch());
    }

    void tellsWhatItCan()
    {
        const auto result = runProgram({"--help"});

        QCOMPARE(result.code, 0);
        for (const char* command : {"run", "replay", "journal verify", "journal export", "data info"}) {
            QVERIFY2(result.out.contains(command), command);
        }
    }

    void everyCommandHasItsHelp_data()
    {
        QTest::addColumn<QStringList>("command");
        for (const char* name : {"run", "replay", "journal verify", "journal export", "journal state-hash", "data info",
                                 "data verify", "data import", "backtest"}) {
            QTest::newRow(name) << QString(name).split(' ');
        }
    }

    void everyCommandHasItsHelp()
    {
        QFETCH(QStringList, command);

        const auto result = runProgram(command + QStringList{"--help"});

        QCOMPARE(result.code, 0);
        QVERIFY(result.out.contains("--profile DIR"));
        QVERIFY(result.out.contains("Exit codes"));
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");

        const auto row = [](const char* name, const QStringList& arguments, const char* word) {
            QTest::newRow(name) << arguments << QString(word);
        };
        row("no command", {}, "run --headless");
        row("a word that is no command", {"rnu"}, "did you mean omnitrade run?");
        row("half a command", {"journal"}, "no command");
        row("a command of another kind", {"journal", "verfy", "x"}, "did you mean omnitrade journal verify?");
        row("a later command", {"simulate", "--seeds", "3"}, "not part of this version yet");
        row("an unknown option", {"run", "--headless", "--speeed", "1x"}, "did you mean --speed?");
        row("a value that is missing", {"run", "--headless", "--feed"}, "--feed needs FILE");
        row("an option in place of a value", {"run", "--headless", "--feed", "--speed", "max"}, "--feed needs FILE");
        row("an option twice", {"run", "--headless", "--speed", "1x", "--speed", "2x"}, "given twice");
        row("a switch with a value", {"run", "--headless=yes"}, "takes no value");
        row("a window", {"run", "--feed", "synthetic:1"}, "the window is not part of this version");
        row("no feed", {"run", "--headless"}, "--feed FILE");
        row("a broker", {"run", "--headless", "--broker", "binance"}, "not part of this version yet");
        row("a seed that is none", {"run", "--headless", "--feed", "synthetic:x"}, "whole number");
        row("a speed that is none", {"run", "--headless", "--feed", "synthetic:1", "--speed", "fast"}, "10x");
        row("a speed of zero", {"run", "--headless", "--feed", "synthetic:1", "--speed", "0x"}, "10x");
        row("a length without a unit", {"run", "--headless", "--feed", "synthetic:1", "--until", "10"}, "unit");
        row("cash that is none", {"run", "--headless", "--feed", "synthetic:1", "--cash", "much"}, "100000:USDT");
        row("cash below zero", {"run", "--headless", "--feed", "synthetic:1", "--cash", "-5"}, "above zero");
        row("cash in no currency", {"run", "--headless", "--feed", "synthetic:1", "--cash", "5:"}, "currency");
        row("an unknown strategy", {"run", "--headless", "--feed", "synthetic:1", "--strategy", "sma_cros"},
            "sma_cross");
        row("an unknown parameter", {"run", "--headless", "--feed", "synthetic:1", "--strategy", "sma_cross:fst=3"},
            "fst");
        row("operands where none are taken", {"run", "--headless", "x"}, "does not take");
        row("no folder", {"replay"}, "needs DIR");
        row("two folders", {"replay", "a", "b"}, "does not take");
        row("an unknown kind", {"journal", "export", "x", "--kind", "trade"}, "proposal, decision");
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        const bool isRun = !arguments.isEmpty() && arguments.front() == "run";

        const auto result = runProgram(isRun ? arguments + QStringList{"--profile", profile} : arguments);

        QCOMPARE(result.code, 2);
        QVERIFY2(result.err.contains(word.toUtf8()), result.err.constData());
        QVERIFY(result.out.isEmpty());
        QVERIFY(!QFile::exists(profile)); // nothing half done
    }

    void toldInJsonAnErrorIsOneDocument()
    {
        const auto result = runProgram({"run", "--headless", "--json", "--feed", "synthetic:x"});

        QCOMPARE(result.code, 2);
        const auto error = result.json().value("error").toObject();
        QCOMPARE(error.value("code").toString(), QString("wrong_usage"));
        for (const char* key : {"code", "message", "file", "line", "hint"}) {
            QVERIFY2(error.contains(key), key);
        }
    }
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
