// needs: app
#include "tests/support/program_run.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

constexpr auto columns = "timestamp_ns,price,size,side\n";
constexpr auto first = "1709562600000000000,10.50,1,B\n";

QByteArray trades(const QByteArray& rows)
{
    return QByteArray(columns) + first + rows;
}

/// A gzip member that ends in the middle of its data.
QByteArray cutGzip()
{
    QByteArray rows(columns);
    for (int i = 0; i < 500; ++i) {
        rows += QByteArray::number(1'709'562'600'000'000'000LL + i * 7'919LL) + ','
            + QByteArray::number(1'000 + i * i % 97) + ",1,B\n";
    }
    QByteArray packed = qCompress(rows).mid(4); // a zlib stream
    QByteArray member("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10);
    member += packed.mid(2, packed.size() - 6); // without its own header and checksum
    return member.left(member.size() / 2);
}

} // namespace

/// What the issue calls bad input, given to the program that users get: an exit code, a sentence that names the file
/// and, where there is one, the line; and nothing was traded.
class TestCliBadInput : public QObject
{
    Q_OBJECT

private slots:
    void badDataStopItWithASentence_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const char* file, const QByteArray& content, const char* place,
                            const char* word) { QTest::newRow(name) << file << content << place << word; };
        row("wrong columns", "A_trades.csv", "time,cost\n1,2\n", "A_trades.csv:1", "missing columns");
        row("half a line", "A_trades.csv", trades("1709562601000000000,10."), "A_trades.csv:3", "may have been cut");
        row("not a number", "A_trades.csv", trades("1709562601000000000,nan,1,B\n"), "A_trades.csv:3",
            "not a finite number");
        row("infinite", "A_trades.csv", trades("1709562601000000000,inf,1,B\n"), "A_trades.csv:3",
            "not a finite number");
        row("too large", "A_trades.csv", trades("1709562601000000000,1e30,1,B\n"), "A_trades.csv:3", "too many digits");
        row("a negative price", "A_trades.csv", trades("1709562601000000000,-10.5,1,B\n"), "A_trades.csv:3",
            "below zero");
        row("a price of zero", "A_trades.csv", trades("1709562601000000000,0,1,B\n"), "A_trades.csv:3", "above zero");
        row("off the tick", "A_trades.csv", trades("1709562601000000000,10.503,1,B\n"), "A_trades.csv:3",
            "no multiple of the tick");
        row("time runs backwards", "A_trades.csv", trades("1709562599000000000,10.50,1,B\n"), "A_trades.csv:3",
            "earlier than");
        row("crossed quotes", "A_quotes.csv",
            "timestamp_ns,bid,bid_size,ask,ask_size\n1709562600000000000,10.70,1,10.60,1\n", "A_quotes.csv:2",
            "above the ask");
        row("an empty file", "A_trades.csv", "", "A_trades.csv", "is empty");
        row("a header alone", "A_trades.csv", columns, "A_trades.csv", "no rows");
        row("a cut gzip", "A_trades.csv.gz", cutGzip(), "A_trades.csv.gz", "cut off");
        row("a missing file", "A_trades.csv", QByteArray(), "A_trades.csv", "no such file");
    }

    void badDataStopItWithASentence()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, content);
        QFETCH(const QString, place);
        QFETCH(const QString, word);
        QTemporaryDir folder;
        const QString path = folder.filePath(file);
        if (!content.isNull()) {
            writeFile(path, content);
        }
        const QString profile = folder.filePath(QStringLiteral("profile"));

        const auto run = runProgram({"run", "--headless", "--profile", profile, "--feed", path, "--instrument",
                                     "file:A,tick=0.01,lot=1,quote=USD", "--strategy", "sma_cross:interval=1s"});

        QCOMPARE(run.code, 3);
        QVERIFY2(run.err.contains(place.toUtf8()), run.err.constData());
        QVERIFY2(run.err.contains(word.toUtf8()), run.err.constData());
        const auto orders = runProgram({"journal", "export", profile, "--json", "--kind", "order"});
        QVERIFY2(orders.code != 0 || orders.lines().isEmpty(),
                 orders.out.constData()); // no session, or none that traded
    }

    void aBadConfigurationStopsItBeforeAnythingIsMade_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("an unknown key") << QByteArray("[risk]\ndaily_los = 100\n") << QByteArray("config.toml:2")
                                        << QByteArray("did you mean risk.daily_loss");
        QTest::newRow("a wrong unit") << QByteArray("[risk]\ndaily_loss = \"2 seconds\"\n")
                                      << QByteArray("config.toml:2") << QByteArray("0.01 % to 5 %");
        QTest::newRow("beyond its bound") << QByteArray("[risk]\ndaily_loss = \"50 %\"\n")
                                          << QByteArray("config.toml:2") << QByteArray("0.01 % to 5 %");
        QTest::newRow("a key twice") << QByteArray("[risk]\ndaily_loss = \"1 %\"\ndaily_loss = \"2 %\"\n")
                                     << QByteArray("config.toml:3") << QByteArray("a key stands once");
    }

    void aBadConfigurationStopsItBeforeAnythingIsMade()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QByteArray, place);
        QFETCH(const QByteArray, word);
        QTemporaryDir folder;
        QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        writeFile(folder.filePath(QStringLiteral("config.toml")), content);

        const auto run = runProgram({"run", "--headless", "--profile", folder.path(), "--feed", "synthetic:1"});

        QCOMPARE(run.code, 3);
        QVERIFY2(run.err.contains(place), run.err.constData());
        QVERIFY2(run.err.contains(word), run.err.constData());
        QVERIFY(run.err.contains("no limit was changed"));
        QVERIFY(!QFileInfo::exists(folder.filePath(QStringLiteral("journal"))));
    }

    // V31. A terminal obeys what stands in a file.
    void whatAFileHoldsIsShownAndNotObeyed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("a column in red") << QByteArray("timestamp_ns,pri\x1b[31mce\n1,2\n")
                                         << QByteArray("pri\\u001b[31mce");
        QTest::newRow("a price that clears the screen")
            << trades("1709562601000000000,\x1b[2J,1,B\n") << QByteArray("\\u001b[2J");
        QTest::newRow("no UTF-8") << trades("1709562601000000000,\xff\x9b,1,B\n") << QByteArray("\\xff\\x9b");
    }

    void whatAFileHoldsIsShownAndNotObeyed()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QByteArray, shown);
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("A_trades.csv"));
        writeFile(file, content);

        const auto run = runProgram(
            {"run", "--headless", "--feed", file, "--profile", folder.filePath(QStringLiteral("profile"))});
        const auto looked = runProgram({"data", "verify", file});

        for (const auto& [code, text] :
             {std::pair(run.code, run.err), std::pair(looked.code, looked.out + looked.err)}) {
            QCOMPARE(code, 3);
            QVERIFY2(text.contains(shown), text.constData());
            QVERIFY(!text.contains('\x1b') && !text.contains('\xff'));
        }
    }

    void theBuiltInMarketHasItsOwnInstruments()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("profile"));

        const auto run = runProgram(
            {"run", "--headless", "--profile", profile, "--feed", "synthetic:1", "--instrument", "demo:NOPE"});

        QCOMPARE(run.code, 2);
        QVERIFY2(run.err.contains("--instrument"), run.err.constData());
        QVERIFY(!QFileInfo::exists(profile));
    }

    // A side file says of what the bars are; of what is not traded here they warm nobody up.
    void anInstrumentThatIsNotTradedIsNamed()
    {
        QTemporaryDir folder;
        writeFile(folder.filePath("A_trades.csv"), trades("1709562601000000000,10.50,1,B\n"));
        writeFile(folder.filePath("OTHER.csv"),
                  "timestamp,open,high,low,close,volume\n2024-03-04T14:00:00Z,10,11,10,10.5,5\n");
        writeFile(folder.filePath("OTHER.toml"),
                  "venue = \"file\"\nsymbol = \"OTHER\"\ntick_size = \"0.01\"\n"
                  "lot_size = \"1\"\nquote_currency = \"USD\"\ninterval = \"1m\"\n");
        const QString profile = folder.filePath(QStringLiteral("profile"));

        const auto run = runProgram({"run", "--headless", "--profile", profile, "--feed",
                                     folder.filePath("A_trades.csv"), "--history", folder.filePath("OTHER.csv")});

        QCOMPARE(run.code, 3);
        QVERIFY2(run.err.contains("file:OTHER of --history is not traded in this session"), run.err.constData());
        QVERIFY2(run.err.contains("the instrument whose name it bears"), run.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
