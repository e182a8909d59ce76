// needs: app
#include "tests/support/program_run.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

/// Days whose closes go up and down in waves of forty, each day within a quarter of a per cent of its close.
QByteArray dailyWaves(int days, double start)
{
    QByteArray rows = "timestamp,open,high,low,close,volume\n";
    const QDate first(2015, 1, 1);
    double last = start;
    for (int i = 0; i < days; ++i) {
        const int phase = i % 40;
        const double wave = phase < 20 ? phase : 40 - phase;
        const double close = start * (1 + wave * 0.002);
        const auto number = [](double value) { return QByteArray::number(value, 'f', 2); };
        rows += first.addDays(i).toString(Qt::ISODate).toUtf8() + "T00:00:00Z," + number(last) + ','
            + number(std::max(last, close)) + ',' + number(std::min(last, close)) + ',' + number(close) + ",1000\n";
        last = close;
    }
    return rows;
}

struct Workplace {
    QTemporaryDir folder;
    explicit Workplace(double price)
    {
        writeFile(folder.filePath("DAY_1d.csv"), dailyWaves(600, price));
    }
    [[nodiscard]] QStringList run(const QStringList& more) const
    {
        return QStringList{"run",        "--headless",
                           "--profile",  folder.filePath("profile"),
                           "--feed",     folder.filePath("DAY_1d.csv"),
                           "--strategy", "sma_cross:fast=5,slow=10",
                           "--approve",  "all",
                           "--cash",     "100000:USD"}
        + more;
    }
};

} // namespace

class TestCliBars : public QObject
{
    Q_OBJECT

private slots:
    // A bar has no clock within: what is decided at a close is filled at the next open, and not before it was sent.
    void noFillIsOlderThanItsOrder()
    {
        const Workplace at(50);

        const auto lines = runProgram(at.run({"--json-lines", "--set", "risk.losing_streak=10"})).lines();

        QHash<qint64, QString> sent;
        int entries = 0;
        for (const auto& line : lines) {
            const auto order = line.value("order").toInteger();
            if (line.value("kind").toString() == "order") {
                sent.insert(order, line.value("time").toString());
            } else if (line.value("kind").toString() == "fill" && line.value("side").toString() == "buy") {
                ++entries;
                QCOMPARE(line.value("time").toString(), sent.value(order)); // the close is the next day's open
                QVERIFY(line.value("time").toString().endsWith("T00:00:00.000000000Z"));
            }
        }
        QVERIFY2(entries >= 5, qPrintable(QString::number(entries)));
    }

    void whatIsToldNeverRunsBackwards()
    {
        const Workplace at(50);

        const auto out = runProgram(at.run({"--set", "risk.losing_streak=10"})).out;

        QByteArray last;
        int told = 0;
        for (const auto& line : out.split('\n')) {
            const auto time = line.left(24);
            if (time.endsWith('Z') && time.startsWith("20")) {
                QVERIFY2(time >= last, line.constData());
                last = time;
                ++told;
            }
        }
        QVERIFY(told > 50);
    }

    // 2 % of 1000 buy no share of 50, and the count of refusals alone would not say so.
    void aLotThatIsTooDearIsExplainedOnce()
    {
        const Workplace at(50);
        auto arguments = at.run({});
        arguments[arguments.indexOf("100000:USD")] = "1000:USD";

        const auto result = runProgram(arguments);

        QCOMPARE(result.code, 0);
        QVERIFY(result.out.contains("The limits leave less than one lot of file:DAY_1d"));
        const QByteArray note = "and a position may be worth 20.00 (2 % of equity); state a finer lot, as in "
                                "--instrument file:DAY_1d,lot=0.001";
        QCOMPARE(result.out.count(note), qsizetype{1});
        QVERIFY(result.out.contains("  file:DAY_1d: one lot is 1 and worth 5"));
    }

    void aFinerLotMakesItTrade()
    {
        const Workplace at(50);
        auto arguments = at.run({"--instrument", "file:DAY_1d,lot=0.001", "--json"});
        arguments[arguments.indexOf("100000:USD")] = "1000:USD";

        const auto summary = runProgram(arguments).json();

        QVERIFY(summary.value("fills").toInteger() > 0);
        QVERIFY(!summary.value("refusals").toObject().contains("order_size"));
    }

    void aPauseNamesItsBreaker()
    {
        const Workplace at(50);

        const auto result = runProgram(at.run({"--set", "risk.losing_streak=1", "--set", "fees.taker=5 %"}));

        QCOMPARE(result.code, 0);
        QVERIFY2(result.out.contains("Paused by losing_streak (1 of 1). Only orders that close a position pass"),
                 result.out.constData());
        QVERIFY(!result.out.contains("kill switch"));
        QVERIFY(result.out.contains("the breaker losing_streak trips"));
        QCOMPARE(result.out.count("  paused by losing_streak (1 of 1): "), qsizetype{1});
    }
};

QTEST_GUILESS_MAIN(TestCliBars)
#include "tst_cli_bars.moc"
