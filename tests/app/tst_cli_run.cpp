// needs: app
#include "tests/support/wave_run.h"

#include <QJsonArray>
#include <QTest>

using namespace omni::tests;

class TestCliRun : public QObject
{
    Q_OBJECT

private slots:
    void aRunEndsWithItsSummary()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 2'000);

        const auto result = runProgram(at.wavesRun("profile", {"--json"}));

        QVERIFY2(result.code == 0, result.err.constData());
        const auto summary = result.json();
        for (const char* key :
             {"events", "proposals", "approved", "rejected", "expired", "orders", "fills", "refusals", "fees", "cash",
              "positions", "equity", "realised", "unrealised", "max_drawdown", "seconds", "state_hash"}) {
            QVERIFY2(summary.contains(key), key);
        }
        QVERIFY(summary.value("events").toInteger() > 4'000); // a quote and a trade each second
        QVERIFY(summary.value("approved").toInteger() > 0);
        QVERIFY(summary.value("fills").toInteger() > 0);
        QCOMPARE(summary.value("approved").toInteger(), summary.value("proposals").toInteger());
        QCOMPARE(summary.value("state_hash").toString().size(), qsizetype{64});
        QVERIFY(summary.value("fees").toObject().contains("USDT"));
        QVERIFY(summary.value("cash").toObject().value("USDT").isString());
    }

    // Deposit + realised + unrealised - fees = equity, to the last unit.
    void theBooksBalance()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'990);

        const auto summary = runProgram(at.wavesRun("profile", {"--json"})).json();

        const auto figure = [&summary](const char* key) { return e8(summary.value(key).toString()); };
        const auto fees = e8(summary.value("fees").toObject().value("USDT").toString());
        QVERIFY(fees > 0);
        QCOMPARE(figure("equity"), 100'000 * 100'000'000LL + figure("realised") + figure("unrealised") - fees);
    }

    void saysWhatRemainsAndWhatBecameOfEachProposal()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'700);

        const auto json = runProgram(at.wavesRun("one", {"--json"})).json();
        const auto text = runProgram(at.wavesRun("two"));

