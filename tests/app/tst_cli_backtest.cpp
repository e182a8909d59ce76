// needs: app ZLIB::ZLIB
#include "tests/support/gz_lines.h"
#include "tests/support/program_run.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace omni::tests;

namespace {

/// Daily bars that fall, rise and fall again.
void writeHill(const QString& path)
{
    QByteArray bars = "timestamp,open,high,low,close,volume\n";
    int day = 1;
    int last = 100;
    for (const int close : {100, 99, 98, 97, 99, 100, 101, 99, 98, 97}) {
        bars += "2024-01-" + QByteArray::number(day++).rightJustified(2, '0') + "T00:00:00Z," + QByteArray::number(last)
            + ".10," + QByteArray::number(std::max(last, close) + 1) + ".00,"
            + QByteArray::number(std::min(last, close) - 1) + ".00," + QByteArray::number(close) + ".00,1000\n";
        last = close;
    }
    writeFile(path, bars);
}

struct Workplace {
    QTemporaryDir folder;
    QString bars = folder.filePath("HILL_1d.csv");
    Workplace()
    {
        writeHill(bars);
    }
    [[nodiscard]] QStringList backtest(const QStringList& more = {}) const
    {
        return QStringList{"backtest", "--strategy", "sma_cross:fast=2,slow=3", "--data",
                           bars,       "--profile",  folder.filePath("profile")}
        + more;
    }
};

double number(const QJsonValue& text)
{
    return text.toString().toDouble();
}

bool isNear(double a, double b, double tolerance)
{
    return std::fabs(a - b) <= tolerance * (1 + std::fabs(b));
}

} // namespace

class TestCliBacktest : public QObject
{
    Q_OBJECT

private slots:
    void endsWithOneDocument()
    {
        Workplace at;

        const auto result = runProgram(at.backtest({"--size", "fixed:10", "--json"}));

        QVERIFY2(result.code == 0, result.err.constData());
        const auto document = result.json();
        for (const char* key : {"bars", "trades", "statistics", "final_equity", "equity", "result_hash", "seconds"}) {
            QVERIFY2(document.contains(key), key);
        }
        QCOMPARE(document["bars"].toInteger(), 10);
        QCOMPARE(document["trades"].toArray().size(), qsizetype{1});
        const auto trade = document["trades"].toArray()[0].toObject();
        QCOMPARE(trade["entry_price"].toString(), QString("100.1"));
        QCOMPARE(trade["entry_time"].toString(), QString("2024-01-07T00:00:00.000000000Z"));
        QCOMPARE(document["settings"].toObject()["limits"].toString(), QString("none"));
        QVERIFY(result.err.contains("limits: NONE"));
    }

    void touchesNoProfile()
    {
        Workplace at;

        QCOMPARE(runProgram(at.backtest({"--json"})).code, 0);

        QVERIFY(!QFile::exists(at.folder.filePath("profile")));
        QCOMPARE(QDir(at.folder.path()).entryList(QDir::Files).size(), qsizetype{1});
    }

    void twoRunsHaveOneHash()
    {
        Workplace at;
        const auto hash = [&at] {
            return runProgram(at.backtest({"--size", "all-in", "--json"})).json().value("result_hash").toString();
        };

        QCOMPARE(hash(), hash());
        QCOMPARE(hash().size(), qsizetype{64});
    }

    void tellsPeopleTheFigures()
    {
        Workplace at;

        const auto result = runProgram(at.backtest({"--size", "all-in", "--cash", "5000"}));

        QCOMPARE(result.code, 0);
        for (const char* text :
             {"5000.00 USD became", "limits: NONE", "Sharpe ratio", "Maximum drawdown", "result hash"}) {
            QVERIFY2(result.out.contains(text), text);
        }
    }

    void limitsAreThoseThatAreAskedFor()
    {
        Workplace at;
        const auto limits = at.folder.filePath("limits.toml");
        writeFile(limits, "[risk]\nposition_per_trade = \"1 %\"\n");
        const auto quantity = [&at](const QStringList& more) {
            return runProgram(at.backtest(more + QStringList{"--json"}))
                .json()["trades"]
                .toArray()[0]
                .toObject()["quantity"]
                .toString();
        };
        const auto limitsOf = [&at](const QStringList& more) {
            return runProgram(at.backtest(more + QStringList{"--json"}))
                .json()["settings"]
                .toObject()["limits"]
                .toString();
        };

        QCOMPARE(limitsOf({}), QString("default"));
        QCOMPARE(limitsOf({"--limits", "none"}), QString("none"));
        QCOMPARE(limitsOf({"--limits", limits}), QString("given"));
        // 2 % of 100'000 by the worst price in sight, 100.26, and half as much.
        QCOMPARE(quantity({}), QString("19"));
        QCOMPARE(quantity({"--limits", limits}), QString("9"));
        QCOMPARE(quantity({"--set", "risk.position_per_trade=1 %"}), QString("9"));
    }

