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

    void tellsItsVersionInJson()
    {
        const auto result = runProgram({"--version", "--json"});

        QCOMPARE(result.code, 0);
        QCOMPARE(result.json().keys(), (QStringList{"build", "git", "version"}));
        const auto line = runProgram({"--version"}).out;
        QVERIFY(line.startsWith("omnitrade " + result.json().value("version").toString().toUtf8() + " ("));
    }

    void tellsWhatItCan()
    {
        const auto result = runProgram({"--help"});

        QCOMPARE(result.code, 0);
        for (const char* command : {"run", "replay", "journal verify", "journal export", "data info"}) {
            QVERIFY2(result.out.contains(command), command);
        }
    }

    void aGroupOfCommandsListsItsVerbs_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QStringList>("verbs");

        QTest::newRow("journal") << "journal" << QStringList{"verify", "export", "state-hash"};
        QTest::newRow("data") << "data" << QStringList{"import", "info", "verify"};
    }

    void aGroupOfCommandsListsItsVerbs()
    {
        QFETCH(QString, group);
        QFETCH(QStringList, verbs);

        const auto help = runProgram({group, "--help"});
        const auto bare = runProgram({group});

        QCOMPARE(help.code, 0);
        QCOMPARE(bare.code, 2);
        QVERIFY(bare.out.isEmpty());
        for (const auto& verb : verbs) {
            const auto name = (group + ' ' + verb).toUtf8();
            QVERIFY2(help.out.contains(name), help.out.constData());
            QVERIFY2(bare.err.contains(name), bare.err.constData());
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
        row("a word that is no command", {"rnu"}, "did you mean omnitrade run?");
        row("half a command", {"journal"}, "needs a verb");
        row("half a command with an option", {"data", "--json-lnes"}, "needs a verb");
        row("a command of another kind", {"journal", "verfy", "x"}, "did you mean omnitrade journal verify?");
        row("a later command", {"optimize", "--space", "x"}, "not part of this version yet");
        row("an unknown option", {"run", "--headless", "--speeed", "1x"}, "did you mean --speed?");
        row("a value that is missing", {"run", "--headless", "--feed"}, "--feed needs FILE");
        row("an option in place of a value", {"run", "--headless", "--feed", "--speed", "max"}, "--feed needs FILE");
        row("an option twice", {"run", "--headless", "--speed", "1x", "--speed", "2x"}, "given twice");
        row("a switch with a value", {"run", "--headless=yes"}, "takes no value");
        row("a run with a window", {"run", "--feed", "synthetic:1"}, "needs --headless");
        row("an option that the window does not have", {"--demmo"}, "did you mean --demo?");
        row("no feed", {"run", "--headless"}, "--feed FILE");
        row("a broker and a feed", {"run", "--headless", "--broker", "binance", "--feed", "synthetic:1"},
            "--feed is of");
        row("a broker and cash", {"run", "--headless", "--broker", "binance", "--cash", "5"}, "--cash is of");
        row("a broker at another pace", {"run", "--headless", "--broker", "binance", "--speed", "10x"}, "only be 1x");
        row("a symbol that is none", {"run", "--headless", "--broker", "binance:BTC,"}, "is no symbol");
        row("a symbol twice", {"run", "--headless", "--broker", "binance:BTC,BTC"}, "stands there twice");
        row("a seed that is none", {"run", "--headless", "--feed", "synthetic:x"}, "whole number");
        row("two built-in markets", {"run", "--headless", "--feed", "synthetic:1", "--feed", "synthetic:2"},
            "synthetic:2 cannot be merged");
        row("a built-in market and a file", {"run", "--headless", "--feed", "synthetic:1", "A_trades.csv"},
            "A_trades.csv cannot be merged");
        row("a speed that is none", {"run", "--headless", "--feed", "synthetic:1", "--speed", "fast"}, "10x");
        row("a speed of zero", {"run", "--headless", "--feed", "synthetic:1", "--speed", "0x"}, "10x");
        row("a length without a unit", {"run", "--headless", "--feed", "synthetic:1", "--until", "10"}, "unit");
        row("cash that is none", {"run", "--headless", "--feed", "synthetic:1", "--cash", "much"}, "100000:USDT");
        row("cash below zero", {"run", "--headless", "--feed", "synthetic:1", "--cash", "-5"}, "above zero");
        row("cash beyond the range", {"run", "--headless", "--feed", "synthetic:1", "--cash", "92233720369"},
            "at most 92");
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

    void toldInJsonAnErrorIsOneDocument_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");

        const auto row = [](const char* name, const QStringList& arguments, int code) {
            QTest::newRow(name) << arguments << code;
        };
        row("a window that cannot be", {"--demmo"}, 2);
        row("a window of two sessions", {"--demo", "--broker", "binance"}, 2);
        row("bars of nobody", {"data", "fetch", "--from", "2025-01-01", "--out", "x.csv"}, 2);
        row("bars of no symbol", {"data", "fetch", "--broker", "binance", "--from", "2025-01-01", "--out", "x.csv"}, 2);
        row("bars from no day", {"data", "fetch", "--broker", "binance:X", "--from", "soon", "--out", "x.csv"}, 2);
        row("a strategy of no session", {"--strategy", "sma_cross"}, 2);
        row("a strategy that there is not", {"--demo", "--strategy", "moon_phase"}, 2);
        row("a window with nobody's broker", {"--broker", ":BTCUSDT"}, 2);
        row("a symbol twice", {"--broker", "binance:BTCUSDT,BTCUSDT"}, 2);
        row("no command", {"rnu"}, 2);
        row("a later command", {"optimize"}, 2);
        row("half a command", {"journal"}, 2);
        row("an unknown option", {"replay", "--speeed"}, 2);
        row("run", {"run", "--headless", "--feed", "synthetic:x"}, 2);
        row("run without its file", {"run", "--headless", "--feed", "/nowhere.csv", "--profile", "@"}, 3);
        row("replay", {"replay", "/nowhere"}, 3);
        row("journal verify", {"journal", "verify", "/nowhere"}, 2);
        row("journal export", {"journal", "export", "/nowhere"}, 3);
        row("journal export of no kind", {"journal", "export", "/nowhere", "--kind", "x"}, 2);
        row("journal state-hash", {"journal", "state-hash", "/nowhere"}, 3);
        row("data import", {"data", "import", "/nowhere.csv", "--to", "@"}, 3);
        row("data info without files", {"data", "info"}, 2);
        row("data verify of no span", {"data", "verify", "x", "--silence", "long"}, 2);
        row("backtest", {"backtest", "--strategy", "sma_cross"}, 2);
        row("backtest without its file", {"backtest", "--strategy", "sma_cross", "--data", "/nowhere.csv"}, 3);
    }

    void toldInJsonAnErrorIsOneDocument()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QTemporaryDir home;
        arguments.replaceInStrings(QRegularExpression("^@$"), home.filePath("new"));

        const auto result = runProgram(arguments + QStringList{"--json"});

        QCOMPARE(result.code, code);
        QCOMPARE(result.out.count('\n'), qsizetype{1});
        const auto error = result.json().value("error").toObject();
        const bool isUnreadable
            = arguments.value(0) == "journal" && arguments.contains("verify"); // its 2 is another one
        QCOMPARE(error.value("code").toString() == "wrong_usage", code == 2 && !isUnreadable);
        QVERIFY(!error.value("message").toString().isEmpty());
        for (const char* key : {"code", "message", "file", "line", "hint"}) {
            QVERIFY2(error.contains(key), key);
        }
    }

    void helpInJsonIsOneDocument()
    {
        for (const auto& command : {QStringList{}, QStringList{"run"}, QStringList{"data"}}) {
            const auto result = runProgram(command + QStringList{"--help", "--json"});

            QCOMPARE(result.code, 0);
            QCOMPARE(result.out.count('\n'), qsizetype{1});
            QVERIFY(result.json().value("help").toString().startsWith("omnitrade"));
        }
    }

    void outputThatCannotBeWrittenIsAFailure_data()
    {
        QTest::addColumn<QStringList>("arguments");

        QTest::newRow("version") << QStringList{"--version"};
        QTest::newRow("help") << QStringList{"--help"};
        QTest::newRow("text of a run") << QStringList{"run", "--headless", "--feed", "synthetic:1", "--until", "1m"};
        QTest::newRow("document of a run")
            << QStringList{"run", "--headless", "--feed", "synthetic:1", "--until", "1m", "--json"};
    }

    void outputThatCannotBeWrittenIsAFailure()
    {
        if (!QFile::exists("/dev/full")) {
            QSKIP("A FULL OUTPUT WAS NOT TESTED: this system has no /dev/full.");
        }
        QFETCH(QStringList, arguments);
        QTemporaryDir home;
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        startProgram(process, arguments + QStringList{"--profile", home.filePath("profile")});

        const auto result = endOf(process);

        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("the output could not be written"), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
