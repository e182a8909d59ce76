// Figures of a series of returns against empyrical, quantstats and PerformanceAnalytics on daily returns of real
// shares.
//
// needs: ZLIB::ZLIB

#include "core/trade/analytics/drawdowns.h"
#include "core/trade/analytics/returns.h"
#include "tests/support/gz_lines.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace omni;
using namespace omni::analytics;
using namespace omni::tests;

namespace {

constexpr double daily = 252;

QJsonObject documentOf(const std::string& name)
{
    QFile file(QString::fromStdString((sharedFolder() / "reference/performance" / name).string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

double resultOf(const QJsonObject& document, const char* program, const char* name)
{
    const auto value = document[program].toObject()["results"].toObject()[name];
    return value.isDouble() ? value.toDouble() : std::numeric_limits<double>::quiet_NaN();
}

void compare(const char* name, std::optional<double> ours, double theirs)
{
    QVERIFY2(ours, name);
    QVERIFY2(std::fabs(*ours - theirs) <= 1e-8 * (1 + std::fabs(theirs)),
             qPrintable(QString("%1: %2 instead of %3").arg(name).arg(*ours, 0, 'g', 15).arg(theirs, 0, 'g', 15)));
}

std::vector<double> seriesOf(const std::string& name)
{
    std::vector<double> returns;
    const Table table = tableOf(*sharedFile("reference/performance/" + name + "_series.csv.gz"));
    const std::size_t column = table.column("ret");
    for (const auto& row : table.rows) {
        returns.push_back(std::strtod(row[column].c_str(), nullptr));
    }
    return returns;
}

} // namespace

class TestReturns : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithEmpyrical_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"AAPL_vs_SPY", "ORCL_vs_SPY", "EW_ppo_2013_2018_vs_SPY"}) {
            QTest::newRow(name) << name;
        }
    }

    void agreesWithEmpyrical()
    {
        if (!sharedFile("reference/performance/AAPL_vs_SPY.json")) {
            QSKIP(absenceOf("reference/performance").c_str());
        }
        QFETCH(QString, name);
        const auto document = documentOf(name.toStdString() + ".json");
        const auto returns = seriesOf(name.toStdString());
        const auto theirs = [&document](const char* figure) { return resultOf(document, "empyrical", figure); };

        compare("total return", totalReturn(returns), theirs("cum_returns_final"));
        compare("annual return", annualReturn(returns, daily), theirs("annual_return"));
        compare("annual volatility", annualVolatility(returns, daily), theirs("annual_volatility"));
        compare("sharpe", sharpeRatio(returns, daily), theirs("sharpe_ratio_rf0"));
        compare("sharpe above cash", sharpeRatio(returns, daily, 0.0001), theirs("sharpe_ratio_rf_0_0001_per_day"));
        compare("sortino", sortinoRatio(returns, daily), theirs("sortino_ratio_mar0"));
        compare("calmar", calmarRatio(returns, daily), theirs("calmar_ratio"));
        compare("deepest fall", maxDrawdown(returns), -theirs("max_drawdown"));
        compare("omega", omegaRatio(returns), theirs("omega_ratio_0"));
        compare("downside risk", downsideRisk(returns, daily), theirs("downside_risk_mar0"));
        compare("tail ratio", tailRatio(returns), theirs("tail_ratio"));
        compare("value at risk, 5 %", valueAtRisk(returns, 0.05), theirs("value_at_risk_5pct_hist"));
        compare("value at risk, 1 %", valueAtRisk(returns, 0.01), theirs("value_at_risk_1pct_hist"));
        compare("expected shortfall", conditionalValueAtRisk(returns, 0.05),
                theirs("conditional_value_at_risk_5pct_hist"));
    }

    void agreesWithPerformanceAnalytics()
    {
        if (!sharedFile("reference/performance/PA_AAPL_vs_SPY.json")) {
            QSKIP(absenceOf("reference/performance").c_str());
        }
        for (const std::string name : {"AAPL_vs_SPY", "ORCL_vs_SPY"}) {
            const auto returns = seriesOf(name);
            const auto theirs = documentOf("PA_" + name + ".json")["results"].toObject();

            compare("volatility", annualVolatility(returns, daily), theirs["StdDev.annualized"].toDouble());
            compare("growth", annualReturn(returns, daily), theirs["Return.annualized_geometric"].toDouble());
            compare("omega", omegaRatio(returns), theirs["Omega_L0"].toDouble());
            compare("downside", downsideRisk(returns, 1), theirs["DownsideDeviation_MAR0"].toDouble());
            compare("sortino", sortinoRatio(returns, 1), theirs["SortinoRatio_MAR0_per_period"].toDouble());
        }
    }

    // The five deepest falls of quantstats, by the days on which they begin to fall, touch the ground and last stay
    // below.
    void findsTheDrawdownsThatQuantstatsFinds()
    {
        if (!sharedFile("reference/performance/AAPL_vs_SPY.json")) {
            QSKIP(absenceOf("reference/performance").c_str());
        }
        std::vector<std::string> dates{"start"};
        std::vector<Money> equity{{100'000'000'000'000}};
        const auto returns = seriesOf("AAPL_vs_SPY");
        const auto table = tableOf(*sharedFile("reference/performance/AAPL_vs_SPY_series.csv.gz"));
        double value = 1e14;
        for (std::size_t i = 0; i < returns.size(); ++i) {
            value *= 1 + returns[i];
            dates.push_back(table.rows[i][0].substr(0, 10));
            equity.push_back(Money{std::llround(value)});
        }
        auto falls = drawdownsOf(equity);
        std::sort(falls.begin(), falls.end(), [](const auto& a, const auto& b) { return a.depth > b.depth; });

        const auto theirs = documentOf("AAPL_vs_SPY.json")["quantstats"].toObject()["top5_drawdowns"].toArray();
        QCOMPARE(theirs.size(), qsizetype{5});
        for (std::size_t i = 0; i < 5; ++i) {
            const auto fall = theirs[static_cast<qsizetype>(i)].toObject();
            QCOMPARE(QString::fromStdString(dates[falls[i].peak + 1]), fall["start"].toString());
            QCOMPARE(QString::fromStdString(dates[falls[i].trough]), fall["valley"].toString());
            QCOMPARE(QString::fromStdString(dates[*falls[i].recovered - 1]), fall["end"].toString());
            QVERIFY(std::fabs(falls[i].depth * 100 + fall["max_drawdown_pct"].toDouble()) < 1e-6);
        }
    }

    // 100 -> 110 -> 99: 10 % up, 10 % down.
    void returnsAreChangesByTheValueBefore()
    {
        const std::vector<double> values{100, 110, 99};

        const auto returns = returnsOf(values);

        QCOMPARE(returns.size(), std::size_t{2});
        QCOMPARE(returns[0], 0.1);
        QCOMPARE(returns[1], -0.1);
    }

    void afterRuinThereAreNoReturns()
    {
        QCOMPARE(returnsOf(std::vector<double>{100, 0, 50}).size(), std::size_t{1});
        QCOMPARE(returnsOf(std::vector<double>{-1, 50}).size(), std::size_t{0});
    }

    void whatCannotBeToldIsNothing()
    {
        const std::vector<double> none;
        const std::vector<double> one{0.01};
        const std::vector<double> flat{0, 0, 0};
        const std::vector<double> even{0.01, 0.01, 0.01};
        const std::vector<double> ruin{0.5, -1};

        QVERIFY(!totalReturn(none));
        QVERIFY(!maxDrawdown(none));
        QVERIFY(!valueAtRisk(none, 0.05));
        QVERIFY(!annualVolatility(one, daily));
        QVERIFY(!sharpeRatio(one, daily));
        QVERIFY(!sharpeRatio(flat, daily));
        QVERIFY(!sharpeRatio(even, daily));
        QVERIFY(!sortinoRatio(even, daily));
        QVERIFY(!calmarRatio(even, daily));
        QVERIFY(!omegaRatio(even));
        QVERIFY(!tailRatio(flat));
        QVERIFY(!annualReturn(ruin, daily));
        QCOMPARE(*maxDrawdown(ruin), 1.0);
    }

    // A drawdown lies between nothing and all, and never depends on the size of the account.
    void aDrawdownIsAShareOfItsPeak()
    {
        std::mt19937_64 random{20'240'301};
        for (int i = 0; i < 2'000; ++i) {
            std::vector<Money> small;
            std::vector<Money> large;
            for (int k = 0; k < 50; ++k) {
                const auto value = static_cast<std::int64_t>(1 + random() % 1'000'000);
                small.push_back({value});
                large.push_back({value * 1'000'000});
            }
            const auto falls = drawdownsOf(small);
            const auto same = drawdownsOf(large);
            QCOMPARE(falls.size(), same.size());
            for (std::size_t k = 0; k < falls.size(); ++k) {
                QVERIFY(falls[k].depth > 0 && falls[k].depth < 1);
                QVERIFY(falls[k].peak < falls[k].trough);
                QVERIFY(!falls[k].recovered || small[*falls[k].recovered] >= small[falls[k].peak]);
                QVERIFY(std::fabs(falls[k].depth - same[k].depth) < 1e-12);
            }
        }
    }

    void drawdownsSurviveTheLargestNumbers()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();

        const auto falls = drawdownsOf(std::vector<Money>{{most}, {-most}, {most}});

        QCOMPARE(falls.size(), std::size_t{1});
        QCOMPARE(falls.front().depth, 2.0);
        QVERIFY(drawdownsOf(std::vector<Money>{{0}, {-1}}).empty());
    }
};

QTEST_APPLESS_MAIN(TestReturns)
#include "tst_returns.moc"