    void writesAReport()
    {
        Workplace at;
        const auto path = at.folder.filePath("report.html");

        const auto result = runProgram(at.backtest({"--size", "all-in", "--report", path}));

        QCOMPARE(result.code, 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto page = file.readAll();
        for (const char* text : {"<svg", "limits: none", "HILL_1d.csv", "10 rows, 2024-01-01 to 2024-01-10"}) {
            QVERIFY2(page.contains(text), text);
        }
    }

    void refusesWhatItCannotTake_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("word");

        const auto row = [](const char* name, const QStringList& more, int code, const char* word) {
            QTest::newRow(name) << more << code << QString(word);
        };
        row("a report as pdf", {"--report", "x.pdf"}, 2, "not part of this version yet");
        row("a report of another kind", {"--report", "x.txt"}, 2, ".html");
        row("a rate that is none", {"--commission", "much"}, 2, "0.001");
        row("a rate above all", {"--commission", "2"}, 2, "from 0 to 1");
        row("slippage below zero", {"--slippage", "-1"}, 2, "0 to 10000");
        row("a fill that is none", {"--fill", "open"}, 2, "next-open");
        row("a size that is none", {"--size", "most"}, 2, "all-in");
        row("a size of nothing", {"--size", "fixed:0"}, 2, "above zero");
        row("a risk beyond", {"--size", "risk:11"}, 2, "0.01 to 10");
        row("cash that is none", {"--cash", "0"}, 2, "above zero");
        row("limits without a file", {"--limits", "no-such.toml"}, 3, "no such file");
        row("a limit beyond its bound", {"--set", "risk.daily_loss=50 %"}, 3, "daily_loss");
        row("limits set where none are", {"--limits", "none", "--set", "risk.daily_loss=1 %"}, 2, "--limits none");
        row("cash in another currency", {"--instrument", "x:HILL,quote=EUR", "--cash", "100:USD"}, 3, "EUR");
        row("a folder that is none", {"--report", "/no/such/folder/x.html"}, 1, "cannot be written");
    }

    void refusesWhatItCannotTake()
    {
        QFETCH(QStringList, more);
        QFETCH(int, code);
        QFETCH(QString, word);
        Workplace at;

        const auto result = runProgram(at.backtest(more));

        QVERIFY2(result.code == code, result.err.constData());
        QVERIFY2(result.err.contains(word.toUtf8()), result.err.constData());
    }

    void needsAStrategyAndData()
    {
        Workplace at;

        QCOMPARE(runProgram({"backtest", "--data", at.bars}).code, 2);
        QCOMPARE(runProgram({"backtest", "--strategy", "sma_cross"}).code, 2);
        QCOMPARE(runProgram({"backtest", "--strategy", "sma_cros", "--data", at.bars}).code, 2);
    }

    void aBadFileIsToldWithItsLine()
    {
        Workplace at;
        writeFile(at.folder.filePath("bad.csv"),
                  "timestamp,open,high,low,close,volume\n2024-01-01T00:00:00Z,1,2,x,1,5\n");

        const auto result
            = runProgram({"backtest", "--strategy", "sma_cross", "--data", at.folder.filePath("bad.csv"), "--json"});

        QCOMPARE(result.code, 3);
        const auto error = result.json()["error"].toObject();
        QCOMPARE(error["line"].toInteger(), 2);
        QVERIFY(error["file"].toString().endsWith("bad.csv"));
    }

    // The published run, through the door that scripts use.
    void agreesWithBacktraderOnTheCommandLine()
    {
        constexpr auto data = "data/bars/daily/GOOG_1d.csv.gz";
        constexpr auto equity = "reference/backtest/backtrader/GOOG_sma10_30_fixed100_slip5bp_equity.csv.gz";
        if (!sharedFile(data) || !sharedFile(equity)) {
            QSKIP(absenceOf(equity).c_str());
        }

        const auto result = runProgram({"backtest", "--strategy", "sma_cross:fast=10,slow=30", "--data",
                                        QString::fromStdString(sharedFile(data)->string()), "--cash", "100000",
                                        "--commission", "0.001", "--slippage", "5", "--size", "fixed:100", "--json"});

        QVERIFY2(result.code == 0, result.err.constData());
        const auto document = result.json();
        const auto theirs = tableOf(*sharedFile(equity));
        const auto ours = document["equity"].toArray();
        const auto from = ours.size() - static_cast<qsizetype>(theirs.rows.size());
        for (std::size_t i = 0; i < theirs.rows.size(); ++i) {
            const auto value = number(ours[from + static_cast<qsizetype>(i)].toArray()[1]);
            QVERIFY2(isNear(value, std::strtod(theirs.rows[i][1].c_str(), nullptr), 1e-6), theirs.rows[i][0].c_str());
        }
        QVERIFY(isNear(number(document["final_equity"]), 172'786.8277870001, 1e-9));
        QCOMPARE(document["statistics"].toObject()["trades"].toInteger(), 32);
    }
};

QTEST_GUILESS_MAIN(TestCliBacktest)
#include "tst_cli_backtest.moc"
