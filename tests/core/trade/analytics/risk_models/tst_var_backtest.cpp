// Whether a value at risk is judged as it deserves: hand-made rows of breaches, models that are right, and real returns
// through the crisis of 2008.
//
// needs: ZLIB::ZLIB

#include "core/trade/analytics/risk_models/var_backtest.h"
#include "tests/core/trade/analytics/risk_models/real_returns.h"

#include <random>

using namespace omni::analytics;
using namespace omni::tests;

namespace {

std::vector<JudgedPeriod> row(std::size_t periods, const std::vector<std::size_t>& breaches)
{
    std::vector<JudgedPeriod> judged(periods);
    for (std::size_t at = 0; at < periods; ++at) {
        judged[at].period = at;
    }
    for (const std::size_t at : breaches) {
        judged[at].isBreach = true;
    }
    return judged;
}

std::vector<std::size_t> everyNth(std::size_t count, std::size_t distance)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < count; ++i) {
        places.push_back(i * distance);
    }
    return places;
}

} // namespace

class TestVarBacktest : public QObject
{
    Q_OBJECT

private slots:
    // LR = 2 (x ln(x / pT) + (T - x) ln((T - x) / ((1 - p) T))), by hand.
    void kupiecsFiguresAreThoseOfTheFormula()
    {
        const auto eleven = verdictOf(row(250, everyNth(11, 20)), 0.95);
        near(eleven->expected, 12.5, 1e-12, "expected");
        const double ratio = 2 * (11 * std::log(11 / 12.5) + 239 * std::log(239 / 237.5));
        near(eleven->kupiec, ratio, 1e-10, "ratio");
        QVERIFY(eleven->kupiecP > 0.65 && eleven->kupiecP < 0.67);
        // Kupiec's own table: at 99 % of 255 days fewer than 7 breaches pass at 5 %, of 510 more than 1 and fewer
        // than 11.
        QVERIFY(verdictOf(row(255, everyNth(6, 40)), 0.99)->kupiecP > 0.05);
        QVERIFY(verdictOf(row(255, everyNth(7, 36)), 0.99)->kupiecP < 0.05);
        QVERIFY(verdictOf(row(510, everyNth(1, 1)), 0.99)->kupiecP < 0.05);
        QVERIFY(verdictOf(row(510, everyNth(2, 40)), 0.99)->kupiecP > 0.05);
        QVERIFY(verdictOf(row(510, everyNth(10, 40)), 0.99)->kupiecP > 0.05);
        QVERIFY(verdictOf(row(510, everyNth(11, 40)), 0.99)->kupiecP < 0.05);
    }

    void breachesInARowAreFound()
    {
        const auto apart = verdictOf(row(1'000, everyNth(50, 20)), 0.95);
        const auto inRows = verdictOf(row(1'000, everyNth(50, 1)), 0.95);
        near(apart->kupiecP, 1, 1e-6, "as many as expected");
        near(inRows->kupiecP, 1, 1e-6, "as many as expected");
        QCOMPARE(inRows->inARow, std::size_t{49});
        QVERIFY(*inRows->independenceP < 1e-6 && *inRows->bothP < 1e-6);
        QVERIFY(*apart->bothP > 0.01);
    }

    void withoutABreachNothingIsSaidOfRows()
    {
        const auto none = verdictOf(row(100, {}), 0.99);
        QVERIFY(none->kupiecP > 0.05 && !none->independence && !none->bothP);
        const auto all = verdictOf(row(10, everyNth(10, 1)), 0.99);
        QVERIFY(all->kupiecP < 1e-6 && !all->independence);
        QVERIFY(!verdictOf({}, 0.95));
        QVERIFY(!verdictOf(row(10, {}), 1));
    }

    // Of models that are right, one in twenty is called wrong at 5 %: it is what a probability means.
    void whatIsRightIsSeldomCalledWrong()
    {
        int wrong = 0, rows = 0;
        for (unsigned seed = 1; seed <= 1'000; ++seed) {
            std::mt19937 random(seed);
            std::bernoulli_distribution breach(0.05);
            std::vector<std::size_t> places;
            for (std::size_t at = 0; at < 1'000; ++at) {
                if (breach(random)) {
                    places.push_back(at);
                }
            }
            const auto verdict = verdictOf(row(1'000, places), 0.95);
            wrong += verdict->kupiecP < 0.05 ? 1 : 0;
            rows += verdict->bothP && *verdict->bothP < 0.05 ? 1 : 0;
        }
        QVERIFY2(wrong >= 30 && wrong <= 75, qPrintable(QString::number(wrong)));
        QVERIFY2(rows >= 30 && rows <= 90, qPrintable(QString::number(rows)));
    }

    // No look ahead: what comes later changes no judgement of before.
    void eachDayIsJudgedByTheDaysBeforeIt()
    {
        std::mt19937 random(5);
        std::normal_distribution<double> normal(0, 0.01);
        std::vector<double> returns(400);
        for (double& value : returns) {
            value = normal(random);
        }
        for (std::size_t at = 0; at < riskModelCount; ++at) {
            const auto model = static_cast<RiskModel>(at);
            auto changed = returns;
            changed[300] = -0.5;
            const auto before = judgedPeriods(model, returns, 0.95, 250),
                       after = judgedPeriods(model, changed, 0.95, 250);
            QCOMPARE(before.size(), std::size_t{150});
            for (std::size_t day = 0; day <= 50; ++day) {
                QCOMPARE(before[day].period, 250 + day);
                QCOMPARE(before[day].valueAtRisk, after[day].valueAtRisk);
            }
            QVERIFY(after[50].isBreach);
            QVERIFY(after[51].valueAtRisk != before[51].valueAtRisk);
        }
    }

    void aLongFitCanBeEnded()
    {
        std::mt19937 random(5);
        std::normal_distribution<double> normal(0, 0.01);
        std::vector<double> returns(400);
        for (double& value : returns) {
            value = normal(random);
        }
        int asked = 0;
        const auto judged = judgedPeriods(RiskModel::Garch, returns, 0.95, 250, 20, [&] { return ++asked < 3; });
        QCOMPARE(judged.size(), std::size_t{40});
        QVERIFY(judgedPeriods(RiskModel::Garch, returns, 0.95, 50).empty()); // a window shorter than it needs
    }

    // 2006 to 2017: a model without memory of the storm is exceeded in rows, one with it is not.
    void throughTheCrisisOnlyWhatFollowsTheStormKeepsItsWord()
    {
        if (!sharedFile("data/bars/daily/djia/JPM_1d.csv.gz")) {
            QSKIP(absenceOf("data/bars/daily/djia").c_str());
        }
        const auto returns = dowReturns({"JPM"}).asset(0);
        const auto judge = [&](RiskModel model) { return *verdictOf(judgedPeriods(model, returns, 0.95, 500), 0.95); };
        const auto plain = judge(RiskModel::Historical), filtered = judge(RiskModel::Filtered);

        QVERIFY2(filtered.kupiecP > 0.05, qPrintable(QString::number(filtered.kupiecP)));
        QVERIFY2(*plain.bothP < 0.001, qPrintable(QString::number(*plain.bothP)));
        QVERIFY2(*filtered.bothP > *plain.bothP, qPrintable(QString::number(*filtered.bothP)));
    }
};

QTEST_APPLESS_MAIN(TestVarBacktest)
#include "tst_var_backtest.moc"
