// The document and the page of a backtest.

#include "core/desk/backtest/curves_svg.h"
#include "core/desk/backtest/report_html.h"
#include "core/desk/backtest/result_json.h"
#include "core/desk/backtest/run.h"
#include "tests/support/scripted_market.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace omni;
using namespace omni::test;
using backtest::BacktestResult;
using backtest::BacktestSetup;

namespace {

constexpr std::int64_t oneDollar = 100'000'000;

/// Two trades of 10 shares, the second one still open.
BacktestResult aTypicalResult()
{
    ScriptedMarket feed;
    int day = 0;
    for (const std::int64_t close :
         {10'000, 9'900, 9'800, 9'700, 9'900, 10'000, 10'100, 9'900, 9'800, 9'700, 9'900, 10'100, 10'200}) {
        feed.addDay(day++, close);
    }
    BacktestSetup setup;
    setup.strategies = {"sma_cross:fast=2,slow=3,direction=long"};
    setup.limits.enforced = false;
    setup.size = backtest::SizeRule::Fixed;
    setup.quantityE8 = 10 * oneDollar;
    setup.commissionE8 = 100'000;
    return backtest::run(setup, feed).value();
}

QJsonObject documentOf(const BacktestResult& result)
{
    const auto text = backtest::jsonOf(result, backtest::figuresOf(result), milliseconds(1'250));
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

QString pageOf(const BacktestResult& result, const backtest::ReportFrame& frame = {})
{
    return QString::fromStdString(backtest::htmlOf(result, backtest::figuresOf(result), frame));
}

} // namespace

class TestBacktestReport : public QObject
{
    Q_OBJECT

private slots:
    void theDocumentHasItsContractedKeys()
    {
        const auto document = documentOf(aTypicalResult());

        for (const char* key : {"bars", "trades", "statistics", "final_equity", "equity", "result_hash", "seconds"}) {
            QVERIFY2(document.contains(key), key);
        }
        QCOMPARE(document["bars"].toInteger(), 13);
        QCOMPARE(document["seconds"].toDouble(), 1.25);
        QCOMPARE(document["equity"].toArray().size(), qsizetype{13});
        QCOMPARE(document["equity"].toArray()[0].toArray()[0].toString(), QString("2024-01-02T00:00:00.000000000Z"));
        QCOMPARE(document["equity"].toArray()[0].toArray()[1].toString(), QString("100000.00"));
        QCOMPARE(document["result_hash"].toString().size(), qsizetype{64});
    }

    void aTradeTellsItself()
    {
        const auto trades = documentOf(aTypicalResult())["trades"].toArray();

        QCOMPARE(trades.size(), qsizetype{2});
        const auto trade = trades[0].toObject();
        for (const char* key : {"instrument", "side", "quantity", "entry_time", "entry_price", "exit_time",
                                "exit_price", "fees", "pnl", "reason"}) {
            QVERIFY2(trade[key].isString(), key);
        }
        QCOMPARE(trade["instrument"].toString(), QString("test:ACME"));
        QCOMPARE(trade["side"].toString(), QString("buy"));
        QCOMPARE(trade["quantity"].toString(), QString("10"));
        QCOMPARE(trade["entry_price"].toString(), QString("100"));
        QCOMPARE(trade["exit_price"].toString(), QString("98"));
        QCOMPARE(trade["fees"].toString(), QString("1.98"));
        QCOMPARE(trade["pnl"].toString(), QString("-21.98"));
        QVERIFY(trades[1].toObject()["exit_time"].isNull());
        QCOMPARE(trades[1].toObject()["reason"].toString(), QString("open"));
        QCOMPARE(trades[1].toObject()["exit_price"].toString(), QString("102"));
    }

    void whatIsNotKnownIsNull()
    {
        auto result = aTypicalResult();
        result.trades.clear();
        result.equity.resize(1);

        const auto statistics = documentOf(result)["statistics"].toObject();

        for (const char* key :
             {"sharpe_ratio", "win_rate", "profit_factor", "annual_return", "sqn", "average_trade_days"}) {
            QVERIFY2(statistics.contains(key) && statistics[key].isNull(), key);
        }
        QCOMPARE(statistics["trades"].toInteger(), 0);
    }

    void thePageNeedsNothingButItself()
    {
        const auto page = pageOf(aTypicalResult());

        for (const char* word : {"http:", "https:", "src=", "href=", "@import", "<script"}) {
            QVERIFY2(!page.contains(word), word);
        }
        QVERIFY(page.contains("<svg"));
        QVERIFY(page.contains("aria-label=\"Drawdown\""));
    }

    void thePageSaysLoudlyThatThereWereNoLimits()
    {
        auto result = aTypicalResult();
        QVERIFY(pageOf(result).contains("class=\"loud\">limits: none."));

        result.setup.limits = risk::Limits{};
        QVERIFY(!pageOf(result).contains("class=\"loud\""));
    }

    void thePageTellsWhatToBewareOf()
    {
        const auto page = pageOf(aTypicalResult());

        QVERIFY(page.contains("One trade ended. So few tell next to nothing"));
        QVERIFY(page.contains("How many others were tried before it is not known here"));
        QVERIFY(page.contains("There was no gain before fees for them to take a share of. Slippage was not modelled."));
        QVERIFY(page.contains("One position is open at the end"));
    }

    void thePageTellsDataSettingsAndLimits()
    {
        backtest::ReportFrame frame;
        frame.program = "omnitrade 1.2.3";
        frame.files = {{"ACME.csv.gz", 13, newYear, newYear + days(12)}};
        frame.limits = {{"risk.daily_loss", "2 %"}};

        const auto page = pageOf(aTypicalResult(), frame);

        for (const char* text :
             {"omnitrade 1.2.3", "ACME.csv.gz", "13 rows, 2024-01-02 to 2024-01-14", "risk.daily_loss",
              "sma_cross:fast=2,slow=3", "fixed:10", "next-open", "0.1 % of the value"}) {
            QVERIFY2(page.contains(text), text);
        }
    }

    void whatComesFromOutsideIsEscaped()
    {
        backtest::ReportFrame frame;
        frame.files = {{"<b>&\"x", 1, newYear, newYear}};

        const auto page = pageOf(aTypicalResult(), frame);

        QVERIFY(!page.contains("<b>&"));
        QVERIFY(page.contains("&lt;b&gt;&amp;&quot;x"));
    }

    void onePageForOneResult()
    {
        QCOMPARE(pageOf(aTypicalResult()), pageOf(aTypicalResult()));
    }

    // A million points, one of them a spike: the curve stays small and keeps it.
    void aLongCurveIsThinnedWithoutLosingItsPeak()
    {
        std::vector<backtest::EquityPoint> points;
        for (int i = 0; i < 1'000'000; ++i) {
            const Timestamp opened = newYear + minutes(i);
            points.push_back({opened, opened + minutes(1), Money{(i == 777'777 ? 200 : 100 + i % 3) * oneDollar}});
        }

        const auto curve = backtest::equitySvg(points);

        QVERIFY(curve.size() < 60'000);
        // 200 lies a twentieth of the range below the top: 8 + 5 / 110 x 276 = 20.5.
        QVERIFY(curve.find(",20.5 ") != std::string::npos);
    }

    void ofOnePointThereIsNoCurve()
    {
        const std::vector<backtest::EquityPoint> one{{newYear, newYear + days(1), Money{oneDollar}}};
        QVERIFY(backtest::equitySvg(one).empty());
        QVERIFY(backtest::drawdownSvg(one).empty());
        QVERIFY(backtest::equitySvg({}).empty());
    }
};

QTEST_APPLESS_MAIN(TestBacktestReport)
#include "tst_backtest_report.moc"