        QVERIFY(!json.value("positions").toArray().isEmpty()); // or it shows nothing
        const auto held = json.value("positions").toArray().first().toObject();
        const QString sentence = "1 open position remains (" + held.value("quantity").toString()
            + " file:WAVE); stops have ended with the simulated venue and do nothing while no session runs";
        QVERIFY(json.value("notes").toArray().last().toString().startsWith(sentence));
        QVERIFY(json.value("stops_have_ended").toBool());
        QVERIFY(text.out.contains(sentence.toUtf8()));
        qint64 sum = 0;
        for (const char* key :
             {"approved", "rejected", "expired", "withdrawn", "superseded", "suppressed", "waiting"}) {
            QVERIFY2(json.contains(key), key);
            sum += json.value(key).toInteger();
        }
        QCOMPARE(sum, json.value("proposals").toInteger());
    }

    void twoRunsHaveOneHash()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);

        const auto first = runProgram(at.wavesRun("one", {"--json"})).json();
        const auto second = runProgram(at.wavesRun("two", {"--json", "--set", "journal.durability=relaxed"})).json();

        QVERIFY(!first.value("state_hash").toString().isEmpty());
        QCOMPARE(first.value("state_hash"), second.value("state_hash"));
        QCOMPARE(first.value("fills"), second.value("fills"));
    }

    void theBuiltInMarketIsTheSameForASeed()
    {
        Workplace at;
        const auto run = [&at](const char* profile, const char* seed) {
            return runProgram({"run", "--headless", "--profile", at.profile(profile), "--feed", seed, "--until", "10m",
                               "--strategy", "sma_cross:interval=1s,fast=5,slow=15", "--approve", "all", "--json"});
        };

        const auto first = run("one", "synthetic:7");
        const auto second = run("two", "synthetic:7");
        const auto other = run("three", "synthetic:8");

        QVERIFY2(first.code == 0, first.err.constData());
        QVERIFY(first.json().value("fills").toInteger() > 0);
        QCOMPARE(first.json().value("state_hash"), second.json().value("state_hash"));
        QVERIFY(first.json().value("state_hash") != other.json().value("state_hash"));
        QVERIFY(first.json().value("cash").toObject().contains("USD"));
    }

    void aReplayIsIdentical()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);
        const auto run = runProgram(at.wavesRun("profile", {"--json"})).json();

        const auto replay = runProgram({"replay", at.profile(), "--json"});

        QVERIFY2(replay.code == 0, replay.out.constData());
        QCOMPARE(replay.json().value("identical").toBool(), true);
        QCOMPARE(replay.json().value("state_hash"), run.value("state_hash"));
        QVERIFY(replay.json().value("first_difference").isNull());
        QCOMPARE(runProgram({"journal", "state-hash", at.profile()}).out.trimmed(),
                 run.value("state_hash").toString().toUtf8());
    }

    void theExportTellsWhatTheSummaryCounts()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);
        const auto run = runProgram(at.wavesRun("profile", {"--json"})).json();

        const auto exported = runProgram({"journal", "export", at.profile(), "--json"});

        QCOMPARE(exported.code, 0);
        qint64 proposals = 0, approved = 0, orders = 0, fills = 0;
        qlonglong fees = 0;
        for (const auto& line : exported.lines()) {
            const auto kind = line.value("kind").toString();
            proposals += kind == "proposal" ? 1 : 0;
            approved += kind == "decision" && line.value("decision").toString() == "approved" ? 1 : 0;
            orders += kind == "order" ? 1 : 0;
            if (kind == "fill") {
                ++fills;
                fees += e8(line.value("fee").toString());
                QCOMPARE(line.value("fee_currency").toString(), QString("USDT"));
                QCOMPARE(line.value("instrument").toString(), QString("file:WAVE"));
                QVERIFY(line.value("side").toString() == "buy" || line.value("side").toString() == "sell");
                for (const char* key : {"time", "order", "quantity", "price", "value"}) {
                    QVERIFY2(!line.value(key).isNull() && line.contains(key), key);
                }
            }
        }
        QCOMPARE(proposals, run.value("proposals").toInteger());
        QCOMPARE(approved, run.value("approved").toInteger());
        QCOMPARE(orders, run.value("orders").toInteger());
        QCOMPARE(fills, run.value("fills").toInteger());
        QCOMPARE(fees, e8(run.value("fees").toObject().value("USDT").toString()));
    }

    void theStreamIsTheExport()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);

        const auto stream = runProgram(at.wavesRun("profile", {"--json-lines"}));
        const auto exported = runProgram({"journal", "export", at.profile(), "--json"});

        auto lines = stream.out.split('\n');
        lines.removeAll({});
        QVERIFY(!lines.isEmpty());
        QCOMPARE(QJsonDocument::fromJson(lines.takeLast()).object().value("kind").toString(), QString("summary"));
        auto expected = exported.out.split('\n');
        expected.removeAll({});
        QCOMPARE(lines, expected);
    }

    void aCsvHasAHeaderAndARowForEachFill()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'000);
        const auto run = runProgram(at.wavesRun("profile", {"--json"})).json();

        const auto csv = runProgram({"journal", "export", at.profile(), "--csv", "--kind", "fill"});

        QCOMPARE(csv.code, 0);
        auto rows = csv.out.split('\n');
        rows.removeAll({});
        QVERIFY(rows.takeFirst().startsWith("seq,time,"));
        QCOMPARE(qint64{rows.size()}, run.value("fills").toInteger());
    }

    void nobodyApprovesUnlessTold()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);
        auto arguments = at.wavesRun("profile");
        arguments[arguments.indexOf("all")] = "manual";

        const auto summary = runProgram(arguments + QStringList{"--json"}).json();

        QVERIFY(summary.value("proposals").toInteger() > 0);
        QCOMPARE(summary.value("orders").toInteger(), qint64{0});
        QCOMPARE(summary.value("approved").toInteger(), qint64{0});
        QVERIFY(summary.value("expired").toInteger() > 0);
        QCOMPARE(summary.value("equity").toString(), QString("100000.00"));
    }

    void aListAnswersByNumber()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);
        writeFile(at.file("answers"), "# the first one only\n1 approve\n* decline\n");
        auto arguments = at.wavesRun("profile");
        arguments[arguments.indexOf("all")] = at.file("answers");

        const auto summary = runProgram(arguments + QStringList{"--json"}).json();

        QCOMPARE(summary.value("approved").toInteger(), qint64{1});
        QVERIFY(summary.value("rejected").toInteger() > 0);
    }

    // A list that asks for more than was proposed approves nothing, and says so at once and at the end.
    void anAnswerThatComesToNothingIsToldWithItsLine()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'500);
        writeFile(at.file("answers"), "# too much\n1 approve 999999999999\n* decline\n");
        auto arguments = at.wavesRun("profile");
        arguments[arguments.indexOf("all")] = at.file("answers");

        const auto run = runProgram(arguments + QStringList{"--json"});

        QCOMPARE(run.code, 0);
        const auto summary = run.json();
        QCOMPARE(summary.value("approved").toInteger(), qint64{0});
        const auto start = at.file("answers") + ":2: proposal 1 was not approved with 999999999999 lots instead of ";
        QString told;
        for (const auto& note : summary.value("notes").toArray()) {
            told += note.toString().startsWith(start) ? note.toString() : QString();
        }
        QVERIFY2(told.endsWith("an approval may make an order smaller, never larger, and not nothing"),
                 run.out.constData());
        QVERIFY2(QString::fromUtf8(run.err).contains(told), run.err.constData());
    }

    void aListThatCannotBeReadNamesItsLine()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 100);
        writeFile(at.file("answers"), "1 approve\n2 aprove\n");
        auto arguments = at.wavesRun("profile");
        arguments[arguments.indexOf("all")] = at.file("answers");

        const auto run = runProgram(arguments + QStringList{"--json"});

        QCOMPARE(run.code, 3);
        const auto error = run.json().value("error").toObject();
        QCOMPARE(error.value("line").toInt(), 2);
        QVERIFY(error.value("message").toString().startsWith(at.file("answers") + ":2: neither approve nor decline"));
    }

    void aSecondSessionGoesOnWhereTheFirstEnded()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 1'000);
        const auto first = runProgram(at.wavesRun("profile", {"--json"})).json();

        const auto second = runProgram(
            {"run", "--headless", "--profile", at.profile(), "--feed", at.file("WAVE_quotes.csv"), "--json"});

        QVERIFY2(second.code == 0, second.err.constData());
        QCOMPARE(second.json().value("cash"), first.value("cash"));
        QCOMPARE(second.json().value("fills").toInteger(), qint64{0});
        QCOMPARE(runProgram({"replay", at.profile()}).code, 0);
    }

    void anotherFeedKeepsTheInstrumentsApart()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 700);
        writeWaves(at.folder.path(), "OTHER", 700);
        QCOMPARE(runProgram(at.wavesRun("profile")).code, 0);

        const auto second = runProgram({"run", "--headless", "--profile", at.profile(), "--feed",
                                        at.file("OTHER_quotes.csv"), at.file("OTHER_trades.csv"), "--strategy",
                                        "sma_cross:interval=10s,fast=3,slow=8", "--approve", "all", "--json"});
        const auto lines = runProgram({"journal", "export", at.profile(), "--json", "--kind", "proposal"}).lines();

        QVERIFY2(second.code == 0, second.err.constData());
        QVERIFY(!lines.isEmpty());
        QCOMPARE(lines.front().value("instrument").toString(), QString("file:WAVE"));
        QCOMPARE(lines.back().value("instrument").toString(), QString("file:OTHER"));
        QCOMPARE(runProgram({"replay", at.profile()}).code, 0);
    }

    void aProfileKeepsItsCurrency()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 100);
        QCOMPARE(runProgram(at.wavesRun("profile")).code, 0);

        const auto other = runProgram({"run", "--headless", "--profile", at.profile(), "--feed",
                                       at.file("WAVE_quotes.csv"), "--cash", "5:EUR", "--json"});

        QCOMPARE(other.code, 4);
        QVERIFY(other.err.contains("USDT"));
    }

    // USDT is not USD: without a rate between them equity is unknown and nothing new is opened.
    void anotherCurrencyIsTradedWithARateAlone()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 600);
        const auto inDollars = [&at](const QString& profile) {
            return at.wavesRun(profile).replaceInStrings("100000:USDT", "100000:USD")
                + QStringList{"--instrument", "file:WAVE,tick=0.01,lot=0.01,quote=USDT"};
        };
        QVERIFY(runProgram(inDollars("told")).err.contains("without a rate between them"));
        const auto without = runProgram(inDollars("a") + QStringList{"--json"});
        QCOMPARE(without.code, 0);
        QCOMPARE(without.json().value("orders").toInt(), 0);
        const auto refusals = without.json().value("refusals").toObject();
        QCOMPARE(refusals.keys(), QStringList{"equity_unknown"}); // not a size of nothing
        QVERIFY(without.json().value("notes").toArray().at(0).toString().contains("what USDT is worth in USD"));

        const auto with = runProgram(inDollars("b") + QStringList{"--rate", "USDT/USD=0.9998", "--json"});
        QVERIFY2(with.code == 0, with.err.constData());
        QVERIFY(with.json().value("orders").toInt() > 0);
        QVERIFY(with.json().value("equity").isString());
        QCOMPARE(runProgram({"replay", at.file("b")}).code, 0);
    }

    void aRateMustBeOne()
    {
        Workplace at;
        writeWaves(at.folder.path(), "WAVE", 10);
        for (const char* wrong : {"USDT/USD", "USDT=1", "USDT/USDT=1", "USDT/USD=0", "USDT/USD=-1", "USDT/USD=x",
                                  "US DT/USD=1", "USDT/USD=0.123456789", "=1/2"}) {
            const auto run = runProgram(at.wavesRun("c", {"--rate", wrong}));
            QVERIFY2(run.code == 2, wrong);
            QVERIFY2(run.err.contains("--rate"), run.err.constData());
        }
        QVERIFY(!QFileInfo::exists(at.file("c")));
    }

    void badDataNamesItsLine()
    {
        Workplace at;
        writeFile(at.file("BAD_trades.csv"),
                  "timestamp_ns,price,size,side\n1709562600000000000,10.5,1,B\n"
                  "1709562601000000000,abc,1,B\n");

        const auto run = runProgram(
            {"run", "--headless", "--profile", at.profile(), "--feed", at.file("BAD_trades.csv"), "--json"});
        const auto verify = runProgram({"data", "verify", at.file("BAD_trades.csv")});

        QCOMPARE(run.code, 3);
        const auto error = run.json().value("error").toObject();
        QCOMPARE(error.value("line").toInteger(), qint64{3});
        QVERIFY(error.value("file").toString().endsWith("BAD_trades.csv"));
        QCOMPARE(verify.code, 3);
        QVERIFY(verify.err.contains(":3"));
    }

    void timesInAnotherUnitAreBadDataThatIsNamed()
    {
        Workplace at;
        writeFile(at.file("MS_trades.csv"), "timestamp_ns,price,size,side\n1709562600000,10.5,1,B\n");

        const auto run = runProgram(
            {"run", "--headless", "--profile", at.profile(), "--feed", at.file("MS_trades.csv"), "--json"});
        const auto verify = runProgram({"data", "verify", at.file("MS_trades.csv")});

        QCOMPARE(run.code, 3);
        const auto error = run.json().value("error").toObject();
        QCOMPARE(error.value("line").toInteger(), qint64{2});
        QVERIFY(error.value("message").toString().contains("looks like milliseconds"));
        QCOMPARE(verify.code, 3);
        QVERIFY(verify.err.contains("looks like milliseconds"));
    }

    void aFeedThatIsNotThereIsBadInput()
    {
        Workplace at;

        QCOMPARE(runProgram({"run", "--headless", "--profile", at.profile(), "--feed", at.file("none.csv")}).code, 3);
    }
};

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_cli_run.moc"
